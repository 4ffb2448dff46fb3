package dev.wigwag.flagger;

import dev.wigwag.http.BasicPassword;
import dev.wigwag.http.BearerToken;
import dev.wigwag.http.LiveSecrets;
import dev.wigwag.http.Problem;
import dev.wigwag.http.Refusal;
import dev.wigwag.http.ScopedSecret;
import dev.wigwag.http.SecretsDirectory;
import dev.wigwag.rollout.GlobSet;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who may speak to {@code /flagger}: holders of a live token. Flagger sends no header of its own and signs nothing; all it can
 * bear is the user info of the webhook's address, which Go's client turns into HTTP Basic and Flagger masks in its messages
 * (reference: flagger.md §1.2). So the password is the token, whatever the user; a Bearer token will do as well.
 */
@ApplicationScoped
class FlaggerTokens {
    private static final String HEADER = "Authorization";

    private final LiveSecrets tokens;

    FlaggerTokens(FlaggerConfig config, SecretsDirectory directory) {
        this.tokens = directory.secrets(
                FlaggerConfig.TOKENS, config.tokens().orElse(List.of()), globs -> GlobSet.of(globs)::matches);
    }

    /**
     * Refuses by the headers alone, before a byte of the body is read.
     *
     * @throws Refusal 503 without a token configured, 401 without one presented
     */
    void checkHeaders(HttpServerRequest request) {
        if (!tokens.configured()) {
            throw new Refusal(Problem.notConfigured(tokens.property()));
        }
        presented(request);
    }

    /**
     * The entries whose token this request bears; never none.
     *
     * @throws Refusal 401 if it is no live token
     */
    List<ScopedSecret> holders(HttpServerRequest request) {
        List<ScopedSecret> holders = presented(request).among(tokens.current());
        if (holders.isEmpty()) {
            throw refusal(
                    Problem.credentialsWrong("The password in the webhook's address is none of " + tokens.property()
                            + "; write one of them into the address, percent-encoded: http://flagger:<token>@…"));
        }
        return holders;
    }

    /**
     * Checks that one of the holders may speak for the namespace.
     *
     * @throws Refusal 401 if every one is bound to others
     */
    void checkScope(List<ScopedSecret> holders, String namespace) {
        if (!speakFor(holders, namespace)) {
            throw refusal(Problem.credentialsWrong("This token is bound to other namespaces; bind it to " + namespace
                    + " in " + tokens.property() + ", or use that namespace's own."));
        }
    }

    /** Whether one of the holders may speak for the namespace. */
    static boolean speakFor(List<ScopedSecret> holders, String namespace) {
        return holders.stream().anyMatch(holder -> holder.scope().test(namespace));
    }

    private static BearerToken presented(HttpServerRequest request) {
        List<String> values = request.headers().getAll(HEADER);
        Optional<BearerToken> token = BasicPassword.read(values).or(() -> BearerToken.read(values));
        return token.orElseThrow(
                () -> refusal(
                        Problem.credentialsMissing(
                                "There is no token; write it into the webhook's"
                                        + " address as a password, http://flagger:<token>@…, from where Flagger sends it as HTTP Basic.")));
    }

    private static Refusal refusal(Problem problem) {
        return new Refusal(problem, Map.of("WWW-Authenticate", "Basic realm=\"wigwag\""));
    }
}
