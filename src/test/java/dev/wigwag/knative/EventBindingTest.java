package dev.wigwag.knative;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.CloudEvent;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Events as the CloudEvents SDK composes them, and what we make of their attributes. */
class EventBindingTest {
    private static final URI NOWHERE = URI.create("http://127.0.0.1/");

    /** Once the SDK encodes by itself, we must not do it a second time. */
    @Test
    void theSdkLeavesTheEncodingOfHeadersToOthers() {
        CloudEvent event = SourceEvents.event("com.acme.odd", "/x")
                .withSubject("Grüße 50%")
                .build();

        assertThat(EventBinding.headers(event)).containsEntry("ce-subject", "Grüße 50%");
    }

    @Test
    void whateverTheSdkTakesForAnAttributeComesBackFromItsHeader() {
        Random random = new Random(23);
        for (int turn = 0; turn < 2_000; turn++) {
            String subject = text(random);
            String name = text(random);
            CloudEvent event = SourceEvents.event("com.acme.odd", "/x")
                    .withSubject(subject)
                    .withExtension("name", name)
                    .withExtension("count", turn)
                    .build();
            HttpRequest.Builder builder = HttpRequest.newBuilder(NOWHERE);
            EventBinding.binary(event, builder);
            Map<String, String> headers = firsts(builder.build());

            assertThat(headers.values()).allMatch(value -> value.chars().allMatch(c -> c > 0x1F && c < 0x7F));
            assertThat(AttributeText.decode(headers.get("ce-subject"))).hasValue(subject);
            assertThat(AttributeText.decode(headers.get("ce-name"))).hasValue(name);
            assertThat(AttributeText.decode(headers.get("ce-count"))).hasValue("" + turn);
            assertThat(AttributeText.decode(headers.get("ce-id"))).hasValue(event.getId());
        }
    }

    @Test
    void bothModesTellTheSame() {
        CloudEvent event = SourceEvents.event("com.acme.odd", "/x")
                .withSubject("Grüße, \"50%\" 😀")
                .withExtension("name", "größer")
                .withData("application/json", "{\"a\":1}".getBytes(StandardCharsets.UTF_8))
                .build();
        HttpRequest.Builder builder = HttpRequest.newBuilder(NOWHERE);
        EventBinding.binary(event, builder);
        CloudEvent binary = EventBinding.read(
                        builder.build().headers().map(), event.getData().toBytes())
                .orElseThrow();
        CloudEvent structured = EventBinding.read(
                        Map.of("content-type", List.of(EventBinding.STRUCTURED)), EventBinding.json(event))
                .orElseThrow();

        assertThat(binary.getSubject()).isEqualTo(structured.getSubject()).isEqualTo(event.getSubject());
        assertThat(binary.getExtension("name")).isEqualTo(structured.getExtension("name"));
        assertThat(binary.getData().toBytes()).isEqualTo(structured.getData().toBytes());
    }

    /** Unicode from all planes, except for what no attribute may hold: controls, surrogates and non-characters. */
    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        while (text.length() == 0) {
            random.ints(random.nextInt(20), 0x20, random.nextBoolean() ? 0x100 : 0x110000)
                    .filter(c -> !Character.isISOControl(c) && (c < 0xD800 || c > 0xDFFF) && (c & 0xFFFE) != 0xFFFE)
                    .forEach(text::appendCodePoint);
        }
        return text.toString();
    }

    private static Map<String, String> firsts(HttpRequest request) {
        Map<String, String> firsts = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        request.headers().map().forEach((name, values) -> firsts.put(name, values.get(0)));
        return firsts;
    }
}
