package dev.wigwag.api;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.util.List;
import java.util.Optional;

/** The settings of the JSON interface. */
@ConfigMapping(prefix = "wigwag.api")
public interface ApiConfig {
    /** The name under which {@link #tokens()} is configured, and of its file where Secrets are mounted. */
    String TOKENS = "wigwag.api.tokens";

    /**
     * The tokens of readers, all valid at once, each for all namespaces or those it is bound to ({@code team-* => token}).
     * Without any, {@code /api} is closed.
     */
    Optional<List<String>> tokens();

    /** Whether a reader without a token is shown phase, summary and weight of every rollout. */
    @WithName("public")
    @WithDefault("false")
    boolean isPublic();
}
