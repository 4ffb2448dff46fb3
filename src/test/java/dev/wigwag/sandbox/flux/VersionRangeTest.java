package dev.wigwag.sandbox.flux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionRangeTest {

    private static final String ALL = "0.0.3 0.1.0 0.2.5 1.0.0 1.0.1 1.2.3 1.3.0-rc.1 1.3.0 2.0.0-alpha 2.0.0 3.1.4";

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "*                    ; 0.0.3 0.1.0 0.2.5 1.0.0 1.0.1 1.2.3 1.3.0 2.0.0 3.1.4",
                "1.x                  ; 1.0.0 1.0.1 1.2.3 1.3.0",
                "1                    ; 1.0.0 1.0.1 1.2.3 1.3.0",
                "1.0                  ; 1.0.0 1.0.1",
                "1.2.3                ; 1.2.3",
                "=v1.2.3              ; 1.2.3",
                "!=1.0                ; 0.0.3 0.1.0 0.2.5 1.2.3 1.3.0 2.0.0 3.1.4",
                "^1.0.1               ; 1.0.1 1.2.3 1.3.0",
                "^0.1.0               ; 0.1.0",
                "^0.0.3               ; 0.0.3",
                "~1.0.0               ; 1.0.0 1.0.1",
                "~1                   ; 1.0.0 1.0.1 1.2.3 1.3.0",
                ">=1.2.3 <2.0.0       ; 1.2.3 1.3.0",
                ">=1.2.3, <2.0.0      ; 1.2.3 1.3.0",
                ">1.2                 ; 1.3.0 2.0.0 3.1.4",
                "<=1.0                ; 0.0.3 0.1.0 0.2.5 1.0.0 1.0.1",
                ">1.0.0 <= 1.3.0      ; 1.0.1 1.2.3 1.3.0",
                "<0.1 || >=3          ; 0.0.3 3.1.4",
                ">=1.3.0-0 <2.0.0-0   ; 1.3.0-rc.1 1.3.0",
                "1.3.0-rc.1           ; 1.3.0-rc.1"
            })
    void matchesWhatItSays(String range, String expected) {
        VersionRange parsed = VersionRange.parse(range).orElseThrow();

        String matching = Arrays.stream(ALL.split(" "))
                .filter(version -> parsed.test(Version.parse(version).orElseThrow()))
                .collect(Collectors.joining(" "));

        assertThat(matching).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "so so", ">=", "1.2.3.4.5", ">=1 ||", "1..2", "latest"})
    void isEmptyForWhatIsNoRange(String text) {
        assertThat(VersionRange.parse(text)).isEmpty();
    }

    @Test
    void versionsSortByTheRulesOfSemver() {
        List<String> sorted = List.of(
                "1.0.0-alpha",
                "1.0.0-alpha.1",
                "1.0.0-alpha.beta",
                "1.0.0-beta.2",
                "1.0.0-beta.11",
                "1.0.0-rc.1",
                "v1.0.0",
                "1.0.1",
                "1.10.0",
                "2");
        List<String> shuffled = Stream.concat(sorted.stream(), Stream.empty()).collect(Collectors.toList());
        Collections.shuffle(shuffled, new Random(7));

        shuffled.sort((left, right) ->
                Version.parse(left).orElseThrow().compareTo(Version.parse(right).orElseThrow()));

        assertThat(shuffled).isEqualTo(sorted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "v", "latest", "1.2.3.4", "1.-2", "99999999999999999999", "1.2.3 "})
    void isEmptyForWhatIsNoVersion(String text) {
        assertThat(Version.parse(text)).isEmpty();
    }
}
