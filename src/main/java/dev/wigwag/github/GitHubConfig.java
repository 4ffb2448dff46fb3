package dev.wigwag.github;

import io.smallrye.config.ConfigMapping;
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
}
