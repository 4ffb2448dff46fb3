package dev.wigwag.knative;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.format.EventDeserializationException;
import io.cloudevents.core.provider.EventFormatProvider;
import io.cloudevents.http.HttpMessageFactory;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.rw.CloudEventRWException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Events as HTTP messages, by the CloudEvents SDK. The SDK leaves the percent-encoding of header values (HTTP binding
 * 1.0.2, 3.1.3.2) to whoever sends and receives; that is added here.
 */
final class EventBinding {
    /** What Knative's dispatcher says of a structured event. */
    static final String STRUCTURED = JsonFormat.CONTENT_TYPE + "; charset=UTF-8";

    private EventBinding() {}

    /** Puts the attributes into headers and the data into the body. */
    static void binary(CloudEvent event, HttpRequest.Builder request) {
        headers(event).forEach((name, value) -> request.header(name, isAttribute(name) ? encode(value) : value));
        byte[] data = event.getData() == null ? new byte[0] : event.getData().toBytes();
        request.POST(BodyPublishers.ofByteArray(data));
    }

    /** Puts all of the event into the body. */
    static void structured(CloudEvent event, HttpRequest.Builder request) {
        request.header("Content-Type", STRUCTURED).POST(BodyPublishers.ofByteArray(json(event)));
    }

    /** The event in the JSON format. */
    static byte[] json(CloudEvent event) {
        return EventFormatProvider.getInstance()
                .resolveFormat(JsonFormat.CONTENT_TYPE)
                .serialize(event);
    }

    /** The headers of binary mode just as the SDK writes them, nothing encoded. */
    static Map<String, String> headers(CloudEvent event) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        HttpMessageFactory.createWriter(headers::put, body -> {}).writeBinary(event);
        return headers;
    }

    /** Whether a message says that it is an event. */
    static boolean isEvent(Map<String, List<String>> headers) {
        return headers.keySet().stream().anyMatch(name -> name.equalsIgnoreCase("ce-specversion"))
                || headers.entrySet().stream()
                        .filter(header -> "content-type".equalsIgnoreCase(header.getKey()))
                        .flatMap(header -> header.getValue().stream())
                        .anyMatch(type -> type.toLowerCase(Locale.ROOT).startsWith("application/cloudevents"));
    }

    /**
     * Reads an event in binary or structured mode.
     *
     * @return empty if it is none
     */
    static Optional<CloudEvent> read(Map<String, List<String>> headers, byte[] body) {
        Map<String, String> decoded = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) -> {
            String value = values.get(0);
            decoded.put(name, isAttribute(name) ? AttributeText.decode(value).orElse("") : value);
        });
        try {
            return Optional.of(HttpMessageFactory.createReader(decoded, body).toEvent());
        } catch (CloudEventRWException | EventDeserializationException | IllegalStateException e) {
            // The SDK's three ways to say so: in a header, in JSON, in what is missing.
            return Optional.empty();
        }
    }

    /** Space, double quote, percent and all beyond printable ASCII, byte by byte. */
    static String encode(String text) {
        StringBuilder header = new StringBuilder();
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = one > 0x20 && one < 0x7F && one != '"' && one != '%';
            header.append(plain ? String.valueOf((char) one) : String.format("%%%02X", one));
        }
        return header.toString();
    }

    private static boolean isAttribute(String header) {
        return header != null && header.toLowerCase(Locale.ROOT).startsWith("ce-");
    }
}
