package dev.wigwag.git;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How repositories are read. */
@ConfigMapping(prefix = "wigwag.git")
public interface GitConfig {
    /** The name under which {@link #insteadOf()} is configured. */
    String INSTEAD_OF = "wigwag.git.instead-of";

    /** Whether repositories are read, to tell what a rollout brings and whom it touches. Nothing else hangs on it. */
    @WithDefault("true")
    boolean enabled();

    /** Where the copies lie; without it a directory {@code wigwag-git} for temporary files. They may vanish at any time. */
    Optional<String> directory();

    /** How long a question to a repository may take in all. */
    @WithDefault("30s")
    Duration deadline();

    /** How long a server may say nothing. */
    @WithDefault("10s")
    Duration idle();

    /** The room that all copies may take; the longest unused go. */
    @WithName("most-disk")
    @WithDefault("256M")
    MemorySize mostDisk();

    /** The room that one copy may take; a larger repository is not read. */
    @WithDefault("128M")
    MemorySize largest();

    /** How long a copy is kept that nobody asks for. */
    @WithName("most-age")
    @WithDefault("7d")
    Duration mostAge();

    /** How many commits of the history are fetched at first. */
    @WithDefault("50")
    int depth();

    /** How many are fetched at most, to find how two commits belong together. */
    @WithDefault("1000")
    int deepest();

    /** How repositories are fetched; {@code file} has to be named. */
    @WithDefault("https,ssh,http")
    List<String> schemes();

    /** Globs of the hosts that repositories are fetched from, without their ports. */
    @WithDefault("*")
    List<String> hosts();

    /**
     * Mirrors, as Git's own {@code url.insteadOf}: a list of {@code https://github.com/ => https://mirror.example/github/};
     * the longest beginning that fits is replaced. A login goes to its own server alone; a mirror's is written into its
     * address.
     */
    @WithName("instead-of")
    Optional<List<String>> insteadOf();
}
