package dev.wigwag.sandbox.flux;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The vector of the reference (flux.md §1.5), which is not of our making. */
class GoldenSignatureTest {

    private static final String INSTANCE = "kustomize-controller-7c7b47f5f-8bhrp";
    private static final String OBJECT = """
            {"apiVersion":"kustomize.toolkit.fluxcd.io/v1","kind":"Kustomization","metadata":{"namespace":"flux-system",
             "name":"apps","uid":"3c1f7a52-8f2b-4c0e-9a55-0d6b1a2c9e41","resourceVersion":"48211934"}}""";

    @Test
    void theBodyAndItsSignatureAreThoseOfFluxToTheByte() {
        JsonNode object = FluxWorld.parse(OBJECT);
        FluxEvent event = FluxEvent.about(
                object,
                "kustomize-controller",
                FluxEvent.INFO,
                "ReconciliationSucceeded",
                "Reconciliation finished in 2.084434647s, next run in 10m0s",
                Map.of(
                        "revision", "main@sha1:7e2f4c1d9b0a8e6f5d3c2b1a0f9e8d7c6b5a4f3e",
                        "commit_status", "update",
                        "cluster", "prod-eu-1"),
                Instant.parse("2026-08-12T09:41:07Z"));

        assertThat(event.body()).hasSize(590);
        assertThat(new String(event.body(), StandardCharsets.UTF_8)).endsWith("\"" + INSTANCE + "\"}");
        assertThat(EventProvider.genericHmac("flux-demo-key")
                        .request(URI.create("http://127.0.0.1:9/"), event, Duration.ofSeconds(1))
                        .headers()
                        .firstValue("X-Signature"))
                .contains("sha256=11a55afee26af38079f40fcc72af94c7b8f7ed346bc1945574b3c1c2be54e77d");
    }
}
