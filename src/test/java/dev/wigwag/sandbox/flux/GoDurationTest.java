package dev.wigwag.sandbox.flux;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoDurationTest {

    @ParameterizedTest
    @CsvSource({
        "PT0S,0s",
        "PT0.031S,31ms",
        "PT0.0123S,12.3ms",
        "PT1S,1s",
        "PT2.084434647S,2.084434647s",
        "PT30S,30s",
        "PT1M,1m0s",
        "PT10M,10m0s",
        "PT5M0.03S,5m0.03s",
        "PT1H,1h0m0s",
        "PT25H1M1S,25h1m1s"
    })
    void printsAsGoDoes(Duration duration, String text) {
        assertThat(GoDuration.text(duration)).isEqualTo(text);
    }
}
