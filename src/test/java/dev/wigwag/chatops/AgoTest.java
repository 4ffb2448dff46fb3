package dev.wigwag.chatops;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgoTest {
    @ParameterizedTest
    @CsvSource({
        "PT-3S, just now",
        "PT4S, just now",
        "PT5S, 5 s ago",
        "PT59S, 59 s ago",
        "PT60S, 1 min ago",
        "PT59M59S, 59 min ago",
        "PT1H, 1 h ago",
        "PT47H, 47 h ago",
        "PT48H, 2 days ago"
    })
    void timesGoByInTheLargestUnitThatTellsSomething(Duration time, String words) {
        assertThat(Ago.words(World.NOON, World.NOON.plus(time))).isEqualTo(words);
    }
}
