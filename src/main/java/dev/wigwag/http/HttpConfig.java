package dev.wigwag.http;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Limits on what comes in. */
@ConfigMapping(prefix = "wigwag.http")
public interface HttpConfig {

    /** Memory that all bodies together may take while their requests are worked on; has to admit one of the largest. */
    @WithDefault("32M")
    MemorySize bodiesInFlight();

    /** How long a body may take to arrive. GitHub gives up after 10 s itself (reference: github.md §1). */
    @WithDefault("10s")
    Duration bodyTimeout();

    /** The largest body of any path but {@code /github}; of {@code /slack} it is 256 KiB at most. */
    @WithDefault("1M")
    MemorySize bodyLimit();

    /** The largest body of {@code /github}: GitHub never delivers more than 25 MB (reference: github.md §1). */
    @WithDefault("25M")
    MemorySize githubBodyLimit();

    /**
     * Who may read {@code /q/metrics} and {@code /q/openapi}: {@code everybody}, or with {@code direct} only those who ask the pod
     * itself, while what came through a proxy (which says so by {@code Forwarded} or {@code X-Forwarded-For}) is answered 404.
     * {@code /q/health} is answered to all. For a process whose gateway lets every path through, as Knative's does.
     */
    @WithDefault("everybody")
    Management management();

    /** Further paths that are let through, each with all below it. The sandbox uses it; leave it alone in a cluster. */
    Optional<List<String>> openPaths();

    /** Who is shown the management paths. */
    enum Management {
        /** Whoever reaches this process. */
        EVERYBODY,
        /** Whose request no proxy has passed on. */
        DIRECT
    }
}
