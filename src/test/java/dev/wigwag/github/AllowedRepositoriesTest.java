package dev.wigwag.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedRepositoriesTest {
    @Test
    void nothingIsAllowedUntilSomebodyAllowsIt() {
        AllowedRepositories none = AllowedRepositories.of(List.of("", "  "));

        assertThat(none.isEmpty()).isTrue();
        assertThat(none.allows("flux-system", new RepositoryName("acme", "web")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "team-a, acme/web, true",
        "team-a, ACME/Web, true",
        "team-a, acme/api-pay, true",
        "team-a, acme/fleet, false",
        "Team-a, acme/web, false",
        "prod, acme/web, false",
        "infra, acme/fleet, true",
        "infra, other/fleet, false",
        "prod, shared/charts, true",
        "team-a, shared/charts, true"
    })
    void aPairIsAllowedByAnyEntryThatHoldsBothSides(String namespace, String repository, boolean allowed) {
        AllowedRepositories some =
                AllowedRepositories.of(List.of("team-* => acme/web|acme/api-*", "infra|ops=>acme/*", "shared/charts"));

        assertThat(some.isEmpty()).isFalse();
        assertThat(some.allows(namespace, RepositoryName.read(repository).orElseThrow()))
                .isEqualTo(allowed);
    }

    @Test
    void twoStarsAreEveryRepository() {
        assertThat(AllowedRepositories.of(List.of("infra => **")).allows("infra", new RepositoryName("a", "b")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=> acme/web",
                "team-a =>",
                "team-a => acme/web => acme/api",
                "team-a | => acme/web",
                "acme/web|",
                "team-a => web",
                "*",
                "team a => acme/web",
                "team-a => acme/we b"
            })
    void anEntryThatLostASideIsRefusedWithItsForm(String entry) {
        assertThatThrownBy(() -> AllowedRepositories.of(List.of("ok/ok", entry)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("wigwag.github.repositories")
                .hasMessageContaining(entry)
                .hasMessageContaining("namespace|namespace => owner/name");
    }

    @Test
    void tooManyEntriesAreRefused() {
        assertThatThrownBy(() -> AllowedRepositories.of(Collections.nCopies(1001, "a/b")))
                .hasMessageContaining("1000");
    }
}
