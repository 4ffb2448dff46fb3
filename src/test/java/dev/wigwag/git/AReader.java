package dev.wigwag.git;

import dev.wigwag.TestSettings;
import dev.wigwag.engine.Build;
import dev.wigwag.engine.Checkout;
import dev.wigwag.engine.RangeAnswer;
import dev.wigwag.engine.RangeQuestion;
import dev.wigwag.engine.RepositoryLogin;
import dev.wigwag.rollout.ObjectKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/** A reader of ranges with its settings, and questions for it. */
final class AReader {
    static final ObjectKey SOURCE = new ObjectKey("GitRepository", "flux-system", "fleet");
    static final ObjectKey APP = new ObjectKey("Kustomization", "flux-system", "podinfo");

    final Path directory;
    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    final Map<String, String> settings = new HashMap<>();
    Clock clock = Clock.systemUTC();
    List<RepositoryLogin> logins = List.of();
    private ReadRanges ranges;

    AReader(Path directory) {
        this.directory = directory;
        settings.put("wigwag.git.directory", directory.toString());
        settings.put("wigwag.git.schemes", "https,http,ssh,file");
    }

    AReader with(String property, String value) {
        settings.put("wigwag.git." + property, value);
        return this;
    }

    AReader login(RepositoryLogin.Login login) {
        logins = List.of(checkout -> Optional.of(login));
        return this;
    }

    synchronized ReadRanges ranges() {
        if (ranges == null) {
            GitConfig config = TestSettings.of(GitConfig.class, settings);
            ranges = new ReadRanges(
                    config,
                    new Routes(new Places(config), logins),
                    new RepositoryCache(config, clock, metrics),
                    new TouchedObjects(metrics),
                    clock,
                    metrics);
        }
        return ranges;
    }

    RangeAnswer read(String url, ObjectId from, ObjectId to) {
        return read(question(url, from, to));
    }

    RangeAnswer read(RangeQuestion question) {
        return ranges().read(question, clock.instant().plus(Duration.ofMinutes(1)));
    }

    static RangeQuestion question(String url, ObjectId from, ObjectId to) {
        return new RangeQuestion(
                checkout(url),
                "main",
                from.name(),
                to.name(),
                Map.of(),
                Map.of(),
                List.of(new Build(APP, "apps/podinfo", List.of(), List.of())));
    }

    static Checkout checkout(String url) {
        return new Checkout(SOURCE, url, null, List.of(), Optional.empty(), List.of());
    }

    double fetched(String outcome) {
        return metrics.counter("wigwag.git.fetches", "outcome", outcome).count();
    }

    double gauge(String name) {
        return metrics.get(name).gauge().value();
    }
}
