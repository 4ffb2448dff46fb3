package dev.wigwag.slack;

import dev.wigwag.rollout.Changes;
import dev.wigwag.rollout.Stage;
import dev.wigwag.rollout.StagePhase;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * All canaries of a rollout: in detail those that need somebody, and if they are few those on their way; in a line each of the
 * others, so that a phone's screen is not filled with what goes well.
 */
final class CanaryLines {
    private static final int DETAILED = 10;
    private static final int FEW = 4;
    private static final int SHORT = 2000;

    /** What the short lists need, so that no detail pushes them out. */
    private static final int ROOM = 3000;

    private static final Comparator<Stage> BY_NEED = Comparator.comparingInt((Stage stage) ->
                    stage.phase() == StagePhase.Failed ? 0 : stage.phase() == StagePhase.Waiting ? 1 : 2)
            .thenComparing(StageLines.BY_NAME)
            .thenComparing(stage -> String.valueOf(stage.canary().run()));

    private CanaryLines() {}

    /**
     * Adds their blocks.
     *
     * @param decisions what was decided on them, and may be
     * @param changes what each of them gets, where that is not what most get; null if that is not known
     * @param room characters to be left for what comes after them
     */
    static void add(BlockList blocks, List<Stage> stages, Decisions decisions, Changes changes, int room) {
        List<Stage> canaries = stages.stream()
                .filter(stage -> stage.canary() != null)
                .sorted(BY_NEED)
                .toList();
        List<Stage> open =
                canaries.stream().filter(stage -> !stage.phase().isDone()).toList();
        long urgent = open.stream().filter(CanaryLines::needsSomebody).count();
        long detailed = open.size() <= FEW ? open.size() : Math.min(DETAILED, urgent);
        int shown = 0;
        int decided = 0;
        while (shown < detailed && blocks.section(CanaryText.whole(open.get(shown), changes), ROOM + room)) {
            decided += decisions.add(blocks, open.get(shown), decided, ROOM + room) ? 1 : 0;
            shown++;
        }
        List<String> rest = open.stream().skip(shown).map(CanaryText::brief).toList();
        addShort(blocks, rest, room + ROOM / 2);
        List<String> ended = canaries.stream()
                .filter(stage -> stage.phase().isDone())
                .map(stage -> CanaryText.ended(stage)
                        + DecisionText.latest(stage, decisions.approvals()).stream()
                                .map(decision -> "\n" + DecisionText.line(decision))
                                .collect(Collectors.joining()))
                .toList();
        addShort(blocks, ended, room);
    }

    private static boolean needsSomebody(Stage stage) {
        return stage.phase() == StagePhase.Failed || stage.phase() == StagePhase.Waiting;
    }

    private static void addShort(BlockList blocks, List<String> lines, int room) {
        if (!lines.isEmpty() && !blocks.section(Folded.of(lines, "\n", 20, SHORT), room)) {
            blocks.section(Folded.of(lines, "\n", 20, ROOM / 3), room);
        }
    }
}
