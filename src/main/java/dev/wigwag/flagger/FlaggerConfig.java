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
     * The tokens of Flagger's webhooks, all valid at once; an entry {@code team-* => token} is good for Canaries of those
     * namespaces only.
     */
    Optional<List<String>> tokens();
}
