package dev.wigwag.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlackTextTest {
    private static final String APART = "\u200B";

    @Test
    void exactlyThreeCharactersAreEscapedAndEachOnce() {
        assertThat(SlackText.data("a & b < c > d &amp; \"e\" 'f'", 200))
                .isEqualTo("a &amp; b &lt; c &gt; d &amp;amp; \"e\" 'f'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!channel>",
                "<!here|x>",
                "<@U0ANA>",
                "<#C0FLEET01>",
                "<!subteam^S0OPS>",
                "<https://evil.example|ok>"
            })
    void nothingThatMentionsOrLinksSurvives(String markup) {
        assertThat(SlackText.data(markup, 200)).doesNotContain("<", ">").startsWith("&lt;");
    }

    @ParameterizedTest
    @ValueSource(strings = {"@channel", "@HERE now", "mail @everyone"})
    void broadcastsAreBrokenEvenWhereSlackLooksForThemByItself(String text) {
        assertThat(SlackText.data(text, 200)).contains("@" + APART);
        assertThat(SlackText.data("ana@example.org", 200)).isEqualTo("ana@example.org");
    }

    @Test
    void formattingCharactersAreHeldApartAndBackticksBecomeQuotes() {
        assertThat(SlackText.data("*b* _i_ ~s~ `c`", 200))
                .isEqualTo(APART + "*b" + APART + "* " + APART + "_i" + APART + "_ " + APART + "~s" + APART + "~ 'c'");
    }

    @Test
    void aCutNeverGoesThroughAnEntityOrACodePoint() {
        for (int max = 1; max < 40; max++) {
            String cut = SlackText.data("&&&&😀😀😀<<<<", max);
            assertThat(SlackText.length(cut)).isLessThanOrEqualTo(max);
            assertThat(cut.replace("&amp;", "")
                            .replace("&lt;", "")
                            .replace("😀", "")
                            .replace("…", ""))
                    .isEmpty();
        }
        assertThat(SlackText.data("&&&", 15)).isEqualTo("&amp;&amp;&amp;");
        assertThat(SlackText.data("&&&", 14)).isEqualTo("&amp;&amp;…");
    }

    @Test
    void lineBreaksAndDirectionOverridesAreTakenOut() {
        assertThat(SlackText.data(" a\r\nb\u202Ec\u2066d\u0000e ", 50)).isEqualTo("a bcde");
        assertThat(SlackText.data("\uD83D lone", 50)).isEqualTo("\uFFFD lone");
        assertThat(SlackText.data(null, 50)).isEmpty();
    }

    @Test
    void plainTextKeepsEveryCharacterAsItIs() {
        assertThat(SlackText.plain("<a> & *b* `c`", 50)).isEqualTo("<a> & *b* `c`");
    }

    @Test
    void secretsOfCommitMessagesAreNotShown() {
        assertThat(SlackText.data("use xoxb-123456789012-abcdefghijkl", 200)).isEqualTo("use [redacted]");
        assertThat(SlackText.plain("https://ana:hunter22@git.example.org/x", 200))
                .doesNotContain("hunter22");
    }

    @Test
    void aLinksAmpersandIsEscapedAndItsLabelCannotEndIt() {
        assertThat(SlackText.link("https://x.example/a?b=1&c=2", "a|b>c\nd", 50))
                .isEqualTo("<https://x.example/a?b=1&amp;c=2|a b&gt;c d>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "ftp://x",
                "https://x.example/>|<!channel>",
                "https://x.example/a b",
                "https://x.example/é"
            })
    void whatIsNoWebAddressIsNoLink(String address) {
        assertThat(SlackText.link(address, "label", 50)).isEqualTo("label");
        assertThat(SlackText.link(null, "label", 50)).isEqualTo("label");
        assertThat(SlackText.link("https://x.example/" + "a".repeat(1500), "label", 50))
                .isEqualTo("label");
    }

    @Test
    void aTimeIsShownByTheReadersClock() {
        assertThat(SlackText.date(Instant.parse("2026-01-01T00:00:00Z")))
                .isEqualTo("<!date^1767225600^{date_short_pretty} {time}|2026-01-01 00:00 UTC>");
    }

    @ParameterizedTest
    @CsvSource({"abc,3", "'\"',2", "'\\',2", "😀,2", "&amp;,5"})
    void lengthsAreThoseOnTheWire(String text, int length) {
        assertThat(SlackText.length(text)).isEqualTo(length);
    }
}
