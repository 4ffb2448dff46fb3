package dev.wigwag.sandbox.flux;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventDuplicatesTest {

    private static final Instant NOW = Instant.parse("2026-08-12T09:00:00Z");

    private final EventDuplicates duplicates = new EventDuplicates();

    private static FluxEvent event(String name, String severity, String reason, String message, String revision) {
        return FluxEvent.about(
                FluxWorld.parse(
                        "{\"kind\":\"Kustomization\",\"metadata\":{\"namespace\":\"a\",\"name\":\"" + name + "\"}}"),
                "kustomize-controller",
                severity,
                reason,
                message,
                Map.of("revision", revision),
                NOW);
    }

    @Test
    void theSameMessageCountsOnceInFiveMinutesWhateverItsReasonAndSeverity() {
        assertThat(duplicates.first(event("x", "info", "A", "m", "r"), NOW)).isTrue();
        assertThat(duplicates.first(event("x", "error", "B", "m", "r"), NOW.plusSeconds(1)))
                .isFalse();
    }

    @Test
    void anotherObjectMessageOrRevisionIsAnother() {
        assertThat(duplicates.first(event("x", "info", "A", "m", "r"), NOW)).isTrue();
        assertThat(duplicates.first(event("y", "info", "A", "m", "r"), NOW)).isTrue();
        assertThat(duplicates.first(event("x", "info", "A", "n", "r"), NOW)).isTrue();
        assertThat(duplicates.first(event("x", "info", "A", "m", "s"), NOW)).isTrue();
    }

    @Test
    void theWindowBeginsWithTheFirstSightingAndIsNotProlonged() {
        FluxEvent event = event("x", "info", "A", "m", "r");
        duplicates.first(event, NOW);

        assertThat(duplicates.first(event, NOW.plus(Duration.ofMinutes(4)))).isFalse();
        assertThat(duplicates.first(event, NOW.plus(Duration.ofMinutes(5)))).isTrue();
        assertThat(duplicates.first(event, NOW.plus(Duration.ofMinutes(6)))).isFalse();
    }

    @Test
    void onlyTheLatestFiveThousandAreRemembered() {
        FluxEvent oldest = event("x", "info", "A", "oldest", "r");
        duplicates.first(oldest, NOW);
        for (int i = 0; i < 4_999; i++) {
            duplicates.first(event("x", "info", "A", "m" + i, "r"), NOW);
        }
        assertThat(duplicates.first(oldest, NOW)).isFalse();

        duplicates.first(event("x", "info", "A", "one more", "r"), NOW);

        assertThat(duplicates.first(oldest, NOW)).isTrue();
    }
}
