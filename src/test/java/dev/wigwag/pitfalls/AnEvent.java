package dev.wigwag.pitfalls;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wigwag.sandbox.flux.FluxEvent;
import java.time.Instant;
import java.util.Map;

/** Events as notification-controller passes them on. */
final class AnEvent {
    private AnEvent() {}

    static FluxEvent info(String object, String reason, String message, Map<String, String> metadata) {
        return event(object, "info", reason, message, metadata);
    }

    static FluxEvent error(String object, String reason, String message, Map<String, String> metadata) {
        return event(object, "error", reason, message, metadata);
    }

    /** The event after every run of a Kustomization that came to a good end, whatever it changed. */
    static FluxEvent finished(String name, char commit, String took) {
        return info(
                "Kustomization/" + name,
                "ReconciliationSucceeded",
                "Reconciliation finished in " + took + ", next run in 1m0s",
                Map.of("commit_status", "update", "revision", Fleet.revision(commit)));
    }

    private static FluxEvent event(
            String object, String severity, String reason, String message, Map<String, String> metadata) {
        String[] parts = object.split("/");
        ObjectNode involved = JsonNodeFactory.instance.objectNode();
        involved.put("kind", parts[0]).put("namespace", "flux-system").put("name", parts[1]);
        return new FluxEvent(
                involved,
                severity,
                Instant.parse("2026-02-03T12:00:40Z"),
                message,
                reason,
                metadata,
                parts[0].equals("Kustomization") ? "kustomize-controller" : "source-controller");
    }
}
