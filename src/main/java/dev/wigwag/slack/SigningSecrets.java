package dev.wigwag.slack;

import dev.wigwag.http.Hmac;
import dev.wigwag.http.LiveSecrets;
import dev.wigwag.http.Problem;
import dev.wigwag.http.RawBody;
import dev.wigwag.http.Refusal;
import dev.wigwag.http.SecretsDirectory;
import dev.wigwag.http.Signature;
import io.vertx.core.MultiMap;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Who may speak to {@code /slack}: Slack, for our app. It signs {@code v0:<seconds>:<body>} with the app's signing secret
 * (reference: slack.md §11); what was signed long ago, or is to be sent later, may be somebody's copy.
 */
@ApplicationScoped
class SigningSecrets {
    static final String SIGNATURE = "X-Slack-Signature";
    static final String TIMESTAMP = "X-Slack-Request-Timestamp";
    static final Duration WINDOW = Duration.ofMinutes(5);

    private static final String SCHEME = "v0=";
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}");

    private final LiveSecrets secrets;
    private final Clock clock;

    SigningSecrets(SlackConfig config, SecretsDirectory directory, Clock clock) {
        // There is one app; an entry bound to anything is taken for what it is: a secret of that app.
        this.secrets = directory.secrets(
                SlackConfig.SIGNING_SECRETS, config.signingSecrets().orElse(List.of()), globs -> team -> true);
        this.clock = clock;
    }

    /** Whether there is any, as far as known. Never blocks. */
    boolean configured() {
        return secrets.configured();
    }

    /**
     * Refuses by the headers alone, before a byte of the body is read.
     *
     * @throws Refusal 503 without a secret configured, 401 without a well-formed signature of these minutes
     */
    void checkHeaders(MultiMap headers) {
        if (!secrets.configured()) {
            throw new Refusal(Problem.notConfigured(secrets.property()));
        }
        signature(headers);
        timestamp(headers);
    }

    /**
     * Makes sure that Slack signed the body, just now.
     *
     * @throws Refusal 401 if it did not
     */
    void check(MultiMap headers, RawBody body) {
        Signature signature = signature(headers);
        String prefix = "v0:" + timestamp(headers) + ":";
        RawBody signed = body.after(prefix.getBytes(StandardCharsets.US_ASCII));
        if (Hmac.signers(signed, signature, secrets.current()).isEmpty()) {
            throw new Refusal(Problem.credentialsWrong("No secret of " + secrets.property()
                    + " gives this signature; copy the Signing Secret from the app's Basic Information page."));
        }
    }

    private static Signature signature(MultiMap headers) {
        return Signature.parse(SIGNATURE, SCHEME, headers.getAll(SIGNATURE));
    }

    private String timestamp(MultiMap headers) {
        List<String> values = headers.getAll(TIMESTAMP);
        if (values.size() != 1 || !SECONDS.matcher(values.get(0)).matches()) {
            throw new Refusal(Problem.credentialsMissing("The header " + TIMESTAMP
                    + " is not there once with the seconds since 1970; only Slack posts here."));
        }
        Duration off = Duration.between(Instant.ofEpochSecond(Long.parseLong(values.get(0))), clock.instant());
        if (off.abs().compareTo(WINDOW) > 0) {
            throw new Refusal(
                    Problem.credentialsWrong("This was signed " + off.abs().toSeconds() + " s "
                            + (off.isNegative() ? "ahead of our clock" : "ago") + ", and " + WINDOW.toSeconds()
                            + " s are taken; if Slack sent it just now, set this machine's clock right."));
        }
        return values.get(0);
    }
}
