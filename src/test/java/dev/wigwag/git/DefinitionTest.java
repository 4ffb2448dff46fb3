package dev.wigwag.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.rollout.Impact.Touched;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever changes the definition of an object of Flux changes what it does, though none of its files. */
class DefinitionTest {
    private static final String WEB = flux("Kustomization", "flux-system", "web", "interval: 1m");
    private static final String DB = flux("Kustomization", "flux-system", "db", "interval: 1m");

    private final ARepository repository = new ARepository()
            .file("web/a.yaml", "a: b\n")
            .file("db/a.yaml", "a: b\n")
            .file("clusters/prod/apps.yaml", WEB + "---\n" + DB);
    private final Question question = new Question(repository).paths("web", "db");

    @AfterEach
    void close() {
        repository.close();
    }

    @Test
    void anObjectIsTouchedByItsOwnDefinition() {
        assertThat(question.because(
                        change -> change.file("clusters/prod/apps.yaml", WEB.replace("1m", "2m") + "---\n" + DB)))
                .containsExactly("its definition in clusters/prod/apps.yaml changes");
        assertThat(question.touched(change -> change.file("clusters/prod/apps.yaml", WEB + "---\n" + DB)))
                .containsExactly("web");
    }

    @Test
    void oneThatMovesToAnotherFileIsTouchedAndOneThatIsOnlyWrittenOtherwiseIsNot() {
        assertThat(question.touched(change -> change.file("clusters/prod/apps.yaml", "# hello\n" + DB + "---\n" + WEB)))
                .isEmpty();
        assertThat(question.touched(
                        change -> change.file("clusters/prod/apps.yaml", WEB).file("clusters/prod/db.yaml", DB)))
                .containsExactly("db");
    }

    @Test
    void oneThatGoesIsTouched() {
        assertThat(question.touched(change -> change.remove("clusters/prod/apps.yaml")))
                .containsExactly("db", "web");
    }

    @Test
    void aDefinitionWithoutANamespaceMeansAnyOfThatName() {
        assertThat(question.touched(change -> change.file("any.yaml", WEB.replace(", namespace: flux-system", ""))))
                .containsExactly("web");
        assertThat(question.touched(
                        change -> change.file("any.yaml", WEB.replace("namespace: flux-system", "namespace: other"))))
                .as("the one before is gone")
                .containsExactly("web");
        assertThat(question.touched(
                        change -> change.file("any.yaml", WEB.replace("namespace: flux-system", "namespace: third"))))
                .isEmpty();
    }

    @Test
    void whatIsNewOrBuildsSomethingElseIsToldBesides() {
        Findings findings = question.findings(
                change -> change.file(
                        "new.yaml",
                        flux("HelmRelease", "shop", "cart", "interval: 1m") + "---\n"
                                + "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: extra}\n"));

        assertThat(findings.defined())
                .containsExactly(new Touched("Kustomization", null, "extra", "its definition in new.yaml changes"));
        assertThat(findings.impact("a".repeat(40)).of()).isEqualTo(3);
        assertThat(findings.impact("a".repeat(40)).count()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"name: web", "name: 'web|cart'", "name: null"})
    void aPatchMeantForAnObjectTouchesIt(String name) {
        String patch =
                "patches:\n- target: {kind: Kustomization, %s}\n  patch: '[{op: add, path: /spec/prune, value: true}]'\n";

        assertThat(question.touched(change -> change.file("clusters/kustomization.yaml", patch.formatted(name))))
                .contains("web");
        assertThat(question.touched(
                        change -> change.file("clusters/kustomization.yaml", patch.formatted(name) + "namespace: x\n")))
                .isEmpty();
    }

    @Test
    void alsoInAList() {
        String list =
                "apiVersion: v1\nkind: List\nitems:\n- {apiVersion: kustomize.toolkit.fluxcd.io/v1, kind: Kustomization,"
                        + " metadata: {name: cart}}\n- {kind: List, items: []}\n- 7\n";

        assertThat(question.findings(change -> change.file("list.yaml", list)).defined())
                .extracting(Touched::name)
                .containsExactly("cart");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind: {{ .Values.kind }}\n",
                "- a list\n",
                "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nmetadata: {name: web}\n",
                "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: 7}\n",
                "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\n",
                "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: '${app}'}\n",
                "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: a, namespace: 'A B'}\n",
                "apiVersion: [kustomize]\nkind: Kustomization\nmetadata: {name: web}\n",
                "patches: [a, {target: b}, {target: {kind: Deployment}}]\n",
                "a: &a [*a]\n",
                ""
            })
    void whatDefinesNothingOfFluxTouchesNothing(String yaml) {
        Findings findings = question.findings(change -> change.file("charts/templates/x.yaml", yaml));

        assertThat(findings.defined()).isEmpty();
        assertThat(Question.names(findings.touches())).isEmpty();
    }

    @Test
    void tooManyOrTooLargeFilesLeaveNobodyOut() {
        assertThat(question.because(change ->
                        IntStream.rangeClosed(0, Redefined.MOST).forEach(i -> change.file("many/" + i + ".yaml", "a"))))
                .containsExactly("more than 500 YAML files change");
        assertThat(question.because(change -> change.file("big.yaml", "#".repeat(CommitTree.LARGEST + 1))))
                .containsExactly("big.yaml is too large to look for definitions in it");
    }

    @Test
    void aRolloutStoresTheFirstReasonAndHowManyMoreThereAre() {
        Findings findings = question.findings(change ->
                IntStream.range(0, 15).forEach(i -> change.file("web/" + "x".repeat(200) + i + ".yaml", "a: b")));

        Touched stored = findings.impact("a").touched().get(0);
        assertThat(stored.because())
                .startsWith("web/xxx")
                .endsWith(" and 14 more")
                .hasSizeLessThan(140);
        assertThat(findings.reasons().get(0).because()).hasSize(10);
        assertThat(findings.reasons().get(0).others()).isEqualTo(5);
        assertThat(findings.reasons().get(1).touched()).isFalse();
    }

    @Test
    void moreThanARolloutHoldsAreCounted() {
        String many = IntStream.range(0, 150)
                .mapToObj(i -> flux("Kustomization", "shop", "r" + i, "interval: 1m"))
                .collect(Collectors.joining("---\n"));

        Findings findings = question.findings(change -> change.file("many.yaml", many));

        assertThat(findings.impact("a").touched()).hasSize(100);
        assertThat(findings.impact("a").more()).isEqualTo(50);
        assertThat(findings.impact("a").of()).isEqualTo(152);
        assertThat(new Findings(List.of(), List.of()).impact("a").more()).isNull();
    }

    private static String flux(String kind, String namespace, String name, String spec) {
        return "apiVersion: " + (kind.equals("HelmRelease") ? "helm" : "kustomize") + ".toolkit.fluxcd.io/v1\nkind: "
                + kind + "\nmetadata: {name: " + name + ", namespace: " + namespace + "}\nspec: {" + spec + "}\n";
    }
}
