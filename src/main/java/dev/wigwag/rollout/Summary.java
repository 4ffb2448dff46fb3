package dev.wigwag.rollout;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The one line for people: {@code 2/5 ready, podinfo waits for flagger}.
 *
 * <p>What a revision leaves alone is told apart, {@code 3/3 ready, 63 unchanged}, once nothing of it is under way any more;
 * until then it is counted with the rest, {@code 40/66 ready}, as Flux reconciles it all the same. Of a failure all are told,
 * {@code 1/66 failed: …}.
 */
final class Summary {
    /** Most code points. */
    static final int MAX = 200;

    private Summary() {}

    /** Of a rollout that Flux has not taken up. */
    static String awaited(Rollout rollout, Stage source, Map<String, Integer> counts) {
        String what = rollout.shortRevision();
        return PlainText.cut(
                switch (source.phase()) {
                    case Suspended ->
                        "suspended: resume " + source.kind() + "/" + source.name() + " to have " + what + " fetched";
                    case Failed -> failed(counts) + ": " + source.name() + " " + source.message();
                    default -> "waiting for Flux to fetch " + what;
                },
                MAX);
    }

    /**
     * Of a rollout under way or done.
     *
     * @param counts how many stages are in which phase
     * @param stages the stages in detail
     * @param impact whom the revision concerns; null as long as that is not known
     */
    static String held(Map<String, Integer> counts, List<Stage> stages, Impact impact) {
        if (counts.getOrDefault(StagePhase.Failed.name(), 0) > 0) {
            return PlainText.cut(failed(counts) + first(stages, StagePhase.Failed, ": "), MAX);
        }
        Tally tally = Tally.of(counts, stages, impact);
        String unchanged = tally.unchanged() == 0 ? "" : tally.unchanged() + " unchanged";
        String ready = tally.all() == 0 && tally.unchanged() > 0
                ? unchanged
                : tally.ready() + "/" + tally.all() + " ready" + (unchanged.isEmpty() ? "" : ", " + unchanged);
        String waits = first(stages, StagePhase.Waiting, ", ");
        return PlainText.cut(ready + (waits.isEmpty() ? run(stages) : waits), MAX);
    }

    private static String failed(Map<String, Integer> counts) {
        return counts.getOrDefault(StagePhase.Failed.name(), 0) + "/" + all(counts) + " failed";
    }

    private static int all(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static String run(List<Stage> stages) {
        return stages.stream()
                .filter(stage -> stage.canary() != null && !stage.isIncidental() && stage.isUnderWay())
                .min(Comparator.comparing(Stage::key))
                .map(stage -> ", " + CanaryWords.of(stage))
                .orElse("");
    }

    private static String first(List<Stage> stages, StagePhase phase, String before) {
        Optional<Stage> first = stages.stream()
                .filter(stage -> stage.phase() == phase && !stage.isIncidental())
                .min(Comparator.comparing(Stage::key));
        return first.map(stage -> before + words(stage)).orElse("");
    }

    private static String words(Stage stage) {
        if (stage.canary() != null) {
            return CanaryWords.of(stage);
        }
        return stage.name() + (stage.message() == null ? "" : " " + stage.message());
    }
}
