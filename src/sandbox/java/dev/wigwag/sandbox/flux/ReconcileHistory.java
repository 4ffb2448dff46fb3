package dev.wigwag.sandbox.flux;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** {@code status.history} of a Kustomization: at most five entries, newest first, one for each digest of what was built and outcome. */
final class ReconcileHistory {

    private static final int KEPT = 5;

    private ReconcileHistory() {}

    /** Notes an outcome; the same as before for the same manifests only refreshes its entry, whatever the revision. */
    static void note(ObjectNode status, Attempt attempt, String outcome, Instant now) {
        String time = now.truncatedTo(ChronoUnit.SECONDS).toString();
        String digest = attempt.digest();
        ArrayNode history = status.arrayNode();
        ObjectNode entry = history.addObject();
        entry.put("digest", digest).put("firstReconciled", time).put("lastReconciled", time);
        entry.put("lastReconciledDuration", "1s").put("lastReconciledStatus", outcome);
        entry.put("totalReconciliations", 1).putObject("metadata").put("revision", attempt.revision());
        for (JsonNode old : status.path("history")) {
            boolean same = old.path("digest").asText().equals(digest)
                    && old.path("lastReconciledStatus").asText().equals(outcome);
            if (same) {
                entry.set("firstReconciled", old.path("firstReconciled"));
                entry.put(
                        "totalReconciliations", old.path("totalReconciliations").asInt() + 1);
            } else if (history.size() < KEPT) {
                history.add(old);
            }
        }
        status.set("history", history);
    }
}
