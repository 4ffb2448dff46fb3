package dev.wigwag.http;

import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where Secrets are mounted, a file for each property; hands out the {@link LiveSecrets} of an edge. */
@Singleton
public final class SecretsDirectory {

    /** Where Secrets are mounted: a file for each property, named like it, one entry a line. */
    public static final String PROPERTY = "wigwag.secrets.directory";

    /** Where k8s/base mounts the Secret. */
    public static final String DEFAULT = "/etc/wigwag/secrets";

    private final Path directory;
    private final Clock clock;
    private final Executor background;

    @Inject
    SecretsDirectory(@ConfigProperty(name = PROPERTY, defaultValue = DEFAULT) String directory, Vertx vertx) {
        this(
                Path.of(directory),
                Clock.systemUTC(),
                task -> vertx.executeBlocking(() -> {
                    task.run();
                    return null;
                }));
    }

    /** For tests, with a clock and an executor of their own. */
    public SecretsDirectory(Path directory, Clock clock, Executor background) {
        this.directory = directory;
        this.clock = clock;
        this.background = background;
    }

    /**
     * The live secrets of one property; to be made once, when the application starts.
     *
     * @param property name of the property, and of its file in the directory
     * @param entries the configured entries
     * @param scopes makes a predicate on repositories or namespaces from the globs of an entry
     * @throws IllegalArgumentException if a configured entry is wrong
     */
    public LiveSecrets secrets(
            String property, List<String> entries, Function<Collection<String>, Predicate<String>> scopes) {
        return new LiveSecrets(property, entries, directory, scopes, clock, background);
    }
}
