package dev.wigwag.knative;

import io.quarkus.funqy.knative.events.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;

/** A CloudEvent as Funqy hands it on: attributes as they stood in the headers, data as bytes. */
record EventFixture(String type, Map<String, String> extensions, byte[] data) implements CloudEvent<byte[]> {
    static final String UPDATED = "dev.knative.apiserver.ref.update";

    static EventFixture of(String type, String data) {
        return new EventFixture(type, Map.of(), data == null ? null : data.getBytes(StandardCharsets.UTF_8));
    }

    /** A reference to an object in the data. */
    static EventFixture reference(String kind, String namespace, String name) {
        return of(UPDATED, "{\"kind\":\"%s\",\"namespace\":\"%s\",\"name\":\"%s\"}".formatted(kind, namespace, name));
    }

    EventFixture with(String extension, String value) {
        Map<String, String> more = new HashMap<>(extensions);
        more.put(extension, value);
        return new EventFixture(type, more, data);
    }

    @Override
    public String id() {
        return "event-1";
    }

    @Override
    public String specVersion() {
        return "1.0";
    }

    @Override
    public String source() {
        return "https://10.96.0.1:443";
    }

    @Override
    public String subject() {
        return null;
    }

    @Override
    public OffsetDateTime time() {
        return null;
    }

    @Override
    public String dataSchema() {
        return null;
    }

    @Override
    public String dataContentType() {
        return "application/json";
    }
}
