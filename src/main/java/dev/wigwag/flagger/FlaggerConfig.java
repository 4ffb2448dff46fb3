package dev.wigwag.flagger;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** The settings of the Flagger edge. */
@ConfigMapping(prefix = "wigwag.flagger")
public interface FlaggerConfig {
    /** The name under which {@link #tokens()} is configured, and of its file where Secrets are mounted. */
    String TOKENS = "wigwag.flagger.tokens";

    /**
     * The tokens of Flagger's webhooks, all valid at once, each for Canaries of all namespaces or those it is bound to
     * ({@code team-* => token}). Without any, {@code /flagger} is closed.
     */
    Optional<List<String>> tokens();
}
