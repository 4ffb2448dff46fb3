package dev.wigwag.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnnotatedTest {
    @Test
    void whatIsWrittenIsTakenAsItIs() {
        assertThat(Annotated.of(Map.of(
                        "wigwag.dev/slack-channel", "C0123ABCD",
                        "wigwag.dev/mute", "true",
                        "wigwag.dev/environment", "Production (EU) – größer 🚢",
                        "other.example/slack-channel", "C9")))
                .isEqualTo(new Annotated("C0123ABCD", true, "Production (EU) – größer 🚢", List.of()));
    }

    @Test
    void anObjectWithoutOursAsksForNothing() {
        assertThat(Annotated.of(null)).isSameAs(Annotated.NOTHING);
        assertThat(Annotated.of(Map.of("a", "b"))).isSameAs(Annotated.NOTHING);
        assertThat(Annotated.of(Map.of("wigwag.dev/mute", "false")).isNothing()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"#deploys", "deploys", "C0123ABCD", "team_a-prod", "x"})
    void namesAndIdsOfChannelsAreChannels(String text) {
        assertThat(Annotated.of(Map.of("wigwag.dev/slack-channel", text)).channel())
                .isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                " C1",
                "C1 ",
                "C1,C2",
                "C1|C2",
                "<!channel>",
                "@here",
                "dé",
                "a\nb",
                "a\u0000",
                "https://a.b/c",
                "12345678901234567890123456789012345678901234567890123456789012345678901234567890x"
            })
    void whatIsNoChannelCountsAsNotThereAndIsNamed(String text) {
        Annotated annotated = Annotated.of(Map.of("wigwag.dev/slack-channel", text));

        assertThat(annotated.channel()).isNull();
        assertThat(annotated.unreadable()).containsExactly("wigwag.dev/slack-channel");
    }

    @Test
    void onlyTrueAndFalseAreAnswers() {
        assertThat(Annotated.of(Map.of("wigwag.dev/mute", "false")).mute()).isFalse();
        for (String text : new String[] {"", "yes", "True", "TRUE", "1", " true"}) {
            Annotated annotated = Annotated.of(Map.of("wigwag.dev/mute", text));
            assertThat(annotated.mute()).as(text).isNull();
            assertThat(annotated.unreadable()).containsExactly("wigwag.dev/mute");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "a\nb", "a\tb", "a\u0007", "a\u202Eb", "a\u2066b", "a\u2028b", "a\uD800b", "\u200B"})
    void anEnvironmentWithWhatNobodySeesCountsAsNotThere(String text) {
        Annotated annotated = Annotated.of(Map.of("wigwag.dev/environment", text));

        assertThat(annotated.environment()).isNull();
        assertThat(annotated.unreadable()).containsExactly("wigwag.dev/environment");
    }

    @Test
    void anEnvironmentHas255CodePointsAtMost() {
        assertThat(Annotated.of(Map.of("wigwag.dev/environment", "🚢".repeat(255)))
                        .environment())
                .hasSize(510);
        assertThat(Annotated.of(Map.of("wigwag.dev/environment", "e".repeat(256)))
                        .environment())
                .isNull();
        assertThat(Annotated.of(Map.of("wigwag.dev/environment", "🚢".repeat(256)))
                        .environment())
                .isNull();
        assertThat(Annotated.of(Map.of("wigwag.dev/environment", "e".repeat(100_000)))
                        .environment())
                .isNull();
    }

    @Test
    void approversAreIdsWithCommasOrBarsBetweenThem() {
        assertThat(approvers("slack:U024BE7LH, slack:S0614TZR7 |github:OctoCat,github:octocat"))
                .containsExactly("slack:U024BE7LH", "slack:S0614TZR7", "github:octocat");
        assertThat(Annotated.of(Map.of("wigwag.dev/mute", "true")).approvers()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ",",
                "ana",
                "@ana",
                "slack:ana",
                "slack:u024be7lh",
                "slack:",
                "github:",
                "github:renovate[bot]",
                "github:acme/team",
                "mailto:ana@example.org",
                "slack:U024BE7LH,",
                "slack:U024BE7LH ana",
                "slack:U024BE7LH;github:octocat",
                "gitlab:ana",
                "unreadable",
                "github:\u0430na"
            })
    void approversThatCannotBeReadAreNobody(String text) {
        Annotated annotated = Annotated.of(Map.of("wigwag.dev/approvers", text));

        assertThat(annotated.approvers()).containsExactly(Approvers.UNREADABLE);
        assertThat(annotated.unreadable()).containsExactly("wigwag.dev/approvers");
        assertThat(Approvers.id(Approvers.UNREADABLE)).isEmpty();
    }

    @Test
    void moreApproversThanAnybodyWritesAreNobody() {
        String many = IntStream.range(0, 101).mapToObj(n -> "github:u" + n).collect(Collectors.joining(","));

        assertThat(approvers(many)).containsExactly(Approvers.UNREADABLE);
        assertThat(approvers(many.substring(many.indexOf(',') + 1))).hasSize(100);
        assertThat(approvers("github:a," + " ".repeat(100_000))).containsExactly(Approvers.UNREADABLE);
    }

    private static List<String> approvers(String text) {
        return Annotated.of(Map.of("wigwag.dev/approvers", text)).approvers();
    }
}
