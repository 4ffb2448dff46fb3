package dev.wigwag.sandbox.flux;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;

/**
 * An event of a Flux controller as an endpoint receives it (reference: flux.md §1.1).
 *
 * @param involved what it is about: kind, namespace, name, uid, apiVersion and resourceVersion, in this order
 * @param severity {@code info} or {@code error}
 * @param timestamp when it was recorded, in whole seconds
 * @param metadata keys without prefix, sorted; absent from the body when empty
 * @param controller the {@code reportingController}
 */
public record FluxEvent(
        ObjectNode involved,
        String severity,
        Instant timestamp,
        String message,
        String reason,
        Map<String, String> metadata,
        String controller) {

    /** The value of {@code severity} for what went well, or goes on. */
    public static final String INFO = "info";

    /** The value of {@code severity} for what failed. */
    public static final String ERROR = "error";

    /** Keeps copies, the metadata sorted as Go sorts the keys of a map. */
    public FluxEvent {
        involved = involved.deepCopy();
        timestamp = timestamp.truncatedTo(ChronoUnit.SECONDS);
        metadata = new TreeMap<>(metadata);
    }

    /** An event about an object as it is in the cluster. */
    static FluxEvent about(
            JsonNode object,
            String controller,
            String severity,
            String reason,
            String message,
            Map<String, String> metadata,
            Instant now) {
        JsonNode own = object.path("metadata");
        ObjectNode involved = JsonNodeFactory.instance.objectNode();
        involved.put("kind", object.path("kind").asText());
        for (String field : new String[] {"namespace", "name", "uid"}) {
            involved.put(field, own.path(field).asText());
        }
        involved.put("apiVersion", object.path("apiVersion").asText());
        involved.put("resourceVersion", own.path("resourceVersion").asText());
        return new FluxEvent(involved, severity, now, message, reason, metadata, controller);
    }

    /** Kind, namespace and name for people: {@code Kustomization/flux-system/podinfo}. */
    public String object() {
        return involved.path("kind").asText() + "/"
                + involved.path("namespace").asText() + "/"
                + involved.path("name").asText();
    }

    /** The body: compact JSON whose keys are in the order of Go's struct, with the characters escaped that Go escapes for HTML. */
    public byte[] body() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("involvedObject", involved);
        body.put("severity", severity).put("timestamp", timestamp.toString());
        body.put("message", message).put("reason", reason);
        if (!metadata.isEmpty()) {
            ObjectNode members = body.putObject("metadata");
            metadata.forEach(members::put);
        }
        body.put("reportingController", controller).put("reportingInstance", controller + "-7c7b47f5f-8bhrp");
        return escaped(body.toString()).getBytes(StandardCharsets.UTF_8);
    }

    private static String escaped(String json) {
        return json.replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }
}
