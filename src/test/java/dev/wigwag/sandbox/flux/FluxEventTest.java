package dev.wigwag.sandbox.flux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FluxEventTest {

    private static final Instant NOW = Instant.parse("2026-08-12T09:41:07.987Z");
    private static final URI ADDRESS = URI.create("http://127.0.0.1:9/flux");
    private static final String OBJECT = """
            {"apiVersion":"kustomize.toolkit.fluxcd.io/v1","kind":"Kustomization",
             "metadata":{"namespace":"flux-system","name":"apps","uid":"3c1f7a52","resourceVersion":"48211934"}}""";

    private static FluxEvent event(String message, Map<String, String> metadata) {
        return FluxEvent.about(
                FluxWorld.parse(OBJECT),
                "kustomize-controller",
                FluxEvent.INFO,
                "ReconciliationSucceeded",
                message,
                metadata,
                NOW);
    }

    private static String text(FluxEvent event) {
        return new String(event.body(), StandardCharsets.UTF_8);
    }

    @Test
    void theBodyHasTheKeysInTheOrderOfFluxAndWholeSeconds() {
        FluxEvent event = event("done", Map.of("revision", "main@sha1:7e2f", "commit_status", "update"));

        assertThat(text(event)).isEqualTo("""
                        {"involvedObject":{"kind":"Kustomization","namespace":"flux-system","name":"apps","uid":"3c1f7a52",\
                        "apiVersion":"kustomize.toolkit.fluxcd.io/v1","resourceVersion":"48211934"},"severity":"info",\
                        "timestamp":"2026-08-12T09:41:07Z","message":"done","reason":"ReconciliationSucceeded",\
                        "metadata":{"commit_status":"update","revision":"main@sha1:7e2f"},\
                        "reportingController":"kustomize-controller",\
                        "reportingInstance":"kustomize-controller-7c7b47f5f-8bhrp"}""");
    }

    @Test
    void withoutMetadataTheKeyIsAbsent() {
        assertThat(text(event("done", Map.of()))).doesNotContain("metadata");
    }

    @Test
    void charactersThatGoEscapesForHtmlAreEscapedAndStillRead() {
        FluxEvent event = event("a < b && c > d\u2028é\nend", Map.of());

        assertThat(text(event)).contains("a \\u003c b \\u0026\\u0026 c \\u003e d\\u2028é\\nend");
        assertThat(FluxWorld.parse(text(event)).path("message").asText()).isEqualTo("a < b && c > d\u2028é\nend");
    }

    @Test
    void anEventKeepsTheObjectAsItWasAndSaysWhatItIsAbout() {
        ObjectNode object = (ObjectNode) FluxWorld.parse(OBJECT);
        FluxEvent event = FluxEvent.about(object, "kustomize-controller", FluxEvent.INFO, "R", "m", Map.of(), NOW);
        object.withObject("/metadata").put("name", "other");

        assertThat(event.object()).isEqualTo("Kustomization/flux-system/apps");
    }

    @Test
    void theHmacProviderSignsTheRawBodyWithTheUntrimmedKey() {
        FluxEvent event = event("done", Map.of());
        HttpRequest plain = EventProvider.genericHmac("key").request(ADDRESS, event, Duration.ofSeconds(1));
        HttpRequest newline = EventProvider.genericHmac("key\n").request(ADDRESS, event, Duration.ofSeconds(1));

        assertThat(plain.headers().firstValue("X-Signature"))
                .hasValueSatisfying(value -> assertThat(value)
                        .matches("sha256=[0-9a-f]{64}")
                        .isNotEqualTo(
                                newline.headers().firstValue("X-Signature").orElseThrow()));
        assertThat(plain.headers().firstValue("Gotk-Component")).contains("kustomize-controller");
        assertThat(plain.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(plain.headers().firstValue("User-Agent")).contains("Go-http-client/1.1");
        assertThat(plain.headers().firstValue("Accept-Encoding")).contains("gzip");
        assertThat(plain.headers().firstValue("Authorization")).isEmpty();
    }

    @Test
    void theGenericProviderSendsItsHeadersWhichMayReplaceItsOwnAndSignsNothing() {
        HttpRequest request = EventProvider.generic(Map.of("Authorization", "Bearer t", "Gotk-Component", "mine"))
                .request(ADDRESS, event("done", Map.of()), Duration.ofSeconds(1));

        assertThat(request.headers().allValues("Authorization")).containsExactly("Bearer t");
        assertThat(request.headers().allValues("Gotk-Component")).containsExactly("mine");
        assertThat(request.headers().firstValue("X-Signature")).isEmpty();
    }

    @Test
    void withoutAKeyThereIsNoHmacProvider() {
        assertThatThrownBy(() -> EventProvider.genericHmac("")).hasMessageContaining("HMAC key is empty");
    }
}
