package dev.wigwag.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.engine.Build;
import dev.wigwag.rollout.ObjectKey;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which builds a commit touches, construct by construct. */
class ImpactTest {
    private static final String POD = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n";

    private final ARepository repository = new ARepository()
            .file("README.md", "hello")
            .file("apps/podinfo/kustomization.yaml", "resources: [deployment.yaml]\n")
            .file("apps/podinfo/deployment.yaml", POD)
            .file("apps/podinfo/notes.txt", "not built")
            .file("infra/linkerd/kustomization.yaml", "resources: [crds.yaml]\n")
            .file("infra/linkerd/crds.yaml", POD);

    @AfterEach
    void close() {
        repository.close();
    }

    @Test
    void aResourceTouchesWhatListsItAndNothingElse() {
        assertThat(touched(change -> change.file("apps/podinfo/deployment.yaml", POD + "data: {a: b}\n")))
                .containsExactly("apps/podinfo");
        assertThat(because("apps/podinfo", change -> change.file("apps/podinfo/deployment.yaml", "x")))
                .containsExactly("apps/podinfo/deployment.yaml");
    }

    @Test
    void whatNoBuildReadsTouchesNothing() {
        assertThat(touched(change -> change.file("README.md", "bye").file("apps/podinfo/notes.txt", "changed")))
                .isEmpty();
        assertThat(touched(change -> change.file("apps/podinfo/unlisted.yaml", POD)))
                .isEmpty();
    }

    @Test
    void theKustomizationItselfIsRead() {
        assertThat(touched(change -> change.file(
                        "infra/linkerd/kustomization.yaml", "resources: [crds.yaml]\nnamespace: linkerd\n")))
                .containsExactly("infra/linkerd");
    }

    @Test
    void basesOutsideTheDirectoryAndTheirBasesAreFollowed() {
        repository
                .file("apps/podinfo/kustomization.yaml", "resources: [../../base/podinfo]\n")
                .file("base/podinfo/kustomization.yaml", "bases: [../common]\nresources: [a.yaml]\n")
                .file("base/podinfo/a.yaml", POD)
                .file("base/common/kustomization.yml", "resources: [b.yaml]\n")
                .file("base/common/b.yaml", POD);

        assertThat(touched(change -> change.file("base/common/b.yaml", "x"))).containsExactly("apps/podinfo");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "components: [../parts]",
                "patches: [{path: ../parts/p.yaml}]",
                "patches: [{path: ../parts/p.yaml, target: {kind: Deployment}}]",
                "patchesStrategicMerge: [../parts/p.yaml]",
                "patchesJson6902: [{path: ../parts/p.yaml, target: {kind: A, name: b, version: v1}}]",
                "configMapGenerator: [{name: c, files: [../parts/p.yaml]}]",
                "configMapGenerator: [{name: c, files: [key=../parts/p.yaml]}]",
                "configMapGenerator: [{name: c, envs: [../parts/p.yaml]}]",
                "secretGenerator: [{name: c, env: ../parts/p.yaml}]",
                "replacements: [{path: ../parts/p.yaml}]",
                "crds: [../parts/p.yaml]",
                "configurations: [../parts/p.yaml]"
            })
    void everyFieldThatNamesAFileIsFollowed(String field) {
        repository
                .file("apps/podinfo/kustomization.yaml", "resources: [deployment.yaml]\n" + field + "\n")
                .file("apps/parts/kustomization.yaml", "kind: Component\nresources: [p.yaml]\n")
                .file("apps/parts/p.yaml", POD);

        assertThat(touched(change -> change.file("apps/parts/p.yaml", "x"))).containsExactly("apps/podinfo");
        assertThat(touched(change -> change.file("README.md", "x"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "resources: ['https://github.com/acme/base//deploy?ref=v1']",
                "resources: [github.com/acme/base]",
                "resources: [gone.yaml]",
                "helmCharts: [{name: podinfo}]",
                "generators: [g.yaml]",
                "transformers: [t.yaml]",
                "validators: [v.yaml]",
                "openapi: {path: schema.json}",
                "somethingNew: true",
                "resources: notAList",
                "resources: [../../../elsewhere]",
                "resources: [/etc/passwd]",
                "resources: [a, b",
                "resources: []\nresources: []",
                "--- {}\n--- {}",
                "- a list"
            })
    void whereItCannotBeToldTheBuildCountsAsTouched(String kustomization) {
        repository.file("apps/podinfo/kustomization.yaml", kustomization + "\n");

        assertThat(touched(change -> change.file("README.md", "x"))).containsExactly("apps/podinfo");
        assertThat(because("apps/podinfo", change -> change.file("README.md", "y")))
                .isNotEmpty()
                .allSatisfy(reason -> assertThat(reason).doesNotContain("ref=v1"));
    }

    @Test
    void aPatchWrittenInPlaceIsNoFile() {
        repository.file(
                "apps/podinfo/kustomization.yaml",
                "resources: [deployment.yaml]\npatches: [{patch: 'a: b', target: {kind: A}}]\n"
                        + "patchesStrategicMerge:\n- |-\n  kind: A\n  b: c\n- '{kind: A}'\n");

        assertThat(touched(change -> change.file("README.md", "x"))).isEmpty();
    }

    @Test
    void aPlainDirectoryIsBuiltOfEveryYamlBelowIt() {
        repository
                .remove("apps/podinfo/kustomization.yaml")
                .file("apps/podinfo/deep/er/x.yml", POD)
                .file("apps/podinfo/sub/kustomization.yaml", "resources: [y.yaml]\n")
                .file("apps/podinfo/sub/y.yaml", POD)
                .file("apps/podinfo/sub/unlisted.yaml", POD);

        assertThat(touched(change -> change.file("apps/podinfo/deep/er/x.yml", "x")))
                .containsExactly("apps/podinfo");
        assertThat(touched(change -> change.file("apps/podinfo/new.yaml", POD))).containsExactly("apps/podinfo");
        assertThat(touched(change -> change.remove("apps/podinfo/new.yaml"))).containsExactly("apps/podinfo");
        assertThat(touched(change -> change.file("apps/podinfo/sub/y.yaml", "x")))
                .containsExactly("apps/podinfo");
        assertThat(touched(change -> change.file("apps/podinfo/sub/unlisted.yaml", "x")))
                .isEmpty();
        assertThat(touched(change -> change.file("apps/podinfo/notes.txt", "x")))
                .isEmpty();
    }

    @Test
    void linksAreFollowedWhereverTheyLead() {
        repository
                .file("shared/real.yaml", POD)
                .link("apps/podinfo/deployment.yaml", "../../shared/real.yaml")
                .link("alias", "shared");
        assertThat(touched(change -> change.file("shared/real.yaml", "x"))).containsExactly("apps/podinfo");
        assertThat(touched(change -> change.link("apps/podinfo/deployment.yaml", "../../README.md")))
                .containsExactly("apps/podinfo");

        repository.file("apps/podinfo/kustomization.yaml", "resources: [../../alias/real.yaml]\n");
        assertThat(touched(change -> change.file("shared/real.yaml", "y"))).containsExactly("apps/podinfo");
    }

    @Test
    void linksInACircleEnd() {
        repository
                .link("apps/podinfo/deployment.yaml", "other.yaml")
                .link("apps/podinfo/other.yaml", "deployment.yaml");

        assertThat(touched(change -> change.file("README.md", "x"))).containsExactly("apps/podinfo");
    }

    @Test
    void kustomizationsInACircleEnd() {
        repository
                .file("apps/podinfo/kustomization.yaml", "resources: [../../infra/linkerd]\n")
                .file("infra/linkerd/kustomization.yaml", "resources: [crds.yaml, ../../apps/podinfo]\n");

        assertThat(touched(change -> change.file("infra/linkerd/crds.yaml", "x")))
                .containsExactly("apps/podinfo", "infra/linkerd");
    }

    @Test
    void aSubmoduleInAPlainDirectoryIsEmptyThere() {
        repository.remove("apps/podinfo/kustomization.yaml").module("apps/podinfo/sub", "b".repeat(40));

        assertThat(touched(change -> change.file("README.md", "x"))).isEmpty();
        assertThat(touched(change -> change.module("apps/podinfo/sub", "c".repeat(40))))
                .isEmpty();
    }

    @Test
    void aPathThatComesOrGoesTouches() {
        assertThat(touched(change -> change.remove("apps/podinfo/kustomization.yaml")
                        .remove("apps/podinfo/deployment.yaml")
                        .remove("apps/podinfo/notes.txt")))
                .containsExactly("apps/podinfo");
    }

    @Test
    void aReferencedFileThatGoesAndComesTouches() {
        assertThat(touched(change -> change.remove("infra/linkerd/crds.yaml"))).containsExactly("infra/linkerd");
    }

    @Test
    void twoKustomizationsInOneDirectoryAreNotKnown() {
        repository.file("apps/podinfo/Kustomization", "resources: []\n");

        assertThat(touched(change -> change.file("README.md", "x"))).containsExactly("apps/podinfo");
    }

    @Test
    void aChartIsAllOfItsDirectoryItsNeighboursAndItsValues() {
        repository
                .file("charts/web/Chart.yaml", "name: web\ndependencies: [{name: lib, repository: 'file://../lib'}]\n")
                .file("charts/web/templates/a.txt", "x")
                .file("charts/lib/Chart.yaml", "name: lib\n")
                .file("charts/lib/templates/_a.tpl", "x")
                .file("values/web.yaml", "a: b");
        Build release = new Build(
                new ObjectKey("HelmRelease", "test", "web"), "./charts/web", List.of("values/web.yaml"), List.of());

        assertThat(touchedOf(release, change -> change.file("charts/web/templates/a.txt", "y")))
                .isTrue();
        assertThat(touchedOf(release, change -> change.file("charts/lib/templates/_a.tpl", "y")))
                .isTrue();
        assertThat(touchedOf(release, change -> change.file("values/web.yaml", "a: c")))
                .isTrue();
        assertThat(touchedOf(release, change -> change.file("charts/other/Chart.yaml", "y")))
                .isFalse();
    }

    @Test
    void componentsOfTheObjectItselfAreBuiltToo() {
        repository
                .file("parts/kustomization.yaml", "kind: Component\nresources: [p.yaml]\n")
                .file("parts/p.yaml", POD);
        Build root = new Build(kustomization("apps/podinfo"), "./apps/podinfo/", List.of("../../parts"), List.of());

        assertThat(touchedOf(root, change -> change.file("parts/p.yaml", "x"))).isTrue();
        assertThat(touchedOf(root, change -> change.file("README.md", "x"))).isFalse();
    }

    @Test
    void whatIsInDoubtForAnotherReasonCountsAsTouched() {
        Build root = new Build(
                kustomization("apps/podinfo"), "apps/podinfo", List.of(), List.of("its source includes another"));

        assertThat(touchedOf(root, change -> change.file("README.md", "x"))).isTrue();
    }

    @Test
    void theSameTreeTouchesNothingEvenWhereItCannotBeTold() {
        repository.file("apps/podinfo/kustomization.yaml", "helmCharts: [{name: a}]\n");

        assertThat(touched(change -> {})).isEmpty();
    }

    @Test
    void aKustomizationTooLargeToBeReadIsNotKnown() {
        repository.file("apps/podinfo/kustomization.yaml", "#".repeat(CommitTree.LARGEST + 1));

        assertThat(because("apps/podinfo", change -> change.file("README.md", "x")))
                .containsExactly("apps/podinfo/kustomization.yaml cannot be read");
    }

    @Test
    void aLinkToADirectoryInAPlainOneIsFollowedOnlyWhereSomebodyMayReadIt() {
        repository
                .remove("apps/podinfo/kustomization.yaml")
                .link("apps/podinfo/alias", "../../shared")
                .link("apps/podinfo/alias.yaml", "../../charts")
                .file("shared/a.yaml", POD)
                .file("charts/a.yaml", POD);

        assertThat(touched(change -> change.file("shared/a.yaml", "x"))).isEmpty();
        assertThat(touched(change -> change.file("charts/a.yaml", "x"))).containsExactly("apps/podinfo");
    }

    @Test
    void aPathBehindALinkIsFound() {
        repository.link("current", "apps/podinfo");
        Build build = new Build(kustomization("current"), "current", List.of(), List.of());

        assertThat(touchedOf(build, change -> change.file("apps/podinfo/deployment.yaml", "x")))
                .isTrue();
        assertThat(touchedOf(build, change -> change.link("current", "infra/linkerd")))
                .isTrue();
        assertThat(touchedOf(build, change -> change.file("apps/podinfo/deployment.yaml", "y")))
                .isFalse();
    }

    @Test
    void aDirectoryOfItselfOverAndOverIsNotGoneThroughForEver() {
        StringBuilder path = new StringBuilder("apps/podinfo");
        repository.remove("apps/podinfo/kustomization.yaml");
        for (int i = 0; i < 300; i++) {
            repository.link(path + "/l.yaml", ".");
            path.append("/d");
        }

        assertThat(touched(change -> change.file("README.md", "x"))).isEmpty();
    }

    @Test
    void reasonsAreFewAndFitToBeShown() {
        repository.remove("apps/podinfo/kustomization.yaml");
        String path = "apps/podinfo/\u202e" + "x".repeat(1_000);

        List<String> because = because("apps/podinfo", change -> {
            for (int i = 10; i < 40; i++) {
                change.file(path + i + ".yaml", POD);
            }
        });

        assertThat(because)
                .hasSize(10)
                .allSatisfy(reason -> assertThat(reason)
                        .startsWith("apps/podinfo/")
                        .doesNotContain("\u202e")
                        .hasSizeLessThan(210));
    }

    private List<String> touched(Consumer<ARepository> change) {
        return answers(change).stream()
                .filter(Touch::touched)
                .map(touch -> touch.object().name())
                .toList();
    }

    private List<String> because(String name, Consumer<ARepository> change) {
        return answers(change).stream()
                .filter(touch -> touch.object().name().equals(name))
                .findFirst()
                .orElseThrow()
                .because();
    }

    private boolean touchedOf(Build root, Consumer<ARepository> change) {
        return between(List.of(root), change).get(0).touched();
    }

    private List<Touch> answers(Consumer<ARepository> change) {
        return between(
                List.of("apps/podinfo", "infra/linkerd").stream()
                        .map(path -> new Build(kustomization(path), "./" + path, List.of(), List.of()))
                        .toList(),
                change);
    }

    private List<Touch> between(List<Build> roots, Consumer<ARepository> change) {
        ObjectId from = repository.commit();
        change.accept(repository);
        ObjectId to = repository.commit();
        try (CommitTree before = repository.tree(from);
                CommitTree after = repository.tree(to)) {
            return new Impact(new Footprints()).between(before, after, roots);
        }
    }

    private static ObjectKey kustomization(String path) {
        return new ObjectKey("Kustomization", "flux-system", path);
    }
}
