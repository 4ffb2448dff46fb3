package dev.wigwag.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectKeyTest {
    @ParameterizedTest
    @CsvSource({"Kustomization, flux-system, apps", "Pod, a, b.c-d.e", "X509, 1, 2"})
    void aNameThatKubernetesTakesIsPossible(String kind, String namespace, String name) {
        assertThat(ObjectKey.possible(kind, namespace, name)).contains(new ObjectKey(kind, namespace, name));
    }

    @ParameterizedTest
    @CsvSource({
        ", a, b",
        "Pod, , b",
        "Pod, a,",
        "'', a, b",
        "Po/d, a, b",
        "1Pod, a, b",
        "Pod, A, b",
        "Pod, a.b, b",
        "Pod, a, B",
        "Pod, a, ../b",
        "Pod, a, -b",
        "Pod, a, b.",
        "Pod, a, b%2f",
        "Pod, a, 'b c'",
        "Pod, a, ü"
    })
    void anyOtherIsNot(String kind, String namespace, String name) {
        assertThat(ObjectKey.possible(kind, namespace, name)).isEmpty();
    }

    @Test
    void lengthsAreThoseOfKubernetes() {
        assertThat(ObjectKey.possible("Pod", "a".repeat(63), "b".repeat(253))).isPresent();
        assertThat(ObjectKey.possible("Pod", "a".repeat(64), "b")).isEmpty();
        assertThat(ObjectKey.possible("Pod", "a", "b".repeat(254))).isEmpty();
    }
}
