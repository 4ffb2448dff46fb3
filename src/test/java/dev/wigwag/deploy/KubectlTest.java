package dev.wigwag.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubectlTest {
    @ParameterizedTest
    @CsvSource({"20, false", "20+, false", "21, true", "32+, true", "9, false"})
    void anOldKubectlBuildsNothingHere(String minor, boolean knows) {
        assertThat(Kubectl.knowsComponents(
                        "{\"clientVersion\": {\"major\": \"1\", \"minor\": \"%s\"}}".formatted(minor)))
                .isEqualTo(knows);
    }

    @ParameterizedTest
    @CsvSource({"''", "'{}'", "'{\"clientVersion\": {\"minor\": \"\"}}'"})
    void oneThatDoesNotSayHowOldItIsCountsAsOld(String version) {
        assertThat(Kubectl.knowsComponents(version)).isFalse();
    }
}
