package dev.wigwag.github;

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
import java.util.List;

/** Who may speak to {@code /github}: holders of a live webhook secret. */
@ApplicationScoped
class WebhookSecrets {
    /** The SHA-1 twin, {@code X-Hub-Signature}, proves nothing any more and is never looked at. */
    static final String HEADER = "X-Hub-Signature-256";

    private final LiveSecrets secrets;

    WebhookSecrets(GitHubConfig config, SecretsDirectory directory) {
        this.secrets = directory.secrets(
                GitHubConfig.WEBHOOK_SECRETS,
                config.webhookSecrets().orElse(List.of()),
                globs -> GlobSet.ignoringCase(globs)::matches);
    }

    /**
     * Refuses by the headers alone, before a byte of the body is read.
     *
     * @throws Refusal 503 without a secret configured, 401 without one well-formed signature
     */
    void checkHeaders(HttpServerRequest request) {
        if (!secrets.configured()) {
            throw new Refusal(Problem.notConfigured(secrets.property()));
        }
        Signature.parse(HEADER, request.headers().getAll(HEADER));
    }

    /**
     * The secrets that signed the body; never none.
     *
     * @throws Refusal 401 if no live secret did
     */
    List<ScopedSecret> signers(HttpServerRequest request, RawBody body) {
        Signature signature = Signature.parse(HEADER, request.headers().getAll(HEADER));
        List<ScopedSecret> signers = Hmac.signers(body, signature, secrets.current());
        if (signers.isEmpty()) {
            throw new Refusal(Problem.credentialsWrong("No secret of " + secrets.property()
                    + " gives this signature; set the webhook's secret to one of them, or add the webhook's."));
        }
        return signers;
    }

    /**
     * Checks that one of the signers may speak for the repository.
     *
     * @throws Refusal 401 if every one is bound to others
     */
    void checkScope(List<ScopedSecret> signers, String repository) {
        if (signers.stream().noneMatch(signer -> signer.scope().test(repository))) {
            throw new Refusal(
                    Problem.credentialsWrong("The secret that signed this is bound to other repositories; bind it to "
                            + repository + " in " + secrets.property() + ", or use that repository's own."));
        }
    }
}
