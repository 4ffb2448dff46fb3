package dev.wigwag.sandbox.flux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KustomizeSettingsTest {
    @Test
    void fasterDividesEveryWaitAndOnceAsFastIsTheSame() {
        assertThat(KustomizeSettings.WATCHABLE.faster(4))
                .isEqualTo(
                        new KustomizeSettings(Duration.ofMillis(100), Duration.ofMillis(125), Duration.ofMillis(250)));
        assertThat(KustomizeSettings.WATCHABLE.faster(1)).isEqualTo(KustomizeSettings.WATCHABLE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void whatIsNoSpeedIsRefused(int times) {
        assertThatThrownBy(() -> KustomizeSettings.WATCHABLE.faster(times))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("speed " + times);
    }
}
