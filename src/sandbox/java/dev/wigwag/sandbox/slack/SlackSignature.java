package dev.wigwag.sandbox.slack;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs what Slack sends to an app: HMAC-SHA256 over version, time and body, keyed with the app's signing secret. */
public final class SlackSignature {
    private static final String ALGORITHM = "HmacSHA256";

    private SlackSignature() {}

    /** The value of {@code X-Slack-Request-Timestamp}. */
    public static String timestamp(Instant time) {
        return Long.toString(time.getEpochSecond());
    }

    /** The value of {@code X-Slack-Signature}. */
    public static String v0(String secret, Instant time, String body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            String base = "v0:" + timestamp(time) + ":" + body;
            return "v0=" + HexFormat.of().formatHex(mac.doFinal(base.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime lacks " + ALGORITHM, e);
        }
    }
}
