package dev.wigwag.flux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wigwag.engine.Build;
import dev.wigwag.engine.Checkout;
import dev.wigwag.engine.ClusterException;
import dev.wigwag.kube.TestCluster;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.sandbox.cluster.ServedKind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a cluster builds of a repository, from its live objects. */
class FluxBuildsTest {
    private static final ObjectKey FLEET = new ObjectKey("GitRepository", "flux-system", "fleet");

    private final TestCluster cluster = new TestCluster();
    private final FluxBuilds builds = new FluxBuilds(cluster.objects());

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void aSourceIsReadWithAllThatDecidesWhatItHolds() {
        source("""
                  ignore: |
                    /*
                    !/apps
                  sparseCheckout: [apps, 7, base]
                  secretRef: {name: fleet-key}
                """, true);

        Checkout checkout = builds.checkout(FLEET).orElseThrow();

        assertThat(checkout)
                .isEqualTo(new Checkout(
                        FLEET,
                        "https://bot:secret@git.example/acme/fleet",
                        "/*\n!/apps\n",
                        List.of("apps", "base"),
                        Optional.of("fleet-key"),
                        List.of()));
        assertThat(checkout).asString().doesNotContain("secret");
    }

    @Test
    void whatItTakesFromElsewhereIsADoubt() {
        source("  include: [{repository: {name: other}}]\n  recurseSubmodules: true\n", true);

        assertThat(builds.checkout(FLEET).orElseThrow().doubts())
                .containsExactly("its source includes other sources", "its source takes submodules along");
    }

    @Test
    void aSourceThatHasNotFetchedItsAddressIsNotReadForIt() {
        source("", false);

        assertThat(builds.checkout(FLEET)).isEmpty();
    }

    @Test
    void whatIsGoneOrIsNoGitRepositoryHasNoCheckout() {
        assertThat(builds.checkout(FLEET)).isEmpty();
        assertThat(builds.checkout(new ObjectKey("Bucket", "flux-system", "fleet")))
                .isEmpty();
        cluster.sandbox().served().replaceWith(List.of());
        assertThat(builds.checkout(FLEET)).isEmpty();
    }

    @Test
    void everyObjectThatBuildsOfTheSourceIsFoundWithWhereItBegins() {
        kustomization("team-a", "web", """
                  path: ./apps/web
                  components: [../../parts/a]
                  sourceRef: {kind: GitRepository, name: fleet, namespace: flux-system}
                  postBuild: {substituteFrom: [{kind: ConfigMap, name: cluster}]}
                """);
        kustomization("flux-system", "root", "  sourceRef: {kind: GitRepository, name: fleet}\n");
        release("shop", "cart", """
                  chart:
                    spec:
                      chart: ./charts/cart
                      valuesFile: values/old.yaml
                      valuesFiles: [values/cart.yaml]
                      sourceRef: {kind: GitRepository, name: fleet, namespace: flux-system}
                """);

        assertThat(builds.of(FLEET))
                .containsExactly(
                        new Build(new ObjectKey("Kustomization", "flux-system", "root"), null, List.of(), List.of()),
                        new Build(
                                new ObjectKey("HelmRelease", "shop", "cart"),
                                "./charts/cart",
                                List.of("values/cart.yaml", "values/old.yaml"),
                                List.of()),
                        new Build(
                                new ObjectKey("Kustomization", "team-a", "web"),
                                "./apps/web",
                                List.of("../../parts/a"),
                                List.of()));
    }

    @Test
    void whatBuildsOfAnotherSourceIsNotAmongThem() {
        kustomization("team-a", "same-name", "  sourceRef: {kind: GitRepository, name: fleet}\n");
        kustomization("flux-system", "bucket", "  sourceRef: {kind: Bucket, name: fleet}\n");
        kustomization("flux-system", "strange", "  path: ./x\n");
        release("flux-system", "registry", "  chartRef: {kind: OCIRepository, name: fleet}\n");
        release("flux-system", "chartless", "  chart: {spec: {sourceRef: {kind: GitRepository, name: fleet}}}\n");

        assertThat(builds.of(FLEET)).isEmpty();
    }

    @Test
    void withoutHelmControllerThereAreKustomizationsOnly() {
        kustomization("flux-system", "root", "  sourceRef: {kind: GitRepository, name: fleet}\n");
        cluster.sandbox()
                .served()
                .replaceWith(List.of(
                        ServedKind.custom("kustomize.toolkit.fluxcd.io", "v1", "Kustomization", "kustomizations")));

        assertThat(builds.of(FLEET)).hasSize(1);
    }

    @Test
    void aClusterThatDoesNotLetUsIsNoClusterWithoutBuilds() {
        kustomization("flux-system", "root", "  sourceRef: {kind: GitRepository, name: fleet}\n");
        builds.of(FLEET);
        cluster.sandbox().faults().deny("list", "helmreleases.helm.toolkit.fluxcd.io");

        assertThatThrownBy(() -> builds.of(FLEET)).isInstanceOf(ClusterException.class);
    }

    private void source(String spec, boolean fetched) {
        cluster.create("""
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata: {name: fleet, namespace: flux-system}
                spec:
                  url: https://bot:secret@git.example/acme/fleet
                %sstatus: {observedGeneration: %d, artifact: {revision: "main@sha1:%s"}}
                """.formatted(spec, fetched ? 1 : 0, "a".repeat(40)));
    }

    private void kustomization(String namespace, String name, String spec) {
        cluster.create("""
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata: {name: %s, namespace: %s}
                spec:
                  prune: true
                %s""".formatted(name, namespace, spec));
    }

    private void release(String namespace, String name, String spec) {
        cluster.create("""
                apiVersion: helm.toolkit.fluxcd.io/v2
                kind: HelmRelease
                metadata: {name: %s, namespace: %s}
                spec:
                  interval: 1m
                %s""".formatted(name, namespace, spec));
    }
}
