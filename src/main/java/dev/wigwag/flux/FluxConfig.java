package dev.wigwag.flux;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** The settings of the Flux edge. */
@ConfigMapping(prefix = "wigwag.flux")
public interface FluxConfig {
    /** The name under which {@link #secrets()} is configured, and of its file where Secrets are mounted. */
    String SECRETS = "wigwag.flux.secrets";

    /**
     * The secrets of Flux' providers, all valid at once, each for objects of all namespaces or those it is bound to
     * ({@code team-* => secret}). Without any, {@code /flux} is closed.
     */
    Optional<List<String>> secrets();
}
