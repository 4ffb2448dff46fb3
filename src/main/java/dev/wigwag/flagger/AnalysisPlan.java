package dev.wigwag.flagger;

import dev.wigwag.kube.Tree;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What an analysis is going to do, read from the Canary's spec (flagger.md §4, §4.1). Edits of a spec during a run count
 * from the next tick on, so this is always made of the live one.
 *
 * @param provider null if Flagger's own default decides
 * @param mirrored whether traffic is shadowed before it is shifted
 * @param skipped whether a new revision is promoted without analysis
 * @param interval the length of a tick, at least 10 s
 * @param weights the weights of {@link Strategy#WEIGHT}, rising, 1 to 100; empty for the others
 * @param maxWeight the weight at which promotion is due, 1 to 100
 * @param steps how many steps there are: weights, or iterations; 0 if the spec names neither
 * @param promotionTicks how many ticks it takes to bring the traffic back to the primary, 1 to 100
 * @param threshold how many failed checks make Flagger roll back, at least 1
 */
record AnalysisPlan(
        Strategy strategy,
        String provider,
        boolean mirrored,
        boolean skipped,
        Duration interval,
        List<Integer> weights,
        int maxWeight,
        int steps,
        int promotionTicks,
        int threshold) {
    /** More iterations than these are counted as these: no analysis lasts so long, and products stay in bounds. */
    private static final int MOST = 1_000_000;

    private static final int ALL = 100;

    AnalysisPlan {
        weights = List.copyOf(weights);
    }

    /** The plan of this {@code spec}. Where it is wrong, it is read as Flagger would, or as absent. */
    static AnalysisPlan of(Tree spec) {
        Tree analysis = spec.tree("analysis");
        int iterations = bounded(analysis.number(0, "iterations"));
        Strategy strategy = strategy(iterations, analysis);
        List<Integer> weights = strategy == Strategy.WEIGHT ? StepWeights.of(analysis) : List.of();
        String provider = FlaggerText.field(spec.text("provider"));
        return new AnalysisPlan(
                strategy,
                provider,
                analysis.isTrue("mirror"),
                spec.isTrue("skipAnalysis"),
                AnalysisInterval.of(analysis.text("interval")),
                weights,
                StepWeights.max(analysis),
                strategy == Strategy.WEIGHT ? weights.size() : iterations,
                promotionTicks(
                        weights.isEmpty() ? ALL : weights.get(weights.size() - 1),
                        "kubernetes".equals(provider) ? 0 : analysis.number(0, "stepWeightPromotion")),
                Math.max(1, bounded(analysis.number(0, "threshold"))));
    }

    /** How many steps lie at or below this percentage; 0 before the first, and for iterations. */
    int stepOf(int weight) {
        return (int) weights.stream().filter(step -> step <= weight).count();
    }

    /**
     * The step that an iteration is: itself, within the bounds of the plan. Flagger writes -1 while a promotion waits, and
     * one too many when Blue/Green has routed everything to the canary.
     */
    int stepOfIteration(int iteration) {
        return strategy == Strategy.WEIGHT ? 0 : Math.max(0, Math.min(steps, iteration));
    }

    /**
     * How long it takes from the announcement of a step to the end of the run, if nothing goes wrong and no gate is closed.
     *
     * @param step the last that was announced, from 1; 0 before the first
     */
    Duration afterStep(int step) {
        long open = steps - Math.max(0, Math.min(steps, step));
        return interval.multipliedBy(open + promotionTicks + 2 + extra());
    }

    /**
     * How long the run still takes at best, counted from the last thing that Flagger did; empty when none is under way, or
     * when the spec has no steps, so that no end is in sight.
     *
     * @param phase {@code status.phase}
     * @param step the last that was announced, from 1; 0 before the first
     */
    Optional<Duration> remaining(String phase, int step) {
        if (phase == null || steps == 0 && !skipped) {
            return Optional.empty();
        }
        // Skipping an analysis promotes with the first tick that finds the pods ready.
        return switch (phase) {
            case "Waiting" ->
                Optional.of(skipped ? interval.multipliedBy(2) : afterStep(0).plus(interval));
            case "Progressing" -> Optional.of(skipped ? interval : afterStep(step));
            case "WaitingPromotion" -> Optional.of(skipped ? interval : afterStep(steps));
            case "Promoting" -> Optional.of(interval.multipliedBy(promotionTicks + 1L));
            case "Finalising" -> Optional.of(interval);
            default -> Optional.empty();
        };
    }

    /** How soon Flagger rolls back at best, if every check fails from now on: it does so at the tick after the last. */
    Duration untilRollback(int failedChecks) {
        return interval.multipliedBy(Math.max(0, threshold - Math.max(0, failedChecks)) + 1L);
    }

    /** Blue/Green asks once more with all traffic on the canary. */
    private int extra() {
        return strategy == Strategy.BLUE_GREEN ? 1 : 0;
    }

    private static Strategy strategy(int iterations, Tree analysis) {
        if (iterations == 0) {
            return Strategy.WEIGHT;
        }
        return analysis.elements("match").isEmpty() ? Strategy.BLUE_GREEN : Strategy.AB;
    }

    private static int promotionTicks(int weight, long step) {
        return step <= 0 ? 1 : (int) ((weight + Math.min(ALL, step) - 1) / Math.min(ALL, step));
    }

    private static int bounded(long number) {
        return (int) Math.max(0, Math.min(MOST, number));
    }
}
