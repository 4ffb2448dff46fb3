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
     * The secrets of the webhooks, all valid at once; an entry {@code acme/* => secret} is good for those repositories
     * only.
     */
    Optional<List<String>> webhookSecrets();

    /** The REST API: {@code https://api.github.com}, or {@code https://HOST/api/v3} of an Enterprise Server. */
    @WithName("api-url")
    @WithDefault(ApiAddress.DEFAULT)
    String apiUrl();

    /** The tokens that commit statuses are written with, all live; an entry {@code acme/* => token} is for those alone. */
    Optional<List<String>> token();

    /**
     * Whose rollouts may be shown where: {@code team-* => acme/web|acme/api-*}, globs of namespaces and of repositories;
     * without an arrow for every namespace.
     */
    Optional<List<String>> repositories();

    /** Whether each Kustomization that a rollout touches has a line of its own beside the commit, as long as they are at most ten. */
    @WithName("kustomization-statuses")
    @WithDefault("false")
    boolean kustomizationStatuses();

    /** Whether rollouts are shown as deployments, too, as far as the token may. */
    @WithDefault("true")
    boolean deployments();

    /** Whether GitHub is asked to send again what did not reach us, as far as the token may. */
    @WithDefault("true")
    boolean redeliver();

    /** A GitHub App, in place of a token. */
    App app();

    /** The App's id and key. */
    interface App {
        /** The App ID or client ID. */
        Optional<String> id();

        /** The private keys, PKCS#1 or PKCS#8 in PEM, all live. */
        @WithName("private-key")
        Optional<List<String>> privateKey();
    }
}
