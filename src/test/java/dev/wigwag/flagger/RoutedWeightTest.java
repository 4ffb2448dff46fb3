package dev.wigwag.flagger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutedWeightTest {
    @Test
    void theRouteOfTheReferenceSendsAFifthToTheCanary() {
        assertThat(route("""
                rules:
                - matches: [{path: {type: PathPrefix, value: /}}]
                  backendRefs:
                  - {group: "", kind: Service, name: podinfo-primary, port: 9898, weight: 80}
                  - {group: "", kind: Service, name: podinfo-canary, port: 9898, weight: 20}
                """)).hasValue(20);
    }

    @Test
    void aRuleWithoutBothBackendsIsPassedOver() {
        assertThat(route("""
                rules:
                - text
                - backendRefs: [{name: podinfo-primary, weight: 100}]
                - backendRefs: [{name: other-primary, weight: 1}, {name: other-canary, weight: 1}]
                - backendRefs: [{name: podinfo-canary, weight: 100}, {name: podinfo-primary, weight: 0}]
                """)).hasValue(100);
    }

    @ParameterizedTest
    @CsvSource({
        "80, 20, 20",
        "100, 0, 0",
        "0, 100, 100",
        "'\"950m\"', '\"50m\"', 5",
        "'\"1\"', '\"1000m\"', 50",
        "'\"1k\"', 1000, 50",
        "2, 1, 33",
        "1, 2, 67",
        "0.5, 0.5, 50"
    })
    void aTrafficSplitOfAnyVersionIsRead(String primary, String canary, int percent) {
        assertThat(route("""
                service: podinfo
                backends:
                - {service: podinfo-primary, weight: %s}
                - {service: podinfo-canary, weight: %s}
                """.formatted(primary, canary))).hasValue(percent);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "text",
                "{rules: [], backends: []}",
                "{rules: {a: b}, backends: text}",
                "{backends: [{service: podinfo-primary, weight: 100}]}",
                "{backends: [{service: podinfo-primary, weight: 0}, {service: podinfo-canary, weight: 0}]}",
                "{backends: [{service: podinfo-primary, weight: -5}, {service: podinfo-canary, weight: 5}]}",
                "{backends: [{service: podinfo-primary, weight: 1e999999999}, {service: podinfo-canary, weight: 5}]}",
                "{backends: [{service: podinfo-primary, weight: '1e9999'}, {service: podinfo-canary, weight: {}}]}",
                "{backends: [{service: podinfo-primary, weight: '99999999999999999999'}, {service: podinfo-canary}]}"
            })
    void whatDoesNotSplitSaysNothing(String spec) {
        assertThat(route(spec)).isEmpty();
    }

    @Test
    void aBackendOfARouteWithoutAWeightHasWeightOne() {
        assertThat(route("rules: [{backendRefs: [{name: podinfo-primary, weight: 3}, {name: podinfo-canary}]}]"))
                .hasValue(25);
    }

    @Test
    void thePercentageIsAlwaysOne() {
        Random random = new Random(20);
        for (int i = 0; i < 300; i++) {
            int canary = random.nextInt(1_000);
            OptionalInt percent =
                    route("backends: [{service: podinfo-canary, weight: %d}, {service: podinfo-primary, weight: %d}]"
                            .formatted(canary, random.nextInt(1_000) + 1));

            assertThat(percent.orElseThrow()).isBetween(0, 100);
        }
    }

    private static OptionalInt route(String spec) {
        return RoutedWeight.of(Yaml.fields("metadata: {name: podinfo}\nspec:\n" + spec.indent(2)), "podinfo");
    }
}
