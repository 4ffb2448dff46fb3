package dev.wigwag.sandbox.flux;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReconcileHistoryTest {

    private static final Instant NOW = Instant.parse("2026-08-12T09:00:00Z");

    private final ObjectNode status = JsonNodeFactory.instance.objectNode();

    @Test
    void equalManifestsWithAnEqualOutcomeShareAnEntryUnderTheLatestRevision() {
        ReconcileHistory.note(status, new Attempt("main@sha1:a", "sha256:1"), "ReconciliationSucceeded", NOW);
        ReconcileHistory.note(
                status, new Attempt("main@sha1:b", "sha256:1"), "ReconciliationSucceeded", NOW.plusSeconds(60));

        assertThat(status.path("history")).hasSize(1);
        assertThat(status.at("/history/0/metadata/revision").asText()).isEqualTo("main@sha1:b");
        assertThat(status.at("/history/0/firstReconciled").asText()).isEqualTo("2026-08-12T09:00:00Z");
        assertThat(status.at("/history/0/lastReconciled").asText()).isEqualTo("2026-08-12T09:01:00Z");
        assertThat(status.at("/history/0/totalReconciliations").asInt()).isEqualTo(2);
    }

    @Test
    void anotherOutcomeIsAnotherEntryAndTheNewestFiveAreKept() {
        for (int i = 0; i < 7; i++) {
            ReconcileHistory.note(status, new Attempt("main@sha1:" + i, "sha256:" + i), "HealthCheckFailed", NOW);
        }
        ReconcileHistory.note(status, new Attempt("main@sha1:6", "sha256:6"), "ReconciliationSucceeded", NOW);

        assertThat(status.path("history"))
                .extracting(entry -> entry.at("/metadata/revision").asText() + " "
                        + entry.path("lastReconciledStatus").asText())
                .containsExactly(
                        "main@sha1:6 ReconciliationSucceeded",
                        "main@sha1:6 HealthCheckFailed",
                        "main@sha1:5 HealthCheckFailed",
                        "main@sha1:4 HealthCheckFailed",
                        "main@sha1:3 HealthCheckFailed");
    }
}
