package dev.wigwag.flux;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SemVerTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0",
                "1.2.3",
                "10.20.30",
                "1.2.3-alpha",
                "1.2.3-alpha.1",
                "1.2.3-0",
                "1.2.3-0a",
                "1.2.3-00a.-",
                "1.2.3--",
                "1.2.3-a-b.c--d",
                "1.2.3+0cc9a8446c95",
                "1.2.3+001.x-y",
                "1.2.3+a-b",
                "1.2.3-rc.1+20130313144700",
                "99999999999999999999999.999999999999999999.99999999999999999",
            })
    void readsAVersionWithAndWithoutALeadingV(String text) {
        assertThat(SemVer.of(text)).map(SemVer::toString).contains(text);
        assertThat(SemVer.of("v" + text)).isEqualTo(SemVer.of(text));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "v",
                "1",
                "1.2",
                "v1.2",
                "1.2.3.4",
                "01.2.3",
                "1.02.3",
                "1.2.03",
                "1.2.x",
                "-1.2.3",
                "+1.2.3",
                "1.2.-3",
                "1..3",
                "1.2.",
                ".2.3",
                "1.2.3-",
                "1.2.3+",
                "1.2.3-+x",
                "1.2.3-01",
                "1.2.3-a..b",
                "1.2.3-a.",
                "1.2.3+a+b",
                "1.2.3+a..b",
                "1.2.3-ä",
                "1.2.3-a_b",
                " 1.2.3",
                "1.2.3 ",
                "1.2.3\n",
                "V1.2.3",
                "vv1.2.3",
                "release-1.2.3",
                "podinfo/1.2.3",
                "١.٢.٣",
                "1.2.3-\uD83D\uDE80",
            })
    void readsNoVersionOutOfAnythingElse(String text) {
        assertThat(SemVer.of(text)).isEmpty();
    }

    @Test
    void readsNoVersionThatIsTooLong() {
        assertThat(SemVer.of("1.2." + "3".repeat(252))).isPresent();
        assertThat(SemVer.of("1.2." + "3".repeat(253))).isEmpty();
        assertThat(SemVer.of("1.2.3-" + "a.".repeat(1 << 20) + "a")).isEmpty();
    }

    @Test
    void ordersByPrecedence() {
        List<String> ascending = List.of(
                "0.0.0-0",
                "0.0.0",
                "0.0.1",
                "0.1.0",
                "1.0.0-0",
                "1.0.0-1",
                "1.0.0-9",
                "1.0.0-10",
                "1.0.0-18446744073709551616",
                "1.0.0-18446744073709551617",
                "1.0.0--",
                "1.0.0-A",
                "1.0.0-alpha",
                "1.0.0-alpha.1",
                "1.0.0-alpha.1.0",
                "1.0.0-alpha.beta",
                "1.0.0-alpha1",
                "1.0.0-beta",
                "1.0.0-beta.2",
                "1.0.0-beta.11",
                "1.0.0-rc.1",
                "1.0.0",
                "1.0.1",
                "1.2.0",
                "1.10.0",
                "2.0.0-a",
                "2.0.0",
                "10.0.0",
                "18446744073709551616.0.0",
                "18446744073709551617.0.0");
        List<SemVer> versions =
                ascending.stream().map(text -> SemVer.of(text).orElseThrow()).toList();
        List<SemVer> shuffled = new ArrayList<>(versions);
        Collections.shuffle(shuffled, new Random(5));
        shuffled.sort(Comparator.naturalOrder());
        assertThat(shuffled).isEqualTo(versions);
        assertThat(IntStream.range(1, versions.size())
                        .allMatch(i -> versions.get(i - 1).compareTo(versions.get(i)) < 0))
                .isTrue();
    }

    @Test
    void leavesBuildMetadataOutOfTheOrder() {
        SemVer one = SemVer.of("1.0.0+a").orElseThrow();
        SemVer other = SemVer.of("1.0.0+b").orElseThrow();
        assertThat(one).isEqualByComparingTo(other).isNotEqualTo(other);
    }

    @Test
    void keepsItsIdentifiersFromBeingChanged() {
        List<String> identifiers = new ArrayList<>(List.of("rc", "1"));
        SemVer version = new SemVer(BigInteger.ONE, BigInteger.ZERO, BigInteger.ZERO, identifiers, "");
        identifiers.set(1, "2");
        assertThat(version).hasToString("1.0.0-rc.1");
    }

    @ParameterizedTest
    @MethodSource("triples")
    void ordersTotallyAndPrintsWhatItReads(SemVer a, SemVer b, SemVer c) {
        assertThat(SemVer.of(a.toString())).contains(a);
        assertThat(Integer.signum(a.compareTo(b))).isEqualTo(-Integer.signum(b.compareTo(a)));
        assertThat(a.compareTo(a)).isZero();
        if (a.compareTo(b) <= 0 && b.compareTo(c) <= 0) {
            assertThat(a.compareTo(c)).isLessThanOrEqualTo(0);
        }
        if (a.compareTo(b) == 0) {
            assertThat(Integer.signum(a.compareTo(c))).isEqualTo(Integer.signum(b.compareTo(c)));
        }
    }

    static Stream<SemVer[]> triples() {
        Random random = new Random(11);
        return IntStream.range(0, 600).mapToObj(i -> new SemVer[] {random(random), random(random), random(random)});
    }

    private static SemVer random(Random random) {
        String[] identifiers = {"0", "1", "10", "a", "b", "-", "A1", "99999999999999999999"};
        StringBuilder text = new StringBuilder(random.nextInt(2) + "." + random.nextInt(2) + "." + random.nextInt(2));
        for (int i = 0, n = random.nextInt(4); i < n; i++) {
            text.append(i == 0 ? "-" : ".").append(identifiers[random.nextInt(identifiers.length)]);
        }
        text.append(random.nextInt(3) == 0 ? "+b" + random.nextInt(2) : "");
        return SemVer.of(text.toString()).orElseThrow();
    }
}
