package dev.wigwag.sandbox.flux;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** The status helm-controller writes at each point of a release: {@link #begun}, then {@link #released} or {@link #failed}. */
final class HelmReleaseStatus {

    private static final int KEPT = 5;

    private final HelmReleaseView view;
    private final Instant now;

    HelmReleaseStatus(HelmReleaseView view, Instant now) {
        this.view = view;
        this.now = now;
    }

    private Conditions of(ObjectNode status) {
        return new Conditions(status, view.generation(), now);
    }

    /** Nothing is to be done; a request is marked as handled all the same. */
    ObjectNode untouched() {
        return handled(view.status());
    }

    /** An action runs from now on. */
    ObjectNode begun() {
        ObjectNode status = view.status();
        String message = "Running '%s' action with timeout of 5m0s"
                .formatted(view.action().toLowerCase(Locale.ROOT));
        of(status)
                .remove(List.of("Stalled"))
                .set("Reconciling", "True", "Progressing", message)
                .set("Ready", "Unknown", "Progressing", message);
        status.put("lastAttemptedRevision", view.version()).put("lastAttemptedGeneration", view.generation());
        status.put("lastAttemptedReleaseAction", view.action().toLowerCase(Locale.ROOT));
        return status;
    }

    ObjectNode released(ObjectNode before, String message) {
        ObjectNode status = before.deepCopy();
        String reason = view.action() + "Succeeded";
        of(status)
                .remove(List.of("Reconciling", "Stalled"))
                .set("Ready", "True", reason, message)
                .set("Released", "True", reason, message);
        status.remove(List.of("failures", "installFailures", "upgradeFailures"));
        remember(status, "deployed");
        status.put("observedGeneration", view.generation());
        return handled(status);
    }

    /** Either tried again, or, when that was the last try, stalled; only then the generation counts as observed. */
    ObjectNode failed(ObjectNode before, String message) {
        ObjectNode status = before.deepCopy();
        String reason = view.action() + "Failed";
        Conditions conditions = of(status);
        String counter = view.action().toLowerCase(Locale.ROOT) + "Failures";
        int failures = status.path(counter).asInt() + 1;
        status.put("failures", status.path("failures").asInt() + 1).put(counter, failures);
        conditions.set("Ready", "False", reason, message).set("Released", "False", reason, message);
        if (failures > view.retries()) {
            String given =
                    "Failed to %s after %d attempt(s)".formatted(view.action().toLowerCase(Locale.ROOT), failures);
            conditions.remove(List.of("Reconciling")).set("Stalled", "True", "RetriesExceeded", given);
            status.put("observedGeneration", view.generation());
        } else {
            String doing =
                    Conditions.find(status, "Reconciling").path("message").asText();
            conditions.set("Reconciling", "True", "ProgressingWithRetry", doing);
        }
        if (view.installed()) {
            remember(status, "failed");
        }
        return handled(status);
    }

    private void remember(ObjectNode status, String outcome) {
        ArrayNode history = status.arrayNode();
        String time = now.truncatedTo(ChronoUnit.SECONDS).toString();
        JsonNode previous = status.at("/history/0");
        ObjectNode entry = history.addObject();
        entry.put("name", view.name().name()).put("namespace", view.name().namespace());
        entry.put("version", previous.path("version").asInt() + 1).put("status", outcome);
        entry.put("action", view.action().toLowerCase(Locale.ROOT));
        entry.put("chartName", view.chart()).put("chartVersion", view.version());
        entry.put("firstDeployed", previous.path("firstDeployed").asText(time)).put("lastDeployed", time);
        for (JsonNode old : status.path("history")) {
            if (history.size() < KEPT) {
                ObjectNode kept = history.addObject();
                kept.setAll((ObjectNode) old);
                if (outcome.equals("deployed") && old.path("status").asText().equals("deployed")) {
                    kept.put("status", "superseded");
                }
            }
        }
        status.set("history", history);
    }

    private ObjectNode handled(ObjectNode status) {
        view.requestedAt().ifPresent(token -> status.put("lastHandledReconcileAt", token));
        return status;
    }
}
