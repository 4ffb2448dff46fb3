package dev.wigwag.sandbox.flagger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Steps, hashes, durations and differences. */
class CanaryNumbersTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"stepWeight\":10,\"maxWeight\":50 | 10,20,30,40,50",
                "\"stepWeight\":20,\"maxWeight\":50 | 20,40,60",
                "\"stepWeight\":30 | 30,60,90,100",
                "\"stepWeight\":100 | 100",
                "\"stepWeight\":60,\"maxWeight\":50 | 60",
                "\"stepWeights\":[1,5,150] | 1,5,100"
            })
    void stepsGoUpToTheFirstAtTheMaximum(String analysis, String weights) {
        Steps steps = Steps.of(FlaggerWorld.json("{" + analysis + "}"));

        assertThat(steps.weights())
                .isEqualTo(List.of(weights.trim().split(",")).stream()
                        .map(Integer::valueOf)
                        .toList());
        assertThat(steps.done(steps.weights().get(steps.weights().size() - 1))).isTrue();
        assertThat(steps.done(0)).isFalse();
    }

    @Test
    void thereIsNoStepBeyondTheLast() {
        Steps steps = Steps.of(FlaggerWorld.json("{\"stepWeight\":50}"));

        assertThatThrownBy(() -> steps.after(100)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void hashesLookLikeFlaggersAndDependOnContentOnly() {
        Random random = new Random(20260812);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            JsonNode content =
                    FlaggerWorld.json("{\"a\":%d,\"b\":{\"c\":[1,{\"d\":2,\"e\":3}]}}".formatted(random.nextInt()));
            JsonNode turned = FlaggerWorld.json("{\"b\":{\"c\":[1,{\"e\":3,\"d\":2}]},\"a\":%d}"
                    .formatted(content.path("a").asInt()));
            assertThat(Fnv.hash(content)).matches("^[4-9bcdf]{1,10}$").isEqualTo(Fnv.hash(turned));
            seen.add(Fnv.hash(content));
        }
        assertThat(seen).hasSizeGreaterThan(990);
        assertThat(Fnv.checksum(Map.of("configmap/a", "1"), "4")).isNotEqualTo(Fnv.checksum(Map.of(), "4"));
    }

    @ParameterizedTest
    @CsvSource({"30s,30", "1m,60", "1m30s,90", "2h,7200", "1000ms,1"})
    void durationsAreRead(String text, long seconds) {
        assertThat(GoTime.parse(text)).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({"''", "30", "soon", "-1s", "1.5s", "99999999999s"})
    void whatIsNoDurationIsNothing(String text) {
        assertThat(GoTime.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"5s,10", "15s,15", "nope,60", "'',60"})
    void anIntervalIsAtLeastTenSecondsAndAMinuteWhenUnreadable(String interval, long seconds) {
        CanaryView canary = new CanaryView(
                FlaggerWorld.json("{\"spec\":{\"analysis\":{\"interval\":\"" + interval + "\",\"threshold\":0}}}"));

        assertThat(canary.interval()).hasSeconds(seconds);
        assertThat(canary.threshold()).isEqualTo(1);
    }

    @Test
    void aDifferenceTakesAwayWhatIsGone() {
        JsonNode before = FlaggerWorld.json("{\"a\":1,\"b\":{\"c\":2,\"d\":3},\"e\":[1]}");

        assertThat(Difference.between(before, FlaggerWorld.json("{\"b\":{\"c\":2},\"e\":[2]}"))
                        .toString())
                .isEqualTo("{\"a\":null,\"b\":{\"d\":null},\"e\":[2]}");
    }

    @Test
    void builtinMetricsHaveTheirOwnWords() {
        Measurements measured = new Measurements();
        MetricChecks checks = new MetricChecks(measured);
        CanaryView canary = new CanaryView(FlaggerWorld.json("""
                {"metadata": {"name": "c", "namespace": "n"}, "spec": {"targetRef": {"name": "t"}, "provider": "linkerd", "analysis": {"metrics": [
                {"name": "request-success-rate", "thresholdRange": {"min": 99.5}},
                {"name": "request-duration", "threshold": 500}]}}}"""));
        assertThat(checks.firstFailure(canary)).isEmpty();

        measured.set("request-duration", 1_515);
        assertThat(checks.firstFailure(canary)).contains("Halt c.n advancement request duration 1.515s > 500ms");
        measured.set("request-success-rate", 98.123);
        assertThat(checks.firstFailure(canary)).contains("Halt c.n advancement success rate 98.12% < 99.5%");
        measured.set("request-success-rate", Double.NaN);
        assertThat(checks.firstFailure(canary))
                .contains(
                        "Halt advancement no values found for linkerd metric request-success-rate probably t.n is not receiving traffic: no values found");
    }
}
