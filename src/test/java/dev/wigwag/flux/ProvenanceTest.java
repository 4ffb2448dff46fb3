package dev.wigwag.flux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wigwag.engine.ClusterException;
import dev.wigwag.kube.TestCluster;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.sandbox.cluster.Faults;
import dev.wigwag.sandbox.cluster.ServedKind;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tracing objects over namespaces, in a cluster that behaves as a real API server does. */
class ProvenanceTest {
    private static final String ROOT =
            "{kustomize.toolkit.fluxcd.io/name: root, " + "kustomize.toolkit.fluxcd.io/namespace: flux-system}";

    private final TestCluster cluster = new TestCluster();
    private final FluxSources sources = FluxSourcesTest.sources(cluster);

    @AfterEach
    void stop() {
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GitRepository", "OCIRepository", "Bucket"})
    void aSourceConcernsItselfWithoutBeingRead(String kind) {
        assertThat(trace(kind + "/a/b")).containsExactly(kind + "/a/b");
        assertThat(cluster.sandbox().requests().matching("GET", ".*")).isEmpty();
    }

    @Test
    void aKustomizationConcernsItsSourceInWhateverNamespace() {
        kustomization("flux-system", "root", "{}", "fleet");

        assertThat(trace("Kustomization/flux-system/root")).containsExactly("GitRepository/flux-system/fleet");
    }

    @Test
    void aKustomizationAppliedByAnotherConcernsBothSources() {
        kustomization("flux-system", "root", "{}", "fleet");
        kustomization("team-a", "apps", ROOT, "apps");

        assertThat(trace("Kustomization/team-a/apps"))
                .containsExactly("GitRepository/flux-system/apps", "GitRepository/flux-system/fleet");
    }

    @Test
    void aHelmReleaseConcernsWhoAppliedItAndWhereItsChartIsFrom() {
        kustomization("flux-system", "root", "{}", "fleet");
        release(
                "cart",
                ROOT,
                "chart: {spec: {chart: ./c, sourceRef: {kind: GitRepository, name: charts, namespace: o}}}");
        release("oci", ROOT, "chartRef: {kind: OCIRepository, name: oci}");
        release("plain", ROOT, "chart: {spec: {chart: c, sourceRef: {kind: HelmRepository, name: charts}}}");

        assertThat(trace("HelmRelease/shop/cart"))
                .containsExactly("GitRepository/flux-system/fleet", "GitRepository/o/charts");
        assertThat(trace("HelmRelease/shop/oci"))
                .containsExactly("GitRepository/flux-system/fleet", "OCIRepository/shop/oci");
        assertThat(trace("HelmRelease/shop/plain")).containsExactly("GitRepository/flux-system/fleet");
    }

    @Test
    void aChartConcernsItsSourceAndTheReleasesItIsFor() {
        kustomization("flux-system", "root", "{}", "fleet");
        release(
                "cart",
                ROOT,
                "chart: {spec: {chart: ./c, sourceRef: {kind: GitRepository, name: charts, namespace: o}}}");
        chart("shop-cart", "{helm.toolkit.fluxcd.io/name: cart, helm.toolkit.fluxcd.io/namespace: shop}");
        release("shared", ROOT, "chartRef: {kind: HelmChart, name: own, namespace: o}");
        chart("own", "{}");

        assertThat(trace("HelmChart/o/shop-cart"))
                .containsExactly("GitRepository/flux-system/fleet", "GitRepository/o/charts");
        assertThat(trace("HelmChart/o/own"))
                .containsExactly("GitRepository/flux-system/fleet", "GitRepository/o/charts");
        assertThat(trace("HelmRelease/shop/shared"))
                .containsExactly("GitRepository/flux-system/fleet", "GitRepository/o/charts");
    }

    @Test
    void pitfall34APodIsTracedByItsOwners() {
        kustomization("flux-system", "root", "{}", "fleet");
        object("apps/v1", "Deployment", "cart", "labels: " + ROOT);
        object("apps/v1", "ReplicaSet", "cart-6", owner("apps/v1", "Deployment", "cart"));
        object("v1", "Pod", "cart-6-x", owner("apps/v1", "ReplicaSet", "cart-6"));

        assertThat(trace("Pod/shop/cart-6-x")).containsExactly("GitRepository/flux-system/fleet");
        assertThat(trace("Deployment/shop/cart")).containsExactly("GitRepository/flux-system/fleet");
    }

    @Test
    void anObjectOfAChartIsTracedThroughItsRelease() {
        kustomization("flux-system", "root", "{}", "fleet");
        release("cart", ROOT, "chart: {spec: {chart: c, sourceRef: {kind: HelmRepository, name: charts}}}");
        object(
                "apps/v1",
                "Deployment",
                "cart",
                "labels: {helm.toolkit.fluxcd.io/name: cart, helm.toolkit.fluxcd.io/namespace: shop}");

        assertThat(trace("Deployment/shop/cart")).containsExactly("GitRepository/flux-system/fleet");
    }

    @Test
    void pitfall33LabelsOfAKustomizationThatIsNotHereLeadNowhere() {
        release("cart", ROOT, "interval: 1m");
        object("apps/v1", "Deployment", "cart", "labels: " + ROOT);

        assertThat(trace("HelmRelease/shop/cart")).isEmpty();
        assertThat(trace("Deployment/shop/cart")).isEmpty();
    }

    @Test
    void aLabelLeadsNowhereIfTheKustomizationItNamesDoesNotListTheObject() {
        account("", "shop_other_apps_Deployment", "team-a_other_kustomize.toolkit.fluxcd.io_Kustomization");
        release("cart", ROOT, "interval: 1m");
        object("apps/v1", "Deployment", "cart", "labels: " + ROOT);
        kustomization("team-a", "apps", ROOT, "apps");
        chart("own", ROOT);

        assertThat(trace("HelmRelease/shop/cart")).isEmpty();
        assertThat(trace("Deployment/shop/cart")).isEmpty();
        assertThat(trace("Kustomization/team-a/apps")).containsExactly("GitRepository/flux-system/apps");
        assertThat(trace("HelmChart/o/own")).containsExactly("GitRepository/o/charts");
    }

    @Test
    void aLabelIsFollowedIfTheKustomizationItNamesListsTheObject() {
        account(
                "",
                "shop_cart_helm.toolkit.fluxcd.io_HelmRelease",
                "shop_cart_apps_Deployment",
                "o_own_source.toolkit.fluxcd.io_HelmChart");
        release("cart", ROOT, "interval: 1m");
        object("apps/v1", "Deployment", "cart", "labels: " + ROOT);
        chart("own", ROOT);

        assertThat(trace("HelmRelease/shop/cart")).containsExactly("GitRepository/flux-system/fleet");
        assertThat(trace("Deployment/shop/cart")).containsExactly("GitRepository/flux-system/fleet");
        assertThat(trace("HelmChart/o/own")).contains("GitRepository/flux-system/fleet");
    }

    @Test
    void anObjectWithCopiedLabelsIsTracedByItsOwner() {
        account("", "shop_cart_apps_Deployment");
        object("apps/v1", "Deployment", "cart", "labels: " + ROOT);
        object("apps/v1", "ReplicaSet", "cart-6", "labels: " + ROOT + ", " + owner("apps/v1", "Deployment", "cart"));
        object("apps/v1", "ReplicaSet", "cart-7", "labels: " + ROOT);

        assertThat(trace("ReplicaSet/shop/cart-6")).containsExactly("GitRepository/flux-system/fleet");
        assertThat(trace("ReplicaSet/shop/cart-7")).isEmpty();
    }

    @Test
    void pitfall33AKustomizationForAnotherClusterClaimsNothingHere() {
        account("{secretRef: {name: prod}}", "shop_cart_apps_Deployment");
        object("apps/v1", "Deployment", "cart", "labels: " + ROOT);
        release("cart", ROOT, "interval: 1m");

        assertThat(trace("Deployment/shop/cart")).isEmpty();
        assertThat(trace("HelmRelease/shop/cart")).isEmpty();
        assertThat(trace("Kustomization/flux-system/root")).containsExactly("GitRepository/flux-system/fleet");
    }

    @ParameterizedTest
    @CsvSource({"shop_cart_apps_Deployment,true", "shop_other_apps_Deployment,false"})
    void anObjectOfAChartIsOfItsReleaseOnlyIfThatListsIt(String id, boolean traced) {
        kustomization("flux-system", "root", "{}", "fleet");
        cluster.create("""
                apiVersion: helm.toolkit.fluxcd.io/v2
                kind: HelmRelease
                metadata: {name: cart, namespace: shop, labels: %s}
                spec: {interval: 1m}
                status: {inventory: {entries: [{id: %s, v: v1}]}}
                """.formatted(ROOT, id));
        object(
                "apps/v1",
                "Deployment",
                "cart",
                "labels: {helm.toolkit.fluxcd.io/name: cart, helm.toolkit.fluxcd.io/namespace: shop}");

        assertThat(trace("Deployment/shop/cart").contains("GitRepository/flux-system/fleet"))
                .isEqualTo(traced);
    }

    @ParameterizedTest
    @ValueSource(strings = {"StatefulSet", "DaemonSet"})
    void pitfall34APodIsTracedByWhateverOwnsIt(String kind) {
        cluster.sandbox()
                .served()
                .serve(new ServedKind("apps", "v1", kind, kind.toLowerCase(Locale.ROOT) + "s", true, true));
        account("", "shop_cart_apps_" + kind);
        object("apps/v1", kind, "cart", "labels: " + ROOT);
        object("v1", "Pod", "cart-0", owner("apps/v1", kind, "cart"));

        assertThat(trace("Pod/shop/cart-0")).containsExactly("GitRepository/flux-system/fleet");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pods", "replicasets.apps", "deployments.apps"})
    void pitfall34APodIsUntracedIfWeMayNotReadWhatIsBetween(String denied) {
        kustomization("flux-system", "root", "{}", "fleet");
        object("apps/v1", "Deployment", "cart", "labels: " + ROOT);
        object("apps/v1", "ReplicaSet", "cart-6", owner("apps/v1", "Deployment", "cart"));
        object("v1", "Pod", "cart-6-x", owner("apps/v1", "ReplicaSet", "cart-6"));
        assertThat(trace("Pod/shop/cart-6-x")).isNotEmpty();

        cluster.sandbox().faults().deny("get", denied);

        assertThat(trace("Pod/shop/cart-6-x")).isEmpty();
    }

    @Test
    void anOwnerOfAnotherGroupIsNotTakenForOneOfTheSameKind() {
        kustomization("flux-system", "root", "{}", "fleet");
        object("apps/v1", "Deployment", "cart", "labels: " + ROOT);
        object("v1", "Pod", "one", owner("example.org/v1", "Deployment", "cart"));
        object("v1", "Pod", "two", owner("v1", "Deployment", "cart"));

        assertThat(trace("Pod/shop/one")).isEmpty();
        assertThat(trace("Pod/shop/two")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Kustomization/a/b", "HelmRelease/a/b", "HelmChart/a/b", "Pod/a/b", "Secret/a/b", "Nonsense/a/b"
            })
    void whatIsNotThereOrNotKnownConcernsNobody(String object) {
        assertThat(trace(object)).isEmpty();
    }

    @Test
    void loopsOfLabelsAndOfOwnersEnd() {
        kustomization("team-a", "one", labels("two"), "first");
        kustomization("team-a", "two", labels("one"), "second");
        object("apps/v1", "ReplicaSet", "a", owner("apps/v1", "ReplicaSet", "b"));
        object("apps/v1", "ReplicaSet", "b", owner("apps/v1", "ReplicaSet", "a"));
        cluster.sandbox().requests().clear();

        assertThat(trace("Kustomization/team-a/one"))
                .containsExactly("GitRepository/flux-system/first", "GitRepository/flux-system/second");
        assertThat(trace("ReplicaSet/shop/a")).isEmpty();
        assertThat(cluster.sandbox().requests().matching("GET", ".*/replicasets/.*"))
                .hasSizeLessThan(8);
    }

    @Test
    void kindsWeMayNotReadAreUntracedAndASilentServerIsNoAnswer() {
        object("v1", "Pod", "cart", "labels: " + ROOT);
        kustomization("flux-system", "root", "{}", "fleet");
        cluster.sandbox().faults().deny("get", "pods");

        assertThat(trace("Pod/shop/cart")).isEmpty();

        cluster.sandbox().faults().goDown(Faults.Outage.values()[0]);
        assertThatThrownBy(() -> trace("Kustomization/flux-system/root")).isInstanceOf(ClusterException.class);
    }

    private Set<String> trace(String object) {
        String[] parts = object.split("/");
        return sources.sourcesOf(new ObjectKey(parts[0], parts[1], parts[2])).stream()
                .map(ObjectKey::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void kustomization(String namespace, String name, String labels, String source) {
        cluster.create("""
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata: {name: %s, namespace: %s, labels: %s}
                spec: {interval: 1m, sourceRef: {kind: GitRepository, name: %s, namespace: flux-system}}
                """.formatted(name, namespace, labels, source));
    }

    /** The Kustomization root, with what it has applied by its own account. */
    private void account(String kubeConfig, String... ids) {
        String remote = kubeConfig.isEmpty() ? "" : "kubeConfig: " + kubeConfig + ", ";
        String entries =
                Stream.of(ids).map(id -> "{id: " + id + ", v: v1}").collect(Collectors.joining(", ", "[", "]"));
        cluster.create("""
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata: {name: root, namespace: flux-system}
                spec: {%sinterval: 1m, sourceRef: {kind: GitRepository, name: fleet}}
                status: {inventory: {entries: %s}}
                """.formatted(remote, entries));
    }

    private void release(String name, String labels, String spec) {
        cluster.create("""
                apiVersion: helm.toolkit.fluxcd.io/v2
                kind: HelmRelease
                metadata: {name: %s, namespace: shop, labels: %s}
                spec: {%s}
                """.formatted(name, labels, spec));
    }

    private void chart(String name, String labels) {
        cluster.create("""
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: HelmChart
                metadata: {name: %s, namespace: o, labels: %s}
                spec: {chart: ./c, sourceRef: {kind: GitRepository, name: charts}}
                """.formatted(name, labels));
    }

    private void object(String apiVersion, String kind, String name, String metadata) {
        cluster.create("""
                apiVersion: %s
                kind: %s
                metadata: {name: %s, namespace: shop, %s}
                """.formatted(apiVersion, kind, name, metadata));
    }

    private static String owner(String apiVersion, String kind, String name) {
        return "ownerReferences: [{apiVersion: %s, kind: %s, name: %s, uid: u}]".formatted(apiVersion, kind, name);
    }

    private static String labels(String name) {
        return Stream.of("name: " + name, "namespace: team-a")
                .map(label -> "kustomize.toolkit.fluxcd.io/" + label)
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
