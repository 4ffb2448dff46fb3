package dev.wigwag.sandbox.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Talks to the cluster without a Kubernetes client in between, to see the bare wire. */
record RawApi(String url, HttpClient http) {

    static final String GIT_REPOSITORIES = "/apis/source.toolkit.fluxcd.io/v1/namespaces/flux-system/gitrepositories";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    record Answer(int status, JsonNode body) {
        String reason() {
            return body.path("reason").asText();
        }

        String message() {
            return body.path("message").asText();
        }
    }

    static RawApi of(SandboxCluster cluster) {
        return new RawApi(
                cluster.url(),
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
    }

    static String gitRepository(String name, String moreMetadata, String rest) {
        return """
                {"apiVersion":"source.toolkit.fluxcd.io/v1","kind":"GitRepository",
                 "metadata":{"name":"%s","namespace":"flux-system"%s},
                 "spec":{"url":"https://github.com/acme/fleet","interval":"1m"}%s}""".formatted(name, moreMetadata, rest);
    }

    Answer get(String path) {
        return send("GET", path, "", "");
    }

    Answer post(String path, String body) {
        return send("POST", path, "application/json", body);
    }

    Answer put(String path, String body) {
        return send("PUT", path, "application/json", body);
    }

    Answer mergePatch(String path, String body) {
        return send("PATCH", path, "application/merge-patch+json", body);
    }

    Answer send(String method, String path, String contentType, String body) {
        try {
            HttpResponse<String> response = exchange(method, path, contentType, body);
            return new Answer(response.statusCode(), MAPPER.readTree(response.body()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<String> exchange(String method, String path, String contentType, String body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(20))
                .header("User-Agent", "raw-api")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!contentType.isEmpty()) {
            request.header("Content-Type", contentType);
        }
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
