package dev.wigwag.flagger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnalysisPlanTest {
    private static final Duration TICK = Duration.ofSeconds(30);

    @Test
    void theExampleOfTheReferenceTakesSevenTicksFromItsFirstStep() {
        AnalysisPlan plan = plan("analysis: {interval: 30s, threshold: 5, maxWeight: 50, stepWeight: 10}");

        assertThat(plan.strategy()).isEqualTo(Strategy.WEIGHT);
        assertThat(plan.weights()).containsExactly(10, 20, 30, 40, 50);
        assertThat(plan.steps()).isEqualTo(5);
        assertThat(plan.promotionTicks()).isEqualTo(1);
        assertThat(plan.threshold()).isEqualTo(5);
        assertThat(plan.afterStep(1)).isEqualTo(Duration.ofSeconds(210));
        assertThat(plan.afterStep(0)).isEqualTo(Duration.ofSeconds(240));
        assertThat(plan.afterStep(5)).isEqualTo(Duration.ofSeconds(90));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{maxWeight: 50, stepWeight: 20}              | 20 40 60 | 50",
                "{maxWeight: 95, stepWeight: 50}              | 50 100   | 95",
                "{stepWeight: 60}                             | 60 100   | 100",
                "{stepWeight: 100}                            | 100      | 100",
                "{stepWeight: 9000000000, maxWeight: 50}      | 100      | 50",
                "{stepWeight: 50, maxWeight: 9000000000}      | 50 100   | 100",
                "{stepWeight: 50, maxWeight: 0}               | 50 100   | 100",
                "{stepWeight: 50, maxWeight: -3}              | 50 100   | 100",
                "{stepWeights: [1, 2, 10, 80]}                | 1 2 10 80 | 80",
                "{stepWeights: [1, 80, 120, 130]}             | 1 80 100 | 100",
                "{stepWeights: [10, 10, 5, 20]}               | 10 20    | 20",
                "{stepWeights: [-1, 0, x, null, {}, 20]}      | 20       | 20",
                "{stepWeights: [10, 30], stepWeight: 20}      | 20 40    | 30",
                "{stepWeights: [], stepWeight: 50}            | 50 100   | 100",
                "{stepWeight: 0}                              | ''       | 100",
                "{stepWeight: -5}                             | ''       | 100",
                "{stepWeight: ten}                            | ''       | 100",
                "{}                                           | ''       | 100"
            })
    void theWeightsAreThoseThatFlaggerGoesThrough(String analysis, String weights, int max) {
        AnalysisPlan plan = plan("analysis: " + analysis);

        assertThat(String.join(" ", plan.weights().stream().map(String::valueOf).toList()))
                .isEqualTo(weights);
        assertThat(plan.steps()).isEqualTo(plan.weights().size());
        assertThat(plan.maxWeight()).isEqualTo(max);
    }

    @Test
    void tenThousandStepWeightsAreAtMostAHundredSteps() {
        List<Integer> many =
                IntStream.range(0, 10_000).map(i -> i % 300).boxed().toList();

        assertThat(plan("analysis: {stepWeights: " + many + "}").weights())
                .hasSize(100)
                .isSorted();
    }

    @ParameterizedTest
    @CsvSource({
        "30s, PT30S",
        "1m, PT1M",
        "1m30s, PT1M30S",
        "2h, PT2H",
        "5s, PT10S",
        "0s, PT10S",
        "90, PT1M",
        "-5m, PT1M",
        "1.5m, PT1M",
        "soon, PT1M",
        "'', PT1M",
        "30s later, PT1M",
        "999999999999h, PT1M",
        "999999999999h999999999999h999999999999h, PT1M",
        "100000h, PT100000H"
    })
    void theIntervalIsWhatFlaggerMakesOfIt(String interval, Duration tick) {
        assertThat(plan("analysis: {interval: '" + interval + "'}").interval()).isEqualTo(tick);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "-1, 1", "5, 5", "x, 1", "99999999999, 1000000"})
    void theThresholdIsAtLeastOne(String threshold, int checks) {
        assertThat(plan("analysis: {threshold: " + threshold + "}").threshold()).isEqualTo(checks);
    }

    @Test
    void iterationsAreBlueGreenAndWithAMatchAnAbTest() {
        AnalysisPlan blueGreen = plan("analysis: {interval: 30s, iterations: 10, stepWeight: 5}");
        AnalysisPlan ab = plan("analysis: {interval: 30s, iterations: 10, match: [{headers: {x: {exact: y}}}]}");

        assertThat(blueGreen.strategy()).isEqualTo(Strategy.BLUE_GREEN);
        assertThat(ab.strategy()).isEqualTo(Strategy.AB);
        assertThat(blueGreen.weights()).isEmpty();
        assertThat(List.of(blueGreen.steps(), ab.steps())).containsExactly(10, 10);
        assertThat(ab.afterStep(1)).isEqualTo(TICK.multipliedBy(12));
        assertThat(blueGreen.afterStep(1)).isEqualTo(TICK.multipliedBy(13));
        assertThat(plan("analysis: {iterations: -2, stepWeight: 50}").strategy())
                .isEqualTo(Strategy.WEIGHT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "analysis: {stepWeight: 10, maxWeight: 50, stepWeightPromotion: 20}                  | 3",
                "analysis: {stepWeight: 10, maxWeight: 50, stepWeightPromotion: 50}                  | 1",
                "analysis: {stepWeight: 10, maxWeight: 50, stepWeightPromotion: 9000000000}          | 1",
                "analysis: {stepWeight: 10, maxWeight: 50, stepWeightPromotion: -1}                  | 1",
                "analysis: {iterations: 5, stepWeightPromotion: 30}                                  | 4",
                "'{provider: kubernetes, analysis: {iterations: 5, stepWeightPromotion: 30}}'        | 1"
            })
    void promotionTakesAsManyTicksAsItHasSteps(String spec, int ticks) {
        assertThat(plan(spec).promotionTicks()).isEqualTo(ticks);
    }

    @Test
    void aStepIsReachedWithItsWeight() {
        AnalysisPlan plan = plan("analysis: {stepWeights: [5, 20, 50]}");

        assertThat(IntStream.of(-1, 0, 4, 5, 19, 20, 49, 50, 100).map(plan::stepOf))
                .containsExactly(0, 0, 0, 1, 1, 2, 2, 3, 3);
        assertThat(plan.stepOfIteration(2)).isZero();
    }

    @Test
    void pitfall10AnIterationOutsideThePlanIsItsBound() {
        AnalysisPlan plan = plan("analysis: {iterations: 10}");

        assertThat(IntStream.of(-1, 0, 3, 10, 11).map(plan::stepOfIteration)).containsExactly(0, 0, 3, 10, 10);
    }

    @Test
    void theRemainingTimeFollowsThePhase() {
        AnalysisPlan plan = plan("analysis: {interval: 30s, maxWeight: 50, stepWeight: 10}");

        assertThat(plan.remaining("Waiting", 0)).contains(TICK.multipliedBy(9));
        assertThat(plan.remaining("Progressing", 0)).contains(TICK.multipliedBy(8));
        assertThat(plan.remaining("Progressing", 5)).contains(TICK.multipliedBy(3));
        assertThat(plan.remaining("WaitingPromotion", 5)).contains(TICK.multipliedBy(3));
        assertThat(plan.remaining("Promoting", 5)).contains(TICK.multipliedBy(2));
        assertThat(plan.remaining("Finalising", 5)).contains(TICK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Initializing", "Initialized", "Succeeded", "Failed", "Terminating", "Tomorrow"})
    void whereNoRunIsUnderWayNoTimeRemains(String phase) {
        AnalysisPlan plan = plan("analysis: {stepWeight: 10}");

        assertThat(plan.remaining(phase, 3)).isEmpty();
        assertThat(plan.remaining(null, 3)).isEmpty();
        assertThat(plan("analysis: {}").remaining("Progressing", 0)).isEmpty();
    }

    @Test
    void pitfall30ASkippedAnalysisEndsWithTheFirstReadyTick() {
        AnalysisPlan plan = plan("{skipAnalysis: true, analysis: {interval: 30s, stepWeight: 10}}");

        assertThat(plan.skipped()).isTrue();
        assertThat(plan.remaining("Progressing", 0)).contains(TICK);
        assertThat(plan("{skipAnalysis: true}").remaining("Progressing", 0)).contains(Duration.ofMinutes(1));
    }

    @Test
    void aRollbackComesOneTickAfterTheLastFailedCheck() {
        AnalysisPlan plan = plan("analysis: {interval: 30s, threshold: 5, stepWeight: 10}");

        assertThat(plan.untilRollback(0)).isEqualTo(TICK.multipliedBy(6));
        assertThat(plan.untilRollback(4)).isEqualTo(TICK.multipliedBy(2));
        assertThat(plan.untilRollback(500)).isEqualTo(TICK);
        assertThat(plan.untilRollback(Integer.MIN_VALUE)).isEqualTo(TICK.multipliedBy(6));
    }

    @Test
    void mirroringIsSeen() {
        assertThat(plan("analysis: {mirror: true}").mirrored()).isTrue();
        assertThat(plan("analysis: {mirror: 'yes'}").mirrored()).isFalse();
    }

    @Test
    void anyPlanHasRisingWeightsAndATimeThatShrinksWithEachStep() {
        Random random = new Random(41);
        for (int i = 0; i < 500; i++) {
            AnalysisPlan plan = plan(randomSpec(random));

            assertThat(plan.weights())
                    .isSorted()
                    .doesNotHaveDuplicates()
                    .allMatch(weight -> weight > 0 && weight <= 100);
            assertThat(plan.promotionTicks()).isBetween(1, 100);
            assertThat(plan.stepOf(100)).isEqualTo(plan.weights().size());
            for (int step = 0; step < Math.min(plan.steps(), 60); step++) {
                assertThat(plan.afterStep(step).minus(plan.afterStep(step + 1))).isEqualTo(plan.interval());
            }
            assertThat(plan.afterStep(plan.steps()))
                    .isGreaterThanOrEqualTo(plan.interval().multipliedBy(3));
            for (int step = 1; step <= plan.weights().size(); step++) {
                assertThat(plan.stepOf(plan.weights().get(step - 1))).isEqualTo(step);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "analysis: text", "analysis: [1]", "{analysis: {match: x, iterations: 3}, provider: [a]}"})
    void aSpecOfAnyShapeIsSomePlan(String spec) {
        assertThat(plan(spec).interval()).isEqualTo(Duration.ofMinutes(1));
        assertThat(plan(spec).provider()).isNull();
    }

    private static String randomSpec(Random random) {
        String[] numbers = {
            "-1", "0", "1", "7", "33", "50", "100", "101", "2147483648", "9223372036854775807", "x", "1.5"
        };
        String[] intervals = {"5s", "30s", "1m", "2540400h", "x", "''"};
        StringBuilder spec = new StringBuilder("analysis: {interval: " + any(random, intervals));
        List<String> fields =
                new ArrayList<>(List.of("stepWeight", "maxWeight", "iterations", "stepWeightPromotion", "threshold"));
        Collections.shuffle(fields, random);
        fields.subList(0, random.nextInt(6)).forEach(field -> spec.append(", " + field + ": " + any(random, numbers)));
        if (random.nextBoolean()) {
            spec.append(", stepWeights: [" + any(random, numbers) + ", " + any(random, numbers) + ", "
                    + any(random, numbers) + "]");
        }
        return spec.append("}").toString();
    }

    private static String any(Random random, String[] of) {
        return of[random.nextInt(of.length)];
    }

    private static AnalysisPlan plan(String spec) {
        return AnalysisPlan.of(Yaml.tree(spec));
    }
}
