package dev.wigwag.github;

import dev.wigwag.http.LiveSecrets;
import dev.wigwag.http.ScopedSecret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Who we are as a GitHub App: its id and its private keys ({@code wigwag.github.app.id} and
 * {@code wigwag.github.app.private-key}), from which it makes the short-lived tokens that only {@code /app…} accepts.
 */
final class AppKey {
    /** The property of the id. */
    static final String ID = "wigwag.github.app.id";

    /** The property of the keys, and the file where Secrets are mounted. */
    static final String PROPERTY = "wigwag.github.app.private-key";

    /** A clock that is ahead of GitHub's would date the token into the future (reference: github.md §11). */
    private static final Duration BACK = Duration.ofSeconds(60);

    /** GitHub takes at most ten minutes. */
    private static final Duration LIFE = Duration.ofMinutes(9);

    private final String id;
    private final LiveSecrets secrets;
    private final Clock clock;
    private List<ScopedSecret> read = List.of();
    private List<PrivateKey> keys = List.of();

    /**
     * Nothing is parsed yet.
     *
     * @param id the App's id, or its client id
     * @throws IllegalArgumentException if that is neither
     */
    AppKey(String id, LiveSecrets secrets, Clock clock) {
        if (!id.strip().matches("[A-Za-z0-9._-]{1,100}")) {
            throw new IllegalArgumentException(ID + " is no id; write the App ID or client ID from the App's page");
        }
        this.id = id.strip();
        this.secrets = secrets;
        this.clock = clock;
    }

    /** The App's id. */
    String id() {
        return id;
    }

    /**
     * A JWT of each key in force, in their order: during a rotation GitHub may know one of them only.
     *
     * @throws GitHubApiException REFUSED if there is no key, or one cannot be read
     */
    List<String> tokens() throws GitHubApiException {
        List<String> tokens = new ArrayList<>();
        for (PrivateKey key : keys()) {
            tokens.add(token(key));
        }
        return tokens;
    }

    private synchronized List<PrivateKey> keys() throws GitHubApiException {
        List<ScopedSecret> current = secrets.current();
        if (current.isEmpty()) {
            throw GitHubApiException.refused(
                    PROPERTY + " is not set, but " + ID + " is; set it to the App's private key");
        }
        // Reading a key takes a while, and the list stays the same one until it changes.
        if (current != read) {
            try {
                keys = current.stream()
                        .map(secret -> PrivateKeyPem.parse(new String(secret.key(), StandardCharsets.UTF_8)))
                        .toList();
            } catch (IllegalArgumentException e) {
                throw GitHubApiException.refused(PROPERTY + " " + e.getMessage());
            }
            read = current;
        }
        return keys;
    }

    private String token(PrivateKey key) {
        Instant now = clock.instant();
        String claims = "{\"iat\":" + now.minus(BACK).getEpochSecond() + ",\"exp\":"
                + now.plus(LIFE).getEpochSecond() + ",\"iss\":\"" + id + "\"}";
        String signed = base64("{\"alg\":\"RS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + base64(claims.getBytes(StandardCharsets.UTF_8));
        return signed + "." + base64(signature(key, signed));
    }

    private static byte[] signature(PrivateKey key, String text) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            // Without the cause, which may tell of the key.
            throw new IllegalStateException(PROPERTY + " holds a key that cannot sign; create another at GitHub");
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
