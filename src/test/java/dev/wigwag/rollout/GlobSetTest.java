package dev.wigwag.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobSetTest {

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource({
        "acme/fleet, acme/fleet, true",
        "acme/fleet, acme/fleet2, false",
        "acme/fleet, xacme/fleet, false",
        "acme/*, acme/fleet, true",
        "acme/*, acme/, true",
        "acme/*, acme, false",
        "acme/*, acme/fleet/x, false",
        "acme/*, evil/acme/fleet, false",
        "acme/**, acme/fleet/x, true",
        "acme/**, acme, false",
        "*, acme, true",
        "*, acme/fleet, false",
        "*/*, acme/fleet, true",
        "*/*, acme, false",
        "**, acme/fleet, true",
        "***, a/b/c, true",
        "**/fleet, a/b/fleet, true",
        "**/fleet, fleet, false",
        "*/fleet, acme/fleet, true",
        "*/fleet, a/b/fleet, false",
        "acme/*-config, acme/prod-config, true",
        "acme/*-config, acme/-config, true",
        "acme/*-config, acme/prod-config-old, false",
        "acme/*a*b*, acme/xaxbx, true",
        "acme/*a*b*, acme/xbxax, false",
        "team-?, team-a, true",
        "team-?, team-, false",
        "team-?, team-ab, false",
        "team-?, team-é, true",
        "team-?, team-🚀, true",
        "team-??, team-🚀, false",
        "a?b, a/b, false",
        "a.b, axb, false",
        "a+b, aab, false",
        "'{a,b}', a, false",
        "a[bc], ab, false",
        "a[bc], a[bc], true",
        "ACME/*, acme/fleet, false",
        "acme/*, Acme/Fleet, false",
        "🚀*, 🚀x, true",
    })
    void matchesWholeNames(String glob, String name, boolean matches) {
        assertThat(GlobSet.of(List.of(glob)).matches(name)).isEqualTo(matches);
    }

    @ParameterizedTest(name = "{0} and {1}")
    @CsvSource({"ACME/*, acme/fleet", "acme/*, Acme/FLEET", "Straße, STRAßE", "ÉQUIPE-?, équipe-A"})
    void takesUpperAndLowerCaseAsOneWhenToldSo(String glob, String name) {
        assertThat(GlobSet.ignoringCase(List.of(glob)).matches(name)).isTrue();
        assertThat(GlobSet.of(List.of(glob)).matches(name)).isFalse();
    }

    @Test
    void matchesWhenAnyOfItsGlobsDoes() {
        GlobSet set = GlobSet.of(List.of("team-a", "team-b", "infra/*"));
        assertThat(Stream.of("team-a", "team-b", "infra/x").allMatch(set::matches))
                .isTrue();
        assertThat(Stream.of("team-c", "infra", "", "team-a,team-b").noneMatch(set::matches))
                .isTrue();
    }

    @Test
    void matchesNothingWhenItIsEmptyOrTheNameIs() {
        assertThat(GlobSet.of(List.of()).matches("anything")).isFalse();
        assertThat(GlobSet.of(List.of("**")).matches("")).isFalse();
    }

    @Test
    void matchesNoNameThatIsTooLongToBeOne() {
        GlobSet everything = GlobSet.of(List.of("**"));
        assertThat(everything.matches("x".repeat(GlobSet.MAX_NAME_LENGTH))).isTrue();
        assertThat(everything.matches("x".repeat(GlobSet.MAX_NAME_LENGTH + 1))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t", "a b", "acme/*, infra/*", "a\u0000b", "a\n"})
    void refusesAGlobThatCannotBeMeant(String glob) {
        assertThatThrownBy(() -> GlobSet.of(List.of("ok", glob)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("A glob ");
    }

    @Test
    void refusesAnAbsentOrOverLongGlob() {
        assertThatThrownBy(() -> GlobSet.of(Collections.singletonList(null))).hasMessageContaining("empty");
        assertThatThrownBy(() -> GlobSet.ignoringCase(List.of("a".repeat(257)))).hasMessageContaining("257 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b", "**a**a**a**a**a**a**a**b", "*?*?*?*?*?*?*?*?*?b"})
    void readsEachCharacterOfAHostileNameOnce(String glob) {
        CountedReads name = new CountedReads("a".repeat(GlobSet.MAX_NAME_LENGTH));
        assertThat(Glob.of(glob, false).matches(name)).isFalse();
        assertThat(name.reads).isEqualTo(GlobSet.MAX_NAME_LENGTH);
    }

    @ParameterizedTest
    @MethodSource("randomPairs")
    void agreesWithAMatcherThatTriesEverySplit(String glob, String name) {
        assertThat(Glob.of(glob, false).matches(name))
                .as("%s and %s", glob, name)
                .isEqualTo(triesEverySplit(glob, name));
    }

    static Stream<String[]> randomPairs() {
        Random random = new Random(3);
        return IntStream.range(0, 3000)
                .mapToObj(i -> new String[] {random(random, "ab/*?", 1, 7), random(random, "ab/", 0, 6)});
    }

    private static String random(Random random, String letters, int least, int most) {
        StringBuilder text = new StringBuilder();
        for (int n = least + random.nextInt(most - least + 1); n > 0; n--) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }

    private static boolean triesEverySplit(String glob, String name) {
        if (glob.isEmpty()) {
            return name.isEmpty();
        }
        int stars = glob.length() - glob.replaceFirst("^\\*+", "").length();
        if (stars == 0) {
            return !name.isEmpty()
                    && (glob.charAt(0) == name.charAt(0) || glob.charAt(0) == '?' && name.charAt(0) != '/')
                    && triesEverySplit(glob.substring(1), name.substring(1));
        }
        return IntStream.rangeClosed(0, name.length())
                .filter(taken -> stars > 1 || name.substring(0, taken).indexOf('/') < 0)
                .anyMatch(taken -> triesEverySplit(glob.substring(stars), name.substring(taken)));
    }

    @Test
    void matchesABrokenSurrogateAsOneCharacter() {
        assertThat(GlobSet.of(List.of("a?b")).matches("a\uD83Db")).isTrue();
        assertThat(GlobSet.of(List.of("a?")).matches("a\uD83D")).isTrue();
    }

    /** A text that counts how often it is looked at. */
    private static final class CountedReads implements CharSequence {

        private final String text;
        private int reads;

        CountedReads(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            reads++;
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            throw new UnsupportedOperationException("A copy would go uncounted.");
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
