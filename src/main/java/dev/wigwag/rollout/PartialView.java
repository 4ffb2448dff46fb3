package dev.wigwag.rollout;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A rollout as those see it who look after some of its stages: what became of these, whatever becomes of the others. That it
 * waits for Flux or was overtaken concerns them all.
 */
public final class PartialView {
    private PartialView() {}

    /**
     * The rollout with these stages alone, its phase, summary and counts derived from them.
     *
     * @param rollout with a status
     * @param stages those of its stages that are looked after, in their order
     * @param withRest whether what is no stage's own goes with these: the stages that are only counted, and what is said of the
     *     source
     */
    public static Rollout of(Rollout rollout, List<Stage> stages, boolean withRest) {
        RolloutStatus status = rollout.status();
        if (withRest && stages.size() == status.stages().size()) {
            return rollout;
        }
        Map<String, Integer> counts = new TreeMap<>(StageLimit.counts(stages));
        if (withRest) {
            hidden(status).forEach((phase, count) -> counts.merge(phase, count, Integer::sum));
        }
        boolean common = rollout.phase() == Phase.Pending || rollout.phase() == Phase.Superseded && !isThrough(counts);
        RolloutSpec spec = withRest ? rollout.spec() : told(rollout.spec(), stages);
        return rollout.withSpec(spec)
                .withStatus(new RolloutStatus(
                        status.attempt(),
                        status.request(),
                        status.revision(),
                        common ? rollout.phase() : Outcome.of(new StageLimit.Picture(counts, stages)),
                        common ? status.summary() : summary(counts, stages, spec.impact()),
                        counts,
                        status.showing(),
                        stages,
                        approvals(status, stages),
                        status.outlets(),
                        withRest
                                ? status.conditions()
                                : Conditions.without(
                                        Conditions.without(status.conditions(), Conditions.SOURCE_READY),
                                        Conditions.ANNOTATIONS_READ)));
    }

    /** What it brings concerns them all; whom else it concerns does not. */
    private static RolloutSpec told(RolloutSpec spec, List<Stage> stages) {
        return spec.bringing(
                spec.changes() == null ? null : spec.changes().among(stages),
                spec.impact() == null ? null : spec.impact().among(stages));
    }

    /** Whether all of them had come to their end by themselves when the rollout was overtaken. */
    private static boolean isThrough(Map<String, Integer> counts) {
        return !counts.isEmpty()
                && Outcome.done(counts)
                        == counts.values().stream().mapToInt(Integer::intValue).sum()
                && !counts.containsKey(StagePhase.Superseded.name());
    }

    /**
     * The rollout as those see it who looked after some of its stages once, and now after none: it is over for them, which the
     * condition {@code Superseded} with the reason {@code Rerouted} says.
     */
    public static Rollout none(Rollout rollout) {
        RolloutStatus status = rollout.status();
        String words = "shown elsewhere, or nowhere, since annotations or routes have changed";
        return rollout.withStatus(new RolloutStatus(
                status.attempt(),
                status.request(),
                status.revision(),
                Phase.Superseded,
                words,
                Map.of(),
                status.showing(),
                List.of(),
                List.of(),
                status.outlets(),
                Conditions.with(
                        Conditions.ofTheLiving(status.conditions()),
                        Conditions.SUPERSEDED,
                        "Rerouted",
                        words,
                        Instant.EPOCH)));
    }

    /** The stages that are too many to be told, as numbers. */
    private static Map<String, Integer> hidden(RolloutStatus status) {
        Map<String, Integer> hidden = new TreeMap<>();
        Map<String, Integer> detailed = StageLimit.counts(status.stages());
        status.counts().forEach((phase, count) -> {
            int rest = count - detailed.getOrDefault(phase, 0);
            if (rest > 0) {
                hidden.put(phase, rest);
            }
        });
        return hidden;
    }

    private static String summary(Map<String, Integer> counts, List<Stage> stages, Impact impact) {
        return counts.isEmpty()
                ? stages.stream().findFirst().map(CanaryWords::of).orElse("none of its stages is shown here")
                : Summary.held(counts, stages, impact);
    }

    private static List<Approval> approvals(RolloutStatus status, List<Stage> stages) {
        Set<String> canaries = stages.stream()
                .map(stage -> stage.namespace() + "/" + stage.name())
                .collect(Collectors.toSet());
        return status.approvals().stream()
                .filter(approval -> canaries.contains(approval.canary()))
                .toList();
    }
}
