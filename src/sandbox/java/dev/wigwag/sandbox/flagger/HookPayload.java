package dev.wigwag.sandbox.flagger;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** The five fields of every webhook in the order of Go's struct (reference: flagger.md §1.1). */
record HookPayload(Named canary, CanaryPhase phase, String checksum, Map<String, String> metadata) {

    HookPayload {
        metadata = new TreeMap<>(metadata);
    }

    /** The same as an event: the three reserved keys win over the hook's own. */
    HookPayload event(String message, String type, Instant now) {
        Map<String, String> all = new TreeMap<>(metadata);
        all.put("eventMessage", message);
        all.put("eventType", type);
        all.put("timestamp", Long.toString(now.toEpochMilli()));
        return new HookPayload(canary, phase, checksum, all);
    }

    /** Compact JSON; metadata only when there is some; the characters escaped that Go escapes for HTML. */
    byte[] body() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("name", canary.name()).put("namespace", canary.namespace());
        body.put("phase", phase.name()).put("checksum", checksum);
        if (!metadata.isEmpty()) {
            ObjectNode members = body.putObject("metadata");
            metadata.forEach(members::put);
        }
        return body.toString()
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029")
                .getBytes(StandardCharsets.UTF_8);
    }
}
