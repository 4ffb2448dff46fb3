package dev.wigwag.knative;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wigwag.rollout.ObjectChanged;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Signal;
import dev.wigwag.rollout.Tick;
import io.quarkus.funqy.knative.events.CloudEvent;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * What a CloudEvent says to us. Of an ApiServerSource only kind, namespace and name are used, from the data in Reference
 * and in Resource mode, or else from the attributes that the source repeats them in.
 */
final class EventReading {
    private static final String TICK = "dev.knative.sources.ping";
    private static final String OBJECT = "dev.knative.apiserver.";

    private final ObjectMapper json;

    EventReading(ObjectMapper json) {
        this.json = json;
    }

    /** The signal; empty for an event of another type, or one that names no namespaced object that can exist. */
    Optional<Signal> signal(CloudEvent<byte[]> event) {
        String type = AttributeText.decode(event.type()).orElse("");
        if (type.equals(TICK)) {
            return Optional.of(new Tick());
        }
        return type.startsWith(OBJECT) ? object(event).map(ObjectChanged::new) : Optional.empty();
    }

    private Optional<ObjectKey> object(CloudEvent<byte[]> event) {
        JsonNode data = data(event);
        JsonNode metadata = data.has("metadata") ? data.path("metadata") : data;
        return ObjectKey.possible(
                either(data, event, "kind"), either(metadata, event, "namespace"), either(metadata, event, "name"));
    }

    private static String either(JsonNode data, CloudEvent<byte[]> event, String field) {
        String stated = data.path(field).isTextual() ? data.path(field).textValue() : "";
        if (!stated.isBlank()) {
            return stated;
        }
        Map<String, String> attributes = event.extensions();
        return AttributeText.decode(attributes.get(field)).orElse("").strip();
    }

    private JsonNode data(CloudEvent<byte[]> event) {
        try {
            byte[] data = event.data();
            JsonNode read = data == null ? null : json.readTree(data);
            return read == null ? json.missingNode() : read;
        } catch (IOException e) {
            return json.missingNode();
        }
    }
}
