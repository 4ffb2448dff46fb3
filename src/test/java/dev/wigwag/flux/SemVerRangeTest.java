package dev.wigwag.flux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SemVerRangeTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = ';', nullValues = "-", textBlock = """
            1.2.3          ; 1.2.3 1.2.3+build            ; 1.2.2 1.2.4 2.2.3 1.2.3-rc
            =1.2.3         ; 1.2.3                        ; 1.2.4 0.0.0
            = 1.2.3        ; 1.2.3                        ; 1.2.4
            v1.2.3         ; 1.2.3                        ; 1.2.4
            =v1.2          ; 1.2.0 1.2.9                  ; 1.3.0 1.1.9
            01.02.03       ; 1.2.3                        ; 1.2.4
            1.2.3+other    ; 1.2.3 1.2.3+build            ; 1.2.4
            0.0.0          ; 0.0.0                        ; 0.0.1 1.2.3
            1.2.3-rc.1     ; 1.2.3-rc.1                   ; 1.2.3 1.2.3-rc.2 1.2.3-rc
            1.2            ; 1.2.0 1.2.77                 ; 1.1.9 1.3.0 2.2.0 1.2.1-rc
            1.2.x          ; 1.2.0 1.2.77                 ; 1.1.9 1.3.0
            1.2.X          ; 1.2.0 1.2.77                 ; 1.1.9 1.3.0
            1.2.*          ; 1.2.0 1.2.77                 ; 1.1.9 1.3.0
            1              ; 1.0.0 1.99.0                 ; 0.9.9 2.0.0 1.1.0-a
            1.x            ; 1.0.0 1.99.0                 ; 0.9.9 2.0.0
            1.*.*          ; 1.0.0 1.99.0                 ; 0.9.9 2.0.0
            1.x.7          ; 1.0.0 1.99.0                 ; 0.9.9 2.0.0
            1.x.7x         ; 1.0.0 1.99.0                 ; 0.9.9 2.0.0
            0              ; 0.0.0 0.5.1                  ; 1.0.0
            0.x.x          ; 0.0.0 0.5.1                  ; 1.2.3
            0.0            ; 0.0.0 0.0.9                  ; 0.1.0 1.0.0
            0.0.x          ; 0.0.0 0.0.9                  ; 0.1.0 1.2.3
            *              ; 0.0.0 0.0.1 9.9.9            ; 1.0.0-a 0.0.0-0
            x              ; 0.0.0 9.9.9                  ; 1.0.0-a
            X.1.2          ; 0.0.0 9.9.9                  ; 1.0.0-a
            =*             ; 0.0.0 9.9.9                  ; 1.0.0-a
            *-0            ; 0.0.0 9.9.9 1.0.0-a 0.0.0-0  ; -
            x-beta         ; 0.0.0 1.0.0-a 0.0.0-beta     ; 0.0.0-alpha
            1.2-0          ; 1.2.0 1.2.0-0 1.2.5-rc       ; 1.3.0-0 1.1.9-z
            !=1.2.3        ; 1.2.4 1.2.2 0.0.0            ; 1.2.3 1.2.3+b 1.2.4-rc
            !=1.2          ; 1.1.0 1.3.0 2.2.0            ; 1.2.0 1.2.5 5.1.0-a
            !=1.2.x        ; 1.1.0 1.3.0                  ; 1.2.0 1.2.5
            !=1            ; 0.9.0 2.0.0                  ; 1.0.0 1.5.5
            !=1.x          ; 0.9.0 2.0.0                  ; 1.0.0 1.5.5
            !=*            ; 0.0.1 0.1.0 1.0.0            ; 0.0.0
            !=1.2-a        ; 1.2.0 1.2.5 1.2.0-b 1.3.0-a  ; 1.2.0-a 1.2.9-a
            !=1.2.3-a      ; 1.2.3 1.2.3-b 2.0.0-a        ; 1.2.3-a
            >1.2.3         ; 1.2.4 1.3.0 2.0.0            ; 1.2.3 1.2.2 1.2.4-a
            >1.2           ; 1.3.0 2.0.0                  ; 1.2.0 1.2.99 1.1.0
            >1.2.x         ; 1.3.0 2.0.0                  ; 1.2.0 1.2.99
            >1             ; 2.0.0 3.1.4                  ; 1.0.0 1.99.99 0.9.0
            >11.1          ; 11.2.0 11.2.1                ; 11.1.0 11.1.1
            >0             ; 1.0.0                        ; 0.0.0 0.9.9 0.0.1-a
            >0-0           ; 1.0.0 1.0.0-a                ; 0.0.1 0.0.1-a 0.0.0-a
            >*             ; 0.0.1 5.0.0                  ; 0.0.0
            >0.0.0-0       ; 0.0.0 0.0.0-a 0.0.1-a        ; 0.0.0-0
            >1.2.3-a.1     ; 1.2.3-a.2 1.2.3 1.3.3-a      ; 1.2.3-a.1 1.2.3-a
            >=1.2.3        ; 1.2.3 1.2.4 9.0.0            ; 1.2.2 2.0.0-a
            => 1.2.3       ; 1.2.3 1.2.4                  ; 1.2.2
            >=1.2          ; 1.2.0 2.0.0                  ; 1.1.9 2.0.0-a
            >=1            ; 1.0.0 2.0.0                  ; 0.9.9
            >=0            ; 0.0.0 1.0.0                  ; 0.0.1-a 0.0.0-a
            >=0-0          ; 0.0.0 0.0.1-a 0.0.0-a        ; -
            >=1.0.0-0      ; 1.0.0 1.0.0-a 2.0.0-alpha    ; 0.9.9 0.9.9-z
            >=1.2.3-rc.2   ; 1.2.3-rc.2 1.2.3-rc.10 1.2.3 ; 1.2.3-rc.1 1.2.3-beta
            <1.2.3         ; 1.2.2 0.0.0                  ; 1.2.3 1.2.3-a 1.2.2-a
            <1.2           ; 1.1.9 0.1.0                  ; 1.2.0 1.2.1
            <1.2.x         ; 1.1.500 1.0.0                ; 1.2.0 1.2.1
            <1             ; 0.9.9                        ; 1.0.0 1.1.0 2.0.0
            <1.x           ; 0.9.9                        ; 1.0.0 1.1.1
            <0             ; -                            ; 0.0.0 0.0.0-a
            <0-z           ; 0.0.0-a                      ; 0.0.0 0.0.0-zz
            <*             ; -                            ; 0.0.0 1.0.0
            <1.2.3-b       ; 1.2.3-a 1.2.2 1.0.0-z        ; 1.2.3-b 1.2.3
            <=1.2.3        ; 1.2.3 1.2.2                  ; 1.2.4 1.2.3-a
            =< 1.2.3       ; 1.2.3 1.2.2                  ; 1.2.4
            <=1.2          ; 1.2.0 1.2.99 0.1.0 0.9.0     ; 1.3.0 2.0.0 2.1.0
            <=1.2.x        ; 1.2.99                       ; 1.3.0
            <=1            ; 1.0.0 1.99.0 0.5.0           ; 2.0.0
            <=4.5          ; 3.7.0 4.5.9                  ; 4.6.3
            <=*            ; 0.0.0 0.0.9                  ; 0.1.0 1.0.0
            <=1.1-a        ; 0.1.0-a 1.1.0 1.1.9-z        ; 1.2.0-0
            ~1.2.3         ; 1.2.3 1.2.99                 ; 1.2.2 1.3.0 2.2.3 1.2.4-a
            ~>1.2.3        ; 1.2.3 1.2.99                 ; 1.2.2 1.3.0
            ~> 1.2         ; 1.2.0 1.2.99                 ; 1.3.0 1.1.9
            ~1.2           ; 1.2.0 1.2.99                 ; 1.3.0 1.1.9
            ~1.2.x         ; 1.2.0 1.2.99                 ; 1.3.0 1.1.9
            ~1             ; 1.0.0 1.9.9                  ; 2.0.0 0.9.9 1.3.5-b
            ~1.x           ; 1.0.0 1.9.9                  ; 2.0.0
            ~0             ; 0.0.0 0.9.9                  ; 1.0.0
            ~0.0           ; 0.0.0 0.0.9                  ; 0.1.0
            ~0.0.0         ; 0.0.0 1.2.3                  ; 1.0.0-a
            ~0.2.3         ; 0.2.3 0.2.5                  ; 0.3.0 0.2.2
            ~*             ; 0.0.0 2.1.1                  ; 2.1.1-a
            ~1.2.3-b.2     ; 1.2.3-b.4 1.2.4-b.2 1.2.3    ; 1.2.3-b.1 1.3.4-b.2
            ~1.1-alpha     ; 1.1.1-beta 1.1.0             ; 1.1.0-aa 1.2.0-beta
            ^1.2.3         ; 1.2.3 1.9.0                  ; 1.2.2 2.0.0 1.2.4-a
            ^1.2           ; 1.2.0 1.9.0                  ; 1.1.9 2.0.0
            ^1.2.x         ; 1.2.0 1.9.0                  ; 1.1.9 2.0.0
            ^1             ; 1.0.0 1.9.0                  ; 0.9.9 2.0.0
            ^1.x           ; 1.0.0 1.9.0                  ; 0.9.9 2.0.0 1.1.1-b
            ^0.2.3         ; 0.2.3 0.2.9                  ; 0.2.2 0.3.0 1.2.3
            ^0.2           ; 0.2.0 0.2.9                  ; 0.1.9 0.3.0
            ^0.0.3         ; 0.0.3                        ; 0.0.2 0.0.4 0.1.3 1.0.3
            ^0.0           ; 0.0.0 0.0.9                  ; 0.1.0 1.0.4
            ^0             ; 0.0.0 0.9.9                  ; 1.0.0
            ^0.0.0         ; 0.0.0                        ; 0.0.1 1.2.3
            ^*             ; 0.0.0                        ; 0.0.1 1.0.0
            ^1.2.0-a.0     ; 1.2.1-a.1 1.2.0-a.0 1.9.0-z  ; 1.1.9-z 2.0.0-a
            ^1.2.0-a.2     ; 1.2.0-a.3                    ; 1.2.0-a.1
            ^1.2.x-alpha   ; 1.2.0-beta 1.3.0-a           ; 1.1.1-beta1
            ^0.2.3-b.2     ; 0.2.3-b.4 0.2.4-b.2          ; 0.3.4-b.2 0.2.3-b.1
            1.1 - 2        ; 1.1.0 2.0.0 2.99.0           ; 1.0.9 3.0.0 1.5.0-a
            1.5.0 - 4.5    ; 1.5.0 3.7.0 4.5.9            ; 4.6.0 1.4.9
            1.2.3  -  2.3.4; 1.2.3 2.3.4                  ; 1.2.2 2.3.5
            v1 - v2        ; 1.0.0 2.9.9                  ; 3.0.0
            1.2.3-a - 2    ; 1.2.3-b 2.0.0-a 2.5.0        ; 1.2.3-0
            1.1-3          ; 1.1.0-3 1.1.0                ; 1.1.0-2 2.0.0 3.0.0
            1 - 2, !=1.5.0 ; 1.4.0 2.0.0                  ; 1.5.0
            1 - 2 <=1.4.0  ; 1.4.0                        ; 1.5.0
            1 - 3 2 - 4    ; 2.0.0 3.0.0                  ; 1.0.0 4.0.0
            >1.1, <2       ; 1.2.1 1.9.9                  ; 1.1.1 2.0.0
            >1.1 <2        ; 1.2.1 1.9.9                  ; 1.1.1 2.0.0
            >1.1 , <2      ; 1.2.1                        ; 2.0.0
            >1.1,<2        ; 1.2.1                        ; 2.0.0
            > 1.1   <  2   ; 1.2.1                        ; 2.0.0
            >=1 <2 !=1.2.3 ; 1.2.2                        ; 1.2.3
            ~1.2 1.2.5     ; 1.2.5                        ; 1.2.4
            >=1.0.0-0 <2   ; 1.5.0-a 2.0.0-a 1.0.0        ; 2.0.0
            >=1 <2-0       ; 1.5.0-a                      ; 2.0.0-a 1.0.0-a
            1 || 3         ; 1.2.3 3.2.1                  ; 2.0.0
            1||3           ; 1.2.3 3.2.1                  ; 2.0.0
            <1 || >=2 <3   ; 0.5.0 2.5.0                  ; 1.5.0 3.0.0
            1-0 || 2       ; 1.0.0-a 2.0.0                ; 2.1.0-a
            ^1 || 3 - 4    ; 1.2.3 4.9.9                  ; 2.0.0
            """)
    void admitsWhatFluxAdmits(String range, String inside, String outside) {
        SemVerRange read = SemVerRange.parse(range);
        assertThat(versions(inside)).allMatch(read::contains);
        assertThat(versions(outside)).noneMatch(read::contains);
        assertThat(read).hasToString(range);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = ';', textBlock = """
            ''            ; a version is missing at the end
            ' '           ; a version is missing at the end
            main          ; no version begins with m
            >= bar        ; no version begins with b
            BAR >= 1.2.3  ; no version begins with B
            1.2.3.4       ; a blank or comma is missing before .
            12.3.34~ 1.2  ; a blank or comma is missing before ~
            >=1.2<2       ; a blank or comma is missing before <
            ==1.2         ; no operator is written ==
            =!1.2         ; no operator is written =!
            ~~1           ; no operator is written ~~
            > =1.2        ; no version begins with =
            >             ; a version is missing at the end
            1.            ; a version is missing at the end
            1..2          ; no version begins with .
            .1            ; no version begins with .
            vv1           ; no version begins with v
            V1            ; no version begins with V
            1.2.3-        ; nothing follows -
            1.2.3-01      ; leading zeros
            1.2.3-a..b    ; empty parts
            1.2.3+        ; nothing follows +
            1.2.3+a..b    ; empty part
            1x            ; mixed with wildcards in 1x
            1.x2          ; mixed with wildcards in x2
            1.2.3**       ; mixed with wildcards in 3**
            1,            ; a version is missing at the end
            ,1            ; no version begins with ,
            1,,2          ; no version begins with ,
            1 ||          ; a version is missing at the end
            || 1          ; a version is missing at the end
            1 ||| 2       ; no version begins with |
            1 | 2         ; no version begins with |
            1 -2          ; no version begins with -
            1 - 2 - 3     ; no version begins with -
            >1 - 2        ; takes no operator
            1 - >2        ; no version begins with >
            1 -           ; no version begins with -
            １.2          ; no version begins with １
            1\u00A02      ; a blank or comma is missing before
            """)
    void refusesWhatIsNoRangeAndSaysWhy(String range, String why) {
        assertThatThrownBy(() -> SemVerRange.parse(range))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is no range of versions")
                .hasMessageContaining(why);
    }

    @Test
    void refusesAnOverLongRangeWithoutRepeatingIt() {
        assertThatCode(() -> SemVerRange.parse("1".repeat(SemVerRange.MAX_LENGTH)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> SemVerRange.parse("1 ".repeat(1 << 20)))
                .hasMessageContaining("2097152 characters")
                .satisfies(refusal -> assertThat(refusal.getMessage()).hasSizeLessThan(200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"18446744073709551616.0.0", "99999999999999999999999999.1.2"})
    void comparesNumbersOfAnySize(String huge) {
        assertThat(SemVerRange.parse(">=18446744073709551616").contains(version(huge)))
                .isTrue();
        assertThat(SemVerRange.parse("<18446744073709551616").contains(version(huge)))
                .isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("randomRanges")
    void agreesWithAReferenceWrittenAsIntervals(String range, Predicate<SemVer> reference) {
        SemVerRange read = SemVerRange.parse(range);
        assertThat(smallVersions())
                .allSatisfy(version -> assertThat(read.contains(version))
                        .as("%s in %s", version, range)
                        .isEqualTo(reference.test(version)));
    }

    @ParameterizedTest
    @MethodSource("mutatedRanges")
    void answersOrRefusesWhateverItIsGiven(String range) {
        try {
            SemVerRange read = SemVerRange.parse(range);
            assertThat(SemVerRange.parse(read.toString()).contains(version("1.2.3")))
                    .isEqualTo(read.contains(version("1.2.3")));
        } catch (IllegalArgumentException refused) {
            assertThat(refused.getMessage()).contains("range of versions");
        }
    }

    static Stream<Object[]> randomRanges() {
        Random random = new Random(17);
        return IntStream.range(0, 400).mapToObj(i -> {
            List<String> texts = new ArrayList<>();
            Predicate<SemVer> any = version -> false;
            for (int group = random.nextInt(2); group >= 0; group--) {
                List<IntervalReference> parts = IntStream.rangeClosed(0, random.nextInt(3))
                        .mapToObj(n -> IntervalReference.random(random))
                        .toList();
                boolean pre = parts.stream().anyMatch(part -> !part.pre().isEmpty());
                texts.add(String.join(
                        random.nextBoolean() ? " " : ", ",
                        parts.stream().map(IntervalReference::text).toList()));
                any = any.or(version ->
                        (pre || !version.isPreRelease()) && parts.stream().allMatch(part -> part.test(version)));
            }
            return new Object[] {String.join(" || ", texts), any};
        });
    }

    static Stream<String> mutatedRanges() {
        Random random = new Random(23);
        String letters = "0123456789xX*v.-+ab=!<>~^|, \t\n\u00E9";
        String[] seeds = {"^1.2.3-rc.1+b || 1 - 2", ">=1.0.0-0, <2 !=1.5.x", "~>1.x", "*-0"};
        return IntStream.range(0, 600).mapToObj(i -> {
            StringBuilder text = new StringBuilder(seeds[random.nextInt(seeds.length)]);
            for (int n = 1 + random.nextInt(4); n > 0; n--) {
                text.setCharAt(random.nextInt(text.length()), letters.charAt(random.nextInt(letters.length())));
            }
            return text.toString();
        });
    }

    private static List<SemVer> smallVersions() {
        List<SemVer> all = new ArrayList<>();
        for (int n = 0; n < 27; n++) {
            for (String pre : List.of("", "-0", "-a", "-a.1", "-b")) {
                all.add(version(n / 9 + "." + n / 3 % 3 + "." + n % 3 + pre));
            }
        }
        return all;
    }

    private static List<SemVer> versions(String blankSeparated) {
        return blankSeparated == null
                ? List.of()
                : Stream.of(blankSeparated.split(" +"))
                        .map(SemVerRangeTest::version)
                        .toList();
    }

    private static SemVer version(String text) {
        return SemVer.of(text).orElseThrow(() -> new AssertionError(text));
    }
}
