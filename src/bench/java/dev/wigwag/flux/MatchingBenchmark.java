package dev.wigwag.flux;

import dev.wigwag.engine.Sources.Concerned;
import dev.wigwag.kube.Fields;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Push;
import dev.wigwag.rollout.PushedCommits;
import dev.wigwag.rollout.PushedRef;
import dev.wigwag.rollout.RepositoryUrl;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Finds the sources of a push in the index and asks each, by its own {@code spec.ref}, what the push means to it. Two
 * sources follow each repository, on two branches; every tenth is included by another.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class MatchingBenchmark {
    private static final int PUSHES = 256;

    /** How many GitRepositories the cluster has. */
    @Param({"10", "1000", "10000"})
    public int sources;

    private final SourceIndex index = new SourceIndex();
    private final Map<ObjectKey, GitSource> live = new HashMap<>();
    private final List<Push> pushes = new ArrayList<>();
    private int next;

    /** Fills the index, and spreads the pushes over its repositories. */
    @Setup
    public void fill() {
        for (int i = 0; i < sources; i++) {
            Fields fields = new Fields(source(i));
            index.put(IndexedSource.of(fields));
            live.put(fields.key(FluxKind.GitRepository.name()), new GitSource(fields));
        }
        for (int i = 0; i < PUSHES; i++) {
            pushes.add(push((int) ((long) i * sources / PUSHES) / 2));
        }
    }

    /** Matches one push. */
    @Benchmark
    public void match(Blackhole hole) {
        Push push = pushes.get(next++ % PUSHES);
        Concerned concerned = index.by(push.addresses());
        if (concerned.sources().size() != 2) {
            throw new IllegalStateException("two sources follow " + push.repository() + ", but the index found "
                    + concerned.sources().size());
        }
        for (ObjectKey source : concerned.sources()) {
            hole.consume(live.get(source).reading(push));
        }
        hole.consume(concerned);
    }

    private static GenericKubernetesResource source(int i) {
        GenericKubernetesResource source = new GenericKubernetesResource();
        source.setMetadata(new ObjectMetaBuilder()
                .withNamespace("team-" + i % 50)
                .withName("source-" + i)
                .withGeneration(1L)
                .build());
        Map<String, Object> spec = new HashMap<>();
        spec.put("url", (i % 4 < 2 ? "https://github.com/acme/app-" : "ssh://git@github.com/Acme/App-") + i / 2);
        spec.put("ref", Map.of("branch", i % 2 == 0 ? "main" : "production"));
        if (i % 10 == 0) {
            spec.put("include", List.of(Map.of("repository", Map.of("name", "source-" + (i + 50)))));
        }
        source.setAdditionalProperty("spec", spec);
        return source;
    }

    private static Push push(int repository) {
        String name = "acme/app-" + repository;
        Set<RepositoryUrl> addresses = Stream.of("https://github.com/%s", "git@github.com:%s.git")
                .map(form -> RepositoryUrl.of(form.formatted(name)))
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
        String sha = "%040x".formatted(repository + 1);
        return new Push(
                "a-delivery",
                name,
                addresses,
                "https://github.com/" + name,
                PushedRef.moved("refs/heads/main", sha),
                "0".repeat(40),
                sha,
                false,
                "Raise replicas",
                "Ana",
                "ana@example.org",
                "ana",
                Instant.EPOCH,
                null,
                PushedCommits.NONE);
    }
}
