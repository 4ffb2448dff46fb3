package dev.wigwag.slack;

import dev.wigwag.rollout.Impact;
import dev.wigwag.rollout.Stage;
import dev.wigwag.rollout.StagePhase;
import dev.wigwag.rollout.Tally;
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

    /** {@code *12 of 15 ready*, 50 unchanged, 1 failed, 2 waiting}; empty if there are no stages yet. */
    static Optional<String> counts(Map<String, Integer> counts, List<Stage> stages, Impact impact) {
        Tally tally = Tally.of(counts, stages, impact);
        List<String> parts = new ArrayList<>();
        if (tally.all() > 0) {
            parts.add("*" + tally.ready() + " of " + tally.all() + " ready*");
        }
        add(parts, tally.unchanged(), "unchanged");
        add(parts, of(counts, StagePhase.Failed), "failed");
        add(parts, of(counts, StagePhase.Waiting), "waiting");
        add(parts, of(counts, StagePhase.Pending) + of(counts, StagePhase.Progressing), "under way");
        add(parts, of(counts, StagePhase.Suspended), "of the ready suspended");
        return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", parts));
    }

    /** A line for each stage that has failed, with why. */
    static String failed(List<Stage> stages, int most) {
        return told(named(stages, StagePhase.Failed), most);
    }

    /** A line for each stage that waits, with what for; none for what the revision leaves alone. */
    static String waiting(List<Stage> stages, Impact impact, int most) {
        return told(named(stages, StagePhase.Waiting).filter(stage -> !Tally.isLeftAlone(stage, impact)), most);
    }

    private static String told(Stream<Stage> stages, int most) {
        List<String> lines = stages.map(stage -> sign(stage) + " *" + name(stage) + "*"
                        + (stage.message() == null ? "" : " " + SlackText.data(stage.message(), MAX_WORDS)))
                .toList();
        return Folded.of(lines, "\n", most, BlockList.MAX_SECTION);
    }

    /** The names alone, of those that go on by themselves; of what the revision leaves alone the number is enough. */
    static String underWay(List<Stage> stages, Impact impact) {
        List<String> names = Stream.concat(named(stages, StagePhase.Progressing), named(stages, StagePhase.Pending))
                .filter(stage -> !Tally.isLeftAlone(stage, impact))
                .map(StageLines::name)
                .toList();
        long rest = Stream.of(StagePhase.Progressing, StagePhase.Pending, StagePhase.Waiting)
                .flatMap(phase -> named(stages, phase))
                .filter(stage -> Tally.isLeftAlone(stage, impact))
                .count();
        if (names.isEmpty() && rest == 0) {
            return "";
        }
        String leftAlone = rest == 0 ? "" : rest + " that it does not touch";
        return "🔄 " + Folded.of(names, ", ", 6, 500) + (names.isEmpty() || rest == 0 ? "" : " · ") + leftAlone;
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
