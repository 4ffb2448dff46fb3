package dev.wigwag.sandbox.flux;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/**
 * The status source-controller writes at each point of a reconcile, computed from the GitRepository as the reconcile found it. The order
 * is {@link #begun}, then {@link #building} if there is something new, then one of {@link #stored}, {@link #failed}, {@link #stalled}; a
 * suspended object only gets {@link #suspended}. Nothing here keeps or shares state.
 */
final class SourceStatus {

    private static final List<String> PASSING = List.of(
            "Reconciling",
            "Stalled",
            "FetchFailed",
            "ArtifactOutdated",
            "IncludeUnavailable",
            "StorageOperationFailed");

    private SourceStatus() {}

    /** Work has begun. Ready keeps its old value, unless there is none yet or the object has changed. */
    static ObjectNode begun(GitRepositoryView view, Instant now) {
        ObjectNode status = view.status().deepCopy();
        Conditions conditions = new Conditions(status, view.generation(), now);
        boolean changed = status.path("observedGeneration").asLong(-1) != view.generation();
        String message = changed
                ? "processing object: new generation %d -> %d"
                        .formatted(status.path("observedGeneration").asLong(-1), view.generation())
                : "reconciliation in progress";
        conditions.set("Reconciling", "True", "Progressing", message);
        if (changed || !conditions.has("Ready")) {
            conditions.set("Ready", "Unknown", "Progressing", message);
        }
        return status;
    }

    /** A new revision, or a changed include, was found and is being made into an artifact. */
    static ObjectNode building(GitRepositoryView view, ObjectNode before, String reason, String cause, Instant now) {
        ObjectNode status = before.deepCopy();
        new Conditions(status, view.generation(), now)
                .set("ArtifactOutdated", "True", reason, cause)
                .set("Reconciling", "True", "Progressing", "building artifact: " + cause)
                .set("Ready", "Unknown", "Progressing", "building artifact: " + cause);
        return status;
    }

    /** The artifact is in storage, whether it was made now or was there already. */
    static ObjectNode stored(
            GitRepositoryView view, ObjectNode before, ObjectNode artifact, ArrayNode included, Instant now) {
        ObjectNode status = before.deepCopy();
        String message =
                "stored artifact for revision '" + artifact.path("revision").asText() + "'";
        new Conditions(status, view.generation(), now)
                .remove(PASSING)
                .set("Ready", "True", "Succeeded", message)
                .set("ArtifactInStorage", "True", "Succeeded", message);
        status.set("artifact", artifact);
        if (included.isEmpty()) {
            status.remove("includedArtifacts");
        } else {
            status.set("includedArtifacts", included);
        }
        status.put("observedGeneration", view.generation());
        return handled(view, status);
    }

    /** The attempt failed and will be repeated. The old artifact and the old observed generation stay. */
    static ObjectNode failed(
            GitRepositoryView view, ObjectNode before, String type, String reason, String message, Instant now) {
        ObjectNode status = before.deepCopy();
        new Conditions(status, view.generation(), now)
                .set(type, "True", reason, message)
                .set("Reconciling", "True", "ProgressingWithRetry", message)
                .set("Ready", "False", reason, message);
        return handled(view, status);
    }

    /** The object is wrong in itself; nothing is tried again before it changes, so this generation counts as observed. */
    static ObjectNode stalled(GitRepositoryView view, String reason, String message, Instant now) {
        ObjectNode status = view.status().deepCopy();
        new Conditions(status, view.generation(), now)
                .remove(List.of("Reconciling"))
                .set("Stalled", "True", reason, message)
                .set("FetchFailed", "True", reason, message)
                .set("Ready", "False", reason, message);
        status.put("observedGeneration", view.generation());
        return handled(view, status);
    }

    /** Nothing is done for a suspended object, yet a request is marked as handled. */
    static ObjectNode suspended(GitRepositoryView view) {
        return handled(view, view.status().deepCopy());
    }

    private static ObjectNode handled(GitRepositoryView view, ObjectNode status) {
        view.requestedAt().ifPresent(token -> status.put("lastHandledReconcileAt", token));
        return status;
    }
}
