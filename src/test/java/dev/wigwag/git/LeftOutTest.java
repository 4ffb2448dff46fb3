package dev.wigwag.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.engine.Build;
import dev.wigwag.engine.Checkout;
import dev.wigwag.rollout.ObjectKey;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a source leaves out of its artifact touches nobody, and what that changes does. */
class LeftOutTest {
    private static final String POD = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n";

    private final ARepository repository = new ARepository()
            .file("apps/web/a.yaml", POD)
            .file("apps/web/tests/t.yaml", POD)
            .file("apps/web/sub/kustomization.yaml", "resources: [b.yaml]\n")
            .file("apps/web/sub/b.yaml", POD)
            .file("apps/web/sub/loose.yaml", POD)
            .file("infra/a.yaml", POD);
    private final Question question = new Question(repository).paths("apps/web", "infra");

    @AfterEach
    void close() {
        repository.close();
    }

    @Test
    void fluxLeavesOutWhatContinuousIntegrationReads() {
        assertThat(question.touched(
                        change -> change.file("apps/web/.sops.yaml", "a: b").file("apps/web/.github/ci.yaml", "a: b")))
                .isEmpty();
        assertThat(question.touched(change -> change.file("apps/web/c.yaml", POD)))
                .containsExactly("apps/web");
    }

    @Test
    void specIgnoreReplacesTheDefaults() {
        question.filter("tests/\n");

        assertThat(question.touched(change -> change.file("apps/web/tests/t.yaml", "x")))
                .isEmpty();
        assertThat(question.touched(change -> change.file("apps/web/.sops.yaml", "a: b")))
                .containsExactly("apps/web");
    }

    @Test
    void aSourceignoreSpeaksOfWhatIsBelowIt() {
        repository.file("apps/web/.sourceignore", "t.yaml\n").file("infra/t.yaml", POD);

        assertThat(question.touched(change -> change.file("apps/web/tests/t.yaml", "x")))
                .isEmpty();
        assertThat(question.touched(change -> change.file("infra/t.yaml", "x"))).containsExactly("infra");
    }

    @Test
    void aSourceignoreThatChangesTouchesAllBelowIt() {
        repository.file(".sourceignore", "docs\n").file("apps/.sourceignore", "docs\n");

        assertThat(question.touched(change -> change.file("apps/.sourceignore", "docs\nnotes\n")))
                .containsExactly("apps/web");
        assertThat(question.touched(change -> change.file(".sourceignore", "docs\nnotes\n")))
                .containsExactly("apps/web", "infra");
        assertThat(question.touched(change -> change.file("elsewhere/.sourceignore", "x\n")))
                .isEmpty();
    }

    @Test
    void theFirstSourceignoreTakesTheDefaultsAway() {
        repository.file("infra/.sops.yaml", "a: b");

        assertThat(question.because(change -> change.file("apps/.sourceignore", "docs\n")))
                .containsExactly("apps/.sourceignore");
        repository.remove("apps/.sourceignore");
        assertThat(question.touched(change -> change.file("apps/.sourceignore", "docs\n")))
                .containsExactly("apps/web", "infra");
    }

    @Test
    void aKustomizationThatIsLeftOutMakesItsDirectoryAPlainOne() {
        question.filter("sub/kustomization.yaml");
        assertThat(question.touched(change -> change.file("apps/web/sub/loose.yaml", "x")))
                .as("the pattern begins at the root")
                .isEmpty();

        question.filter("/apps/web/sub/kustomization.yaml");
        assertThat(question.touched(change -> change.file("apps/web/sub/loose.yaml", "y")))
                .containsExactly("apps/web");
    }

    @Test
    void whereThePatternIsNotSureBothWaysAreLookedAt() {
        question.filter("**/kustomization.yaml");

        assertThat(question.touched(change -> change.file("apps/web/sub/loose.yaml", "x")))
                .containsExactly("apps/web");
        assertThat(question.touched(change -> change.file("apps/web/sub/b.yaml", "x")))
                .containsExactly("apps/web");
        assertThat(question.touched(change -> change.file("apps/web/sub/kustomization.yaml", "resources: []\n")))
                .containsExactly("apps/web");
    }

    @Test
    void aKustomizationThatIsALinkMayBeLeftOutToo() {
        repository
                .remove("apps/web/sub/kustomization.yaml")
                .file("shared.yaml", "resources: [b.yaml]\n")
                .link("apps/web/sub/kustomization.yaml", "../../../shared.yaml");

        assertThat(question.touched(change -> change.file("shared.yaml", "resources: []\n")))
                .containsExactly("apps/web");
        assertThat(question.touched(change -> change.file("apps/web/sub/loose.yaml", "x")))
                .containsExactly("apps/web");
    }

    @Test
    void whatIsNotCheckedOutIsNotBuilt() {
        repository.file("apps/webhook/a.yaml", POD);
        question.filter(null, "./apps/web/").paths("apps", "infra");

        assertThat(question.touched(change -> change.file("infra/a.yaml", "x"))).isEmpty();
        assertThat(question.touched(change -> change.file("apps/web/a.yaml", "x")))
                .containsExactly("apps");
        assertThat(question.touched(change -> change.file("apps/other/a.yaml", "x")))
                .isEmpty();
        assertThat(question.touched(change -> change.file("apps/webhook/a.yaml", "x")))
                .as("Git and go-git do not agree")
                .containsExactly("apps");
    }

    @Test
    void aListedFileThatIsLeftOutCannotBeBuilt() {
        question.filter("b.yaml");

        assertThat(question.touched(change -> change.file("README.md", "x"))).containsExactly("apps/web");
    }

    @Test
    void aChartIsTakenWithoutWhatIsLeftOut() {
        repository
                .file("chart/Chart.yaml", "name: web\n")
                .file("chart/logo.png", "x")
                .file("chart/requirements.yaml", "dependencies: [{repository: 'file://../lib'}]\n")
                .file("lib/Chart.yaml", "name: lib\n");
        question.builds(new Build(new ObjectKey("HelmRelease", "test", "web"), "chart", List.of(), List.of()));

        assertThat(question.touched(change -> change.file("chart/logo.png", "y")))
                .isEmpty();
        assertThat(question.touched(change -> change.file("chart/templates/new.yaml", "y")))
                .containsExactly("web");
        assertThat(question.touched(change -> change.file("lib/values.yaml", "y")))
                .containsExactly("web");
    }

    @Test
    void theDoubtsOfTheCheckoutConcernEveryBuild() {
        Checkout checkout = new Checkout(
                new ObjectKey("GitRepository", "flux-system", "fleet"),
                "https://git.example/acme/fleet",
                "docs",
                List.of("apps"),
                Optional.empty(),
                List.of("it includes another source"));

        assertThat(SourceFilter.of(checkout))
                .isEqualTo(new SourceFilter("docs", List.of("apps"), List.of("it includes another source")));
    }
}
