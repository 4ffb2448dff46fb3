package dev.wigwag.sandbox.flux;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A Provider of type {@code generic-hmac} or {@code generic}: how a request to the endpoint is made (reference: flux.md §1.4, §1.5).
 */
public final class EventProvider {

    private final Optional<SecretKeySpec> key;
    private final Map<String, String> headers;

    private EventProvider(Optional<SecretKeySpec> key, Map<String, String> headers) {
        this.key = key;
        this.headers = Map.copyOf(headers);
    }

    /** Type {@code generic-hmac}: signed with the bytes of the Secret's {@code token}, untrimmed. Refuses an empty one. */
    public static EventProvider genericHmac(String token) {
        if (token.isEmpty()) {
            throw new IllegalArgumentException("HMAC key is empty; give the provider a token");
        }
        return new EventProvider(
                Optional.of(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), "HmacSHA256")), Map.of());
    }

    /** Type {@code generic} with the Secret's {@code headers}, by which for instance a bearer token is sent. */
    public static EventProvider generic(Map<String, String> headers) {
        return new EventProvider(Optional.empty(), headers);
    }

    HttpRequest request(URI address, FluxEvent event, Duration timeout) {
        byte[] body = event.body();
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(timeout)
                .header("User-Agent", "Go-http-client/1.1")
                .header("Content-Type", "application/json")
                .header("Gotk-Component", event.controller())
                .header("Accept-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(body));
        headers.forEach(request::setHeader);
        key.ifPresent(present -> request.setHeader("X-Signature", "sha256=" + hmac(present, body)));
        return request.build();
    }

    private static String hmac(SecretKeySpec key, byte[] body) {
        try {
            Mac mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime lacks " + key.getAlgorithm(), e);
        }
    }
}
