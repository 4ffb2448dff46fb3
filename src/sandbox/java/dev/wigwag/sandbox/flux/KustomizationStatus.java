package dev.wigwag.sandbox.flux;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/**
 * The status kustomize-controller writes at each point of a reconcile. The order is {@link #begun}, {@link #attempted}, {@link #applied},
 * {@link #checking} where there is something to check, then {@link #succeeded} or, from any point, {@link #failed}; what waits for a
 * dependency is only {@link #waiting}. Each is computed from the one before; nothing here keeps or shares state.
 */
final class KustomizationStatus {

    private final KustomizationView view;
    private final Instant now;

    KustomizationStatus(KustomizationView view, Instant now) {
        this.view = view;
        this.now = now;
    }

    private Conditions of(ObjectNode status) {
        return new Conditions(status, view.generation(), now);
    }

    ObjectNode suspended() {
        return handled(view.status());
    }

    /** A dependency, or the source's first artifact, is not there yet; no revision counts as attempted. */
    ObjectNode waiting(String reason, String message) {
        ObjectNode status = view.status();
        of(status).set("Ready", "False", reason, message);
        return handled(status);
    }

    ObjectNode begun() {
        ObjectNode status = view.status();
        of(status)
                .set("Reconciling", "True", "Progressing", "Fetching manifests")
                .set("Ready", "Unknown", "Progressing", "Reconciliation in progress");
        return status;
    }

    /** The artifact was fetched and has the path. */
    ObjectNode attempted(ObjectNode before, String revision) {
        ObjectNode status = before.deepCopy();
        status.put("lastAttemptedRevision", revision);
        of(status).set("Reconciling", "True", "Progressing", "Building manifests for revision " + revision);
        return status;
    }

    ObjectNode applied(ObjectNode before, ArrayNode inventory) {
        ObjectNode status = before.deepCopy();
        status.putObject("inventory").set("entries", inventory);
        return status;
    }

    ObjectNode checking(ObjectNode before, String revision) {
        ObjectNode status = before.deepCopy();
        String message =
                "Running health checks for revision %s with a timeout of %s".formatted(revision, view.timeout());
        of(status).set("Reconciling", "True", "Progressing", message).set("Healthy", "Unknown", "Progressing", message);
        return status;
    }

    /** The attempt failed and will be repeated; what was applied last, and the generation observed, stay. */
    ObjectNode failed(ObjectNode before, Attempt attempt, String reason, String message) {
        ObjectNode status = before.deepCopy();
        Conditions conditions = of(status);
        if (reason.equals("HealthCheckFailed")) {
            conditions.set("Healthy", "False", reason, message);
        }
        String doing = Conditions.find(status, "Reconciling").path("message").asText(message);
        conditions.set("Reconciling", "True", "ProgressingWithRetry", doing).set("Ready", "False", reason, message);
        if (attempt.isBuilt()) {
            ReconcileHistory.note(status, attempt, reason, now);
        }
        return handled(status);
    }

    /** {@code health} is what the health check says, empty when there was none. */
    ObjectNode succeeded(ObjectNode before, Attempt attempt, String health) {
        ObjectNode status = before.deepCopy();
        Conditions conditions = of(status);
        conditions
                .remove(List.of("Reconciling"))
                .set("Ready", "True", "ReconciliationSucceeded", "Applied revision: " + attempt.revision());
        if (health.isEmpty()) {
            conditions.remove(List.of("Healthy"));
        } else {
            conditions.set("Healthy", "True", "Succeeded", health);
        }
        status.put("lastAttemptedRevision", attempt.revision());
        status.put("lastAppliedRevision", attempt.revision());
        status.put("observedGeneration", view.generation());
        ReconcileHistory.note(status, attempt, "ReconciliationSucceeded", now);
        return handled(status);
    }

    private ObjectNode handled(ObjectNode status) {
        view.requestedAt().ifPresent(token -> status.put("lastHandledReconcileAt", token));
        return status;
    }
}
