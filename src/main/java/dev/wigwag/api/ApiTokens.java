package dev.wigwag.api;

import dev.wigwag.http.BearerToken;
import dev.wigwag.http.LiveSecrets;
import dev.wigwag.http.Problem;
import dev.wigwag.http.Refusal;
import dev.wigwag.http.ScopedSecret;
import dev.wigwag.http.SecretsDirectory;
import dev.wigwag.rollout.GlobSet;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** Who may read: holders of a live token, and anybody where {@code wigwag.api.public} says so. */
@Singleton
class ApiTokens {
    /** The header a reader shows the token in. */
    static final String HEADER = "Authorization";

    private final LiveSecrets tokens;
    private final boolean isPublic;

    ApiTokens(ApiConfig config, SecretsDirectory directory) {
        this.tokens = directory.secrets(
                ApiConfig.TOKENS, config.tokens().orElse(List.of()), globs -> GlobSet.of(globs)::matches);
        this.isPublic = config.isPublic();
    }

    /**
     * Refuses by the header's form alone who cannot be shown anything. Never blocks.
     *
     * @param authorization every value the request has for {@link #HEADER}
     * @throws Refusal 503 if there is no token and nothing is public, 401 if none is presented
     */
    void checkForm(List<String> authorization) {
        if (isPublic) {
            return;
        }
        if (!tokens.configured()) {
            throw new Refusal(Problem.notConfigured(tokens.property()));
        }
        if (BearerToken.read(authorization).isEmpty()) {
            throw unauthorised(Problem.credentialsMissing(
                    "There is not exactly one header Authorization: Bearer <token>; send one, with a token of "
                            + tokens.property() + "."));
        }
    }

    /**
     * Who sent the request. May block, as a mounted file of tokens is looked at.
     *
     * @param authorization every value the request has for {@link #HEADER}
     * @throws Refusal as {@link #checkForm}, and 401 if no live token is the one presented; not where everybody may
     *     read: there such a reader is one of everybody
     */
    Viewer viewer(List<String> authorization) {
        checkForm(authorization);
        List<ScopedSecret> held = BearerToken.read(authorization)
                .map(token -> token.among(tokens.current()))
                .orElse(List.of());
        if (!held.isEmpty()) {
            // A token that is listed twice, for different namespaces, is good for all of them.
            return Viewer.holder(
                    namespace -> held.stream().anyMatch(secret -> secret.scope().test(namespace)));
        }
        if (isPublic) {
            return Viewer.anybody();
        }
        throw unauthorised(Problem.credentialsWrong(
                "The token is none of " + tokens.property() + "; use one of them, or add this one."));
    }

    private static Refusal unauthorised(Problem problem) {
        return new Refusal(problem, Map.of("WWW-Authenticate", "Bearer"));
    }
}
