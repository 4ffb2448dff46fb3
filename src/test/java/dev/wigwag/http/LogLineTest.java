package dev.wigwag.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogLineTest {

    private static final Pattern WELL_FORMED =
            Pattern.compile("edge=github message=(?:[A-Za-z0-9._:/@+~-]+|\"(?:[^\"\\\\]|\\\\.)*\") status=200");

    @Test
    void plainValuesStandWithoutQuotes() {
        assertThat(LogLine.of("github")
                        .add("delivery", "72d3162e-cc78-11e3-81ab-4c9367dc0958")
                        .add("repository", "octo/fleet")
                        .add("status", 202)
                        .toString())
                .isEqualTo(
                        "edge=github delivery=72d3162e-cc78-11e3-81ab-4c9367dc0958 repository=octo/fleet status=202");
    }

    @Test
    void anAbsentValueLeavesItsFieldOutAndAnEmptyOneIsSeen() {
        assertThat(LogLine.of("flux").add("delivery", null).add("event", "").toString())
                .isEqualTo("edge=flux event=\"\"");
    }

    @Test
    void userTextCannotForgeAField() {
        assertThat(LogLine.of("github").add("event", "push outcome=stored").toString())
                .isEqualTo("edge=github event=\"push outcome=stored\"");
        assertThat(LogLine.of("github").add("event", "push\" outcome=\"stored").toString())
                .isEqualTo("edge=github event=\"push\\\" outcome=\\\"stored\"");
    }

    @Test
    void aBackslashCannotFreeTheClosingQuote() {
        assertThat(LogLine.of("github").add("event", "push \\").toString())
                .isEqualTo("edge=github event=\"push \\\\\"");
    }

    @Test
    void lineBreaksAndInvisibleCharactersAreEscaped() {
        assertThat(LogLine.of("github")
                        .add("ref", "a\nb\rc\td\u0000\u001B\u0085\u2028\u2029\u202E\u2066\u200B\uFEFF\u00A0\uD83D")
                        .toString())
                .isEqualTo("edge=github ref=\"a\\nb\\rc\\td\\u0000\\u001b\\u0085\\u2028\\u2029\\u202e\\u2066\\u200b"
                        + "\\ufeff\\u00a0\\ud83d\"");
    }

    @Test
    void anInvisibleCharacterBeyondTheBasicPlaneIsEscapedInEightDigits() {
        String tag = new String(Character.toChars(0xE0041));
        assertThat(LogLine.of("github").add("ref", tag).toString()).isEqualTo("edge=github ref=\"\\U000e0041\"");
    }

    @Test
    void lettersOfAnyLanguageStayReadable() {
        assertThat(LogLine.of("github").add("ref", "Grüße 😀").toString()).isEqualTo("edge=github ref=\"Grüße 😀\"");
    }

    @Test
    void aValueIsCutToTwoHundredCodePoints() {
        String line = LogLine.of("github").add("ref", "😀".repeat(201)).toString();
        assertThat(line).isEqualTo("edge=github ref=\"" + "😀".repeat(199) + "…\"");
        assertThat(LogLine.of("github").add("ref", "a".repeat(200)).toString())
                .isEqualTo("edge=github ref=" + "a".repeat(200));
    }

    @Test
    void aSecretAtTheCutIsRedactedWhole() {
        String token = "ghp_" + "A1b2C3d4E5".repeat(4);
        String line =
                LogLine.of("github").add("error", "x".repeat(180) + " " + token).toString();
        assertThat(line).doesNotContain("ghp_").contains("[redacted]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Edge", "a b", "a=b", "1a", "ä"})
    void aFieldNameThatCouldNotBeReadBackIsRefused(String name) {
        assertThatThrownBy(() -> LogLine.of("github").add(name, "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void noRandomValueBreaksTheShapeOfTheLine(long seed) {
        Random random = new Random(seed);
        String nasty = "\"\\\n\r\u2028\u202E\u0000 = '\t\uD800\uDC00";
        for (int round = 0; round < 1000; round++) {
            StringBuilder value = new StringBuilder();
            int length = 1 + random.nextInt(40);
            for (int i = 0; i < length; i++) {
                value.append(
                        random.nextBoolean()
                                ? nasty.charAt(random.nextInt(nasty.length()))
                                : (char) random.nextInt(0x10000));
            }
            assertThat(LogLine.of("github")
                            .add("message", value)
                            .add("status", 200)
                            .toString())
                    .matches(WELL_FORMED);
        }
    }
}
