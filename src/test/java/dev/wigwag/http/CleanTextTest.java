package dev.wigwag.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CleanTextTest {

    @Test
    void ordinaryTextOfAnyLanguageIsLeftAsItIs() {
        String text = "Grüße, 日本語, עברית\u200F, 👩‍🚀";
        assertThat(CleanText.line(text, 100)).isEqualTo(text);
        assertThat(CleanText.block(text, 100)).isEqualTo(text);
    }

    @Test
    void aLoneSurrogateBecomesTheReplacementCharacter() {
        assertThat(CleanText.line("a\uD83Db\uDE00c", 10)).isEqualTo("a\uFFFDb\uFFFDc");
        assertThat(CleanText.line("\uD83D\uDE00", 10)).isEqualTo("\uD83D\uDE00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "\u0007", "\u001B", "\u007F", "\u009B", "\u202E", "\u2066", "\u2069"})
    void aCharacterThatActsOnTheTerminalOrOnItsSurroundingsIsDropped(String bad) {
        assertThat(CleanText.line("a" + bad + "b", 10)).isEqualTo("ab");
        assertThat(CleanText.block("a" + bad + "b", 10)).isEqualTo("ab");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n", "\u000B", "\u000C", "\u0085", "\u2028", "\u2029"})
    void everyKindOfLineBreakIsOneBlankInALineAndOneNewlineInABlock(String lineBreak) {
        assertThat(CleanText.line("a" + lineBreak + "b", 10)).isEqualTo("a b");
        assertThat(CleanText.block("a" + lineBreak + "b", 10)).isEqualTo("a\nb");
    }

    @Test
    void aTabStaysInABlockOnly() {
        assertThat(CleanText.block("a\tb", 10)).isEqualTo("a\tb");
        assertThat(CleanText.line("a\tb", 10)).isEqualTo("a b");
    }

    @ParameterizedTest
    @CsvSource({"abc, 3, abc", "abcd, 3, ab…", "abcd, 1, …", "a, 1, a", "😀😀😀, 2, 😀…", "😀😀, 2, 😀😀"})
    void aLongTextIsCutByCodePointsAndTheEllipsisCounts(String text, int max, String cut) {
        assertThat(CleanText.line(text, max)).isEqualTo(cut);
    }

    @Test
    void charactersThatAreDroppedDoNotCauseACut() {
        assertThat(CleanText.line("abc\u0000\u0001\u0002", 3)).isEqualTo("abc");
        assertThat(CleanText.line("abc\u0000\u0001d", 3)).isEqualTo("ab…");
    }

    @Test
    void nothingIsAnEmptyText() {
        assertThat(CleanText.line(null, 5)).isEmpty();
        assertThat(CleanText.block("", 5)).isEmpty();
    }

    @Test
    void aLengthWithoutRoomForTheEllipsisIsRefused() {
        assertThatThrownBy(() -> CleanText.line("a", 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void anyRandomTextComesOutShortEncodableAndStable(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            String text = randomText(random);
            int max = 1 + random.nextInt(60);
            String clean = CleanText.line(text, max);

            assertThat(clean.codePointCount(0, clean.length())).isLessThanOrEqualTo(max);
            assertThat(new String(clean.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                    .isEqualTo(clean);
            assertThat(CleanText.line(clean, max)).isEqualTo(clean);
            assertThat(clean.chars()).noneMatch(Character::isISOControl);
        }
    }

    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(80);
        for (int i = 0; i < length; i++) {
            switch (random.nextInt(4)) {
                case 0 -> text.append((char) random.nextInt(0x20));
                case 1 -> text.append((char) (0xD800 + random.nextInt(0x800)));
                case 2 -> text.append((char) random.nextInt(0x10000));
                default -> text.append((char) ('a' + random.nextInt(26)));
            }
        }
        return text.toString();
    }
}
