package dev.wigwag.chatops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LikenessTest {
    @ParameterizedTest
    @CsvSource({
        "podinfo, podinfo, 0",
        "podifno, podinfo, 1",
        "podino, podinfo, 1",
        "poddinfo, podinfo, 1",
        "pudinfo, podinfo, 1",
        "'', abc, 3",
        "kitten, sitting, 3"
    })
    void mistakesAreCounted(String one, String other, int mistakes) {
        assertThat(Likeness.distance(one, other)).isEqualTo(mistakes);
    }

    @Test
    void itIsTheSameBothWaysAndNothingOnlyBetweenEquals() {
        Random random = new Random(7);
        for (int n = 0; n < 2_000; n++) {
            String one = word(random);
            String other = word(random);
            int distance = Likeness.distance(one, other);
            assertThat(distance).isEqualTo(Likeness.distance(other, one)).isBetween(0, 12);
            assertThat(distance == 0).isEqualTo(one.equals(other));
        }
    }

    @Test
    void atMostThreeAreSuggestedTheLikestFirst() {
        assertThat(Likeness.suggestions(
                        "podinf", Stream.of("podinfo", "podinfo", "cart", "podinfo-b", "podin", "podinfa", "pod")))
                .containsExactly("podin", "podinfa", "podinfo");
        assertThat(Likeness.suggestions("cart", Stream.of("podinfo"))).isEmpty();
    }

    @Test
    void wordsOfAnyLengthAreCompared() {
        assertThat(Likeness.distance("a".repeat(1_000_000), "b".repeat(1_000_000)))
                .isEqualTo(64);
    }

    private static String word(Random random) {
        return random.ints(random.nextInt(12), 'a', 'e')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
