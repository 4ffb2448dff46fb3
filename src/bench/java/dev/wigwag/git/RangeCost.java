package dev.wigwag.git;

import dev.wigwag.bench.Machine;
import dev.wigwag.bench.Spans;
import dev.wigwag.engine.Build;
import dev.wigwag.rollout.ObjectKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What it costs to tell whom a range of commits touches and what is in it, in a {@link LargeRepository} that is fetched already. */
public final class RangeCost {
    private static final double COLD = 2_000;
    private static final double WARM = 50;

    private final LargeRepository large;
    private final List<Build> builds = IntStream.range(0, LargeRepository.APPS)
            .mapToObj(i -> new Build(
                    new ObjectKey("Kustomization", "flux-system", "a" + i),
                    "./" + LargeRepository.app(i),
                    List.of(),
                    List.of()))
            .toList();
    private Footprints memory = new Footprints();

    private RangeCost(LargeRepository large) {
        this.large = large;
    }

    /** Takes no arguments. */
    public static void main(String[] arguments) throws IOException {
        Path directory = Files.createTempDirectory("wigwag-bench");
        System.out.printf("%nCost of a range of commits on %s%n", Machine.description());
        try (LargeRepository large = LargeRepository.in(directory)) {
            new RangeCost(large).measure();
        } finally {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private void measure() {
        print("impact, the first in a process", repeat(1, i -> impact(0, LargeRepository.COMMITS)), COLD);
        Spans cold = new Spans();
        for (int i = 0; i < 15; i++) {
            memory = new Footprints();
            int from = i * 20;
            cold.time(() -> impact(from, from + 1));
        }
        print("impact, nothing remembered", cold, COLD);
        memory = new Footprints();
        long used = used();
        impact(0, 1);
        System.out.printf(
                "  one tree takes %d KiB by our count; the heap grew by %d KiB%n",
                memory.bytes() / 2 / 1024, (used() - used) / 1024);
        print("impact of the next commit", repeat(300, i -> impact(i, i + 1)), WARM);
        print("impact of 100 commits", repeat(100, i -> impact(i + 300, i + 400)), WARM);
        System.out.printf("  remembered: %d KiB of at most %d%n", memory.bytes() / 1024, Footprints.MOST_BYTES / 1024);
        print("changelog of 20 commits", repeat(200, i -> changelog(i, i + 20)), WARM);
        print("changelog of 2,000 commits", repeat(20, i -> changelog(0, LargeRepository.COMMITS)), COLD);
    }

    private interface Numbered {
        void run(int i);
    }

    private static Spans repeat(int times, Numbered work) {
        Spans spans = new Spans();
        IntStream.range(0, times).forEach(i -> spans.time(() -> work.run(i)));
        return spans;
    }

    private void impact(int from, int to) {
        try (CommitTree before = CommitTree.of(large.repository, large.commits.get(from));
                CommitTree after = CommitTree.of(large.repository, large.commits.get(to))) {
            Findings found = new Impact(memory).between(before, after, builds, SourceFilter.PLAIN);
            if (found.touches().stream().noneMatch(Touch::touched) && to - from > 100) {
                throw new IllegalStateException("two hundred changes touch somebody");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void changelog(int from, int to) {
        try {
            Changelog.between(large.repository, large.commits.get(from), large.commits.get(to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static void print(String what, Spans spans, double aim) {
        System.out.printf(
                "  %s: %s; aim <= %.0f ms: %s%n",
                what, spans.summary(), aim, spans.median() <= aim ? "reached" : "MISSED");
    }
}
