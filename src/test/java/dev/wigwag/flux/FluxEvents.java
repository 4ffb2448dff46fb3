package dev.wigwag.flux;

import dev.wigwag.http.Hmac;
import dev.wigwag.http.RawBody;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Events as notification-controller sends them (reference: flux.md §1). */
final class FluxEvents {
    /** The golden vector's body, byte by byte. */
    static final String FINISHED = "{\"involvedObject\":{\"kind\":\"Kustomization\",\"namespace\":\"flux-system\","
            + "\"name\":\"apps\",\"uid\":\"3c1f7a52-8f2b-4c0e-9a55-0d6b1a2c9e41\","
            + "\"apiVersion\":\"kustomize.toolkit.fluxcd.io/v1\",\"resourceVersion\":\"48211934\"},\"severity\":\"info\","
            + "\"timestamp\":\"2026-08-12T09:41:07Z\","
            + "\"message\":\"Reconciliation finished in 2.084434647s, next run in 10m0s\","
            + "\"reason\":\"ReconciliationSucceeded\",\"metadata\":{\"cluster\":\"prod-eu-1\",\"commit_status\":\"update\","
            + "\"revision\":\"main@sha1:7e2f4c1d9b0a8e6f5d3c2b1a0f9e8d7c6b5a4f3e\"},"
            + "\"reportingController\":\"kustomize-controller\","
            + "\"reportingInstance\":\"kustomize-controller-7c7b47f5f-8bhrp\"}";

    private FluxEvents() {}

    static String about(String kind, String namespace, String name) {
        return "{\"involvedObject\":{\"kind\":\"%s\",\"namespace\":\"%s\",\"name\":\"%s\"}}"
                .formatted(kind, namespace, name);
    }

    static String signature(String secret, String body) {
        byte[] mac =
                Hmac.sha256(secret.getBytes(StandardCharsets.UTF_8), RawBody.of(body.getBytes(StandardCharsets.UTF_8)));
        return "sha256=" + HexFormat.of().formatHex(mac);
    }

    /** Posts a body with the headers given as name and value in turn. */
    static HttpResponse<String> post(URI to, String body, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(to).POST(BodyPublishers.ofString(body));
        request.header("Content-Type", "application/json").header("Gotk-Component", "kustomize-controller");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }
}
