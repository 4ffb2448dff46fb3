package dev.wigwag.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectNamesTest {
    @ParameterizedTest
    @ValueSource(strings = {"flux-system", "a", "0", "team-a-1"})
    void aLabelNamesANamespace(String text) {
        assertThat(ObjectNames.isNamespace(text)).isTrue();
        assertThat(ObjectNames.isName(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"git.ops-164832204e2e", "a.b.c", "gitops-164832204e2e-00c0ffee"})
    void aDottedNameNamesARolloutAndNoNamespace(String text) {
        assertThat(ObjectNames.isName(text)).isTrue();
        assertThat(ObjectNames.isNamespace("a." + text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", ".", "..", "../x", "a/b", "a..b", "-a", ".a", "A", "a_b", "a%2fb", "a\\b", "a?b", "a#b", "a;b",
                "a\u0000", "a\n", "ä", "\u202ea", "*", "a b"
            })
    void anythingElseNamesNothing(String text) {
        assertThat(ObjectNames.isNamespace(text)).isFalse();
        assertThat(ObjectNames.isName(text)).isFalse();
    }

    @Test
    void namesEndWhereKubernetesEndsThem() {
        assertThat(ObjectNames.isNamespace("a".repeat(63))).isTrue();
        assertThat(ObjectNames.isNamespace("a".repeat(64))).isFalse();
        assertThat(ObjectNames.isName("a".repeat(253))).isTrue();
        assertThat(ObjectNames.isName("a".repeat(254))).isFalse();
    }
}
