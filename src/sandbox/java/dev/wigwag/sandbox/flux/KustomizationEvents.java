package dev.wigwag.sandbox.flux;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The events of kustomize-controller, each with the reason its object's Ready condition has at that moment. */
final class KustomizationEvents {

    private static final String CONTROLLER = "kustomize-controller";

    private final Consumer<FluxEvent> events;
    private final Clock clock;

    KustomizationEvents(Consumer<FluxEvent> events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    /** What an apply or a prune changed, a line for each object; nothing when there was no change. */
    void changed(JsonNode object, String revision, List<String> changes) {
        if (!changes.isEmpty()) {
            info(object, String.join("\n", changes), Map.of("revision", revision));
        }
    }

    void healthy(JsonNode object, String revision, String message) {
        info(object, message, Map.of("revision", revision));
    }

    /** Sent at the end of every successful reconcile, whether anything changed or not. */
    void finished(JsonNode object, String revision, Duration took, Duration next) {
        info(
                object,
                "Reconciliation finished in %s, next run in %s".formatted(GoDuration.text(took), GoDuration.text(next)),
                Map.of("revision", revision, "commit_status", "update"));
    }

    void waiting(JsonNode object, String revision, Duration next) {
        info(
                object,
                "Dependencies do not meet ready condition, retrying in " + GoDuration.text(next),
                Map.of("revision", revision));
    }

    void failed(JsonNode object, String revision, String message) {
        send(object, FluxEvent.ERROR, message, Map.of("revision", revision));
    }

    private void info(JsonNode object, String message, Map<String, String> metadata) {
        send(object, FluxEvent.INFO, message, metadata);
    }

    private void send(JsonNode object, String severity, String message, Map<String, String> metadata) {
        String reason =
                Conditions.find(object.path("status"), "Ready").path("reason").asText(severity);
        Map<String, String> all = new TreeMap<>(metadata);
        if (object.at("/metadata/annotations") instanceof ObjectNode annotations) {
            String own = "event.toolkit.fluxcd.io/";
            annotations.properties().stream()
                    .filter(each -> each.getKey().startsWith(own))
                    .forEach(each -> all.putIfAbsent(
                            each.getKey().substring(own.length()),
                            each.getValue().asText()));
        }
        events.accept(FluxEvent.about(object, CONTROLLER, severity, reason, message, all, clock.instant()));
    }
}
