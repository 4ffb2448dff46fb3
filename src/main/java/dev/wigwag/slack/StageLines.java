package dev.wigwag.slack;

import dev.wigwag.rollout.Stage;
import dev.wigwag.rollout.StagePhase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The stages, folded: how many are where, and by name those that somebody may have to look at. */
final class StageLines {
    /** By name, so that the same stages read the same in whatever order they are stored. */
    static final Comparator<Stage> BY_NAME =
            Comparator.comparing(Stage::namespace).thenComparing(Stage::name).thenComparing(Stage::kind);

    private static final int MAX_NAME = 140;
    private static final int MAX_WORDS = 320;

    private StageLines() {}

    /** {@code *12 of 15 ready*, 1 failed, 2 waiting}; empty if there are no stages yet. */
    static Optional<String> counts(Map<String, Integer> counts) {
        int all = counts.values().stream().mapToInt(Integer::intValue).sum();
        if (all == 0) {
            return Optional.empty();
        }
        int ready = Stream.of(StagePhase.values())
                .filter(StagePhase::isDone)
                .mapToInt(phase -> of(counts, phase))
                .sum();
        List<String> parts = new ArrayList<>();
        parts.add("*" + ready + " of " + all + " ready*");
        add(parts, of(counts, StagePhase.Failed), "failed");
        add(parts, of(counts, StagePhase.Waiting), "waiting");
        add(parts, of(counts, StagePhase.Pending) + of(counts, StagePhase.Progressing), "under way");
        add(parts, of(counts, StagePhase.Suspended), "of the ready suspended");
        return Optional.of(String.join(", ", parts));
    }

    /** A line for each stage of the phase, with its message. */
    static String told(List<Stage> stages, StagePhase phase, int most) {
        List<String> lines = named(stages, phase)
                .map(stage -> sign(stage) + " *" + name(stage) + "*"
                        + (stage.message() == null ? "" : " " + SlackText.data(stage.message(), MAX_WORDS)))
                .toList();
        return Folded.of(lines, "\n", most, BlockList.MAX_SECTION);
    }

    /** The names alone, of those that go on by themselves. */
    static String underWay(List<Stage> stages) {
        List<String> names = Stream.concat(named(stages, StagePhase.Progressing), named(stages, StagePhase.Pending))
                .map(StageLines::name)
                .toList();
        return names.isEmpty() ? "" : "🔄 " + Folded.of(names, ", ", 6, 500);
    }

    /** One sign per phase; a canary under way has its bird. */
    static String sign(Stage stage) {
        return switch (stage.phase()) {
            case Pending -> "⏳";
            case Progressing -> stage.canary() == null ? "🔄" : "🐤";
            case Waiting -> stage.canary() == null ? "⏳" : "✋";
            case Succeeded, Unchanged -> "✅";
            case Failed -> "❌";
            case Superseded -> "⏭️";
            case Suspended -> "⏸️";
        };
    }

    private static Stream<Stage> named(List<Stage> stages, StagePhase phase) {
        return stages.stream()
                .filter(stage -> stage.canary() == null && stage.phase() == phase)
                .sorted(BY_NAME);
    }

    private static String name(Stage stage) {
        return SlackText.data(stage.namespace() + "/" + stage.name(), MAX_NAME);
    }

    private static int of(Map<String, Integer> counts, StagePhase phase) {
        return counts.getOrDefault(phase.name(), 0);
    }

    private static void add(List<String> parts, int count, String what) {
        if (count > 0) {
            parts.add(count + " " + what);
        }
    }
}
