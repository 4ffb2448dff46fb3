package dev.wigwag.github;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.util.List;
import java.util.Optional;

/** The settings of the GitHub edge. */
@ConfigMapping(prefix = "wigwag.github")
public interface GitHubConfig {
    /** The name under which {@link #webhookSecrets()} is configured, and of its file where Secrets are mounted. */
    String WEBHOOK_SECRETS = "wigwag.github.webhook-secrets";

    /**
     * The secrets of the webhooks, all valid at once, each for all repositories or those it is bound to
     * ({@code acme/* => secret}). Without any, {@code /github} is closed.
     */
    Optional<List<String>> webhookSecrets();

    /** GitHub's REST API; of an Enterprise Server {@code https://HOST/api/v3}. */
    @WithName("api-url")
    @WithDefault(ApiAddress.DEFAULT)
    String apiUrl();

    /**
     * The tokens that commit statuses are written with, all valid at once, each for all repositories or those it is bound to
     * ({@code acme/* => token}).
     */
    Optional<List<String>> token();

    /**
     * Which namespaces' rollouts may be shown on which repositories: {@code team-* => acme/web|acme/api-*}, without an arrow
     * for every namespace. Without any, nothing is written to GitHub.
     */
    Optional<List<String>> repositories();

    /**
     * Whether each Kustomization that a rollout touches has a status of its own beside the commit, as long as they are at
     * most ten. Until it is known which are touched, all count.
     */
    @WithName("kustomization-statuses")
    @WithDefault("false")
    boolean kustomizationStatuses();

    /** Whether rollouts are shown as deployments, too, as far as the token may. */
    @WithDefault("true")
    boolean deployments();

    /** Whether GitHub is asked to send missed deliveries again, as far as the token may. */
    @WithDefault("true")
    boolean redeliver();

    /** A GitHub App, in place of a token. */
    App app();

    /** The App's id and key. */
    interface App {
        /** The App ID or client ID of a GitHub App, which then takes the token's place. */
        Optional<String> id();

        /** The App's private keys, PKCS#1 or PKCS#8 in PEM, all valid at once; best as a mounted file. */
        @WithName("private-key")
        Optional<List<String>> privateKey();
    }
}
