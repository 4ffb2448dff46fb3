package dev.wigwag.bench;

import dev.wigwag.http.Hmac;
import dev.wigwag.http.RawBody;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.UUID;

/**
 * A push ready to be sent.
 *
 * @param repository {@code owner/name}
 * @param signature the value of {@code X-Hub-Signature-256}
 */
public record SignedPush(String repository, byte[] body, String signature) {
    /** As long as GitHub waits for an answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Signs a body. */
    public static SignedPush of(String repository, byte[] body, String secret) {
        byte[] mac = Hmac.sha256(secret.getBytes(StandardCharsets.UTF_8), RawBody.of(body));
        return new SignedPush(repository, body, "sha256=" + HexFormat.of().formatHex(mac));
    }

    HttpRequest request(URI webhook) {
        return HttpRequest.newBuilder(webhook)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("X-GitHub-Delivery", UUID.randomUUID().toString())
                .header("X-GitHub-Event", "push")
                .header("X-Hub-Signature-256", signature)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
    }
}
