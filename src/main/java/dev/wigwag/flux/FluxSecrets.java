package dev.wigwag.flux;

import dev.wigwag.http.BearerToken;
import dev.wigwag.http.Hmac;
import dev.wigwag.http.LiveSecrets;
import dev.wigwag.http.Problem;
import dev.wigwag.http.RawBody;
import dev.wigwag.http.Refusal;
import dev.wigwag.http.ScopedSecret;
import dev.wigwag.http.SecretsDirectory;
import dev.wigwag.http.Signature;
import dev.wigwag.rollout.GlobSet;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who may speak to {@code /flux}: holders of a live secret, shown by the signature of a generic-hmac provider or as the
 * bearer token that a generic provider sends from its Secret's {@code headers} (reference: flux.md §1.4, §1.5). One of
 * the two suffices.
 */
@ApplicationScoped
class FluxSecrets {
    static final String SIGNATURE = "X-Signature";
    static final String TOKEN = "Authorization";

    private final LiveSecrets secrets;

    FluxSecrets(FluxConfig config, SecretsDirectory directory) {
        this.secrets = directory.secrets(
                FluxConfig.SECRETS, config.secrets().orElse(List.of()), globs -> GlobSet.of(globs)::matches);
    }

    /**
     * Refuses by the headers alone, before a byte of the body is read.
     *
     * @throws Refusal 503 without a secret configured, 401 without a well-formed signature or token
     */
    void checkHeaders(HttpServerRequest request) {
        if (!secrets.configured()) {
            throw new Refusal(Problem.notConfigured(secrets.property()));
        }
        if (token(request).isEmpty()) {
            signature(request);
        }
    }

    /**
     * The secrets whose holder sent this; never none.
     *
     * @throws Refusal 401 if neither the signature nor the token is of a live secret
     */
    List<ScopedSecret> holders(HttpServerRequest request, RawBody body) {
        List<ScopedSecret> live = secrets.current();
        List<ScopedSecret> holders = new ArrayList<>();
        Optional<BearerToken> token = token(request);
        token.ifPresent(presented -> holders.addAll(presented.among(live)));
        if (holders.isEmpty() && (token.isEmpty() || request.headers().contains(SIGNATURE))) {
            holders.addAll(Hmac.signers(body, signature(request), live));
        }
        if (holders.isEmpty()) {
            throw refusal(Problem.credentialsWrong("No secret of " + secrets.property()
                    + " gives this signature or is this token; set the token of the Provider's Secret to one of them. Flux"
                    + " takes that token byte by byte, a newline at its end too."));
        }
        return holders;
    }

    /**
     * Checks that one of the holders may speak for the namespace.
     *
     * @throws Refusal 401 if every one is bound to others
     */
    void checkScope(List<ScopedSecret> holders, String namespace) {
        if (holders.stream().noneMatch(holder -> holder.scope().test(namespace))) {
            throw refusal(Problem.credentialsWrong("This secret is bound to other namespaces; bind it to " + namespace
                    + " in " + secrets.property() + ", or use that namespace's own."));
        }
    }

    private static Optional<BearerToken> token(HttpServerRequest request) {
        return BearerToken.read(request.headers().getAll(TOKEN));
    }

    private static Signature signature(HttpServerRequest request) {
        List<String> values = request.headers().getAll(SIGNATURE);
        if (values.isEmpty()) {
            throw refusal(
                    Problem.credentialsMissing(
                            "There is neither a header X-Signature nor one Authorization: Bearer;"
                                    + " use a Provider of type generic-hmac with a token, or give a generic one headers in its Secret."));
        }
        return Signature.parse(SIGNATURE, values);
    }

    private static Refusal refusal(Problem problem) {
        return new Refusal(problem, Map.of("WWW-Authenticate", "Bearer"));
    }
}
