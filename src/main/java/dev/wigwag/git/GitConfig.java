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

    /** Whether repositories are read at all. */
    @WithDefault("true")
    boolean enabled();

    /** Where what is fetched lies; a directory {@code wigwag-git} for temporary files if not said. It may vanish at any time. */
    Optional<String> directory();

    /** How long a question may take in all. */
    @WithDefault("30s")
    Duration deadline();

    /** How long the far end may say nothing. */
    @WithDefault("10s")
    Duration idle();

    /** The room that all repositories together may take; the longest unused go. */
    @WithName("most-disk")
    @WithDefault("256M")
    MemorySize mostDisk();

    /** The room that one repository may take; a larger one is not read. */
    @WithDefault("128M")
    MemorySize largest();

    /** How long a repository that nobody asks for is kept. */
    @WithName("most-age")
    @WithDefault("7d")
    Duration mostAge();

    /** How many commits of the history are fetched at first. */
    @WithDefault("50")
    int depth();

    /** How many commits of the history are fetched at most, to find how two belong together. */
    @WithDefault("1000")
    int deepest();

    /** By which schemes repositories are fetched; {@code file} has to be named. */
    @WithDefault("https,ssh,http")
    List<String> schemes();

    /** Globs of the hosts that repositories are fetched from, without their ports. */
    @WithDefault("*")
    List<String> hosts();

    /** Mirrors, as {@code https://github.com/ => https://mirror.example/github/}: the longest beginning that fits is replaced. */
    @WithName("instead-of")
    Optional<List<String>> insteadOf();
}
