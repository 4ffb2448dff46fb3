package dev.wigwag.flux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.kube.Fields;
import dev.wigwag.kube.Kind;
import dev.wigwag.rollout.ObjectKey;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InventoryTest {
    private static final ObjectKey CART = new ObjectKey("HelmRelease", "shop", "cart");
    private static final String CART_ID = "shop_cart_helm.toolkit.fluxcd.io_HelmRelease";

    @ParameterizedTest
    @CsvSource({
        "shop_cart_helm.toolkit.fluxcd.io_HelmRelease, HelmRelease, shop, cart",
        "team-a_apps.v2_kustomize.toolkit.fluxcd.io_Kustomization, Kustomization, team-a, apps.v2",
        "test_podinfo_flagger.app_Canary, Canary, test, podinfo"
    })
    void itKnowsTheObjectsThatAreTracedThroughTheIndex(String id, String kind, String namespace, String name) {
        ObjectKey object = new ObjectKey(kind, namespace, name);

        assertThat(of(id).has(object)).isTrue();
        assertThat(of(id).listed()).containsExactly(object);
        assertThat(of(id).has(new ObjectKey(kind, namespace, name + "2"))).isFalse();
    }

    @Test
    void ofAnAccountTheCanariesAreTold() {
        assertThat(of("test_podinfo_flagger.app_Canary").canaries())
                .contains(Set.of(new ObjectKey("Canary", "test", "podinfo")));
        assertThat(of(CART_ID).canaries()).contains(Set.of());
        assertThat(Inventory.ELSEWHERE.canaries()).contains(Set.of());
        assertThat(Inventory.OPEN.canaries())
                .as("without an account nothing is ruled out")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shop_cart_apps_Deployment",
                "shop_cart__Service",
                "_shop__Namespace",
                "shop_apps_kustomize.config.k8s.io_Kustomization",
                "shop_cart_HelmRelease",
                "_helm.toolkit.fluxcd.io_HelmRelease",
                "HelmRelease",
                "___",
                "_",
                "",
                "\uD83D\uDEA9"
            })
    void itDoesNotKeepOthersButTheyMakeItAnAccount(String id) {
        assertThat(of(id).listed()).isEmpty();
        assertThat(of(id).has(CART)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{inventory: {}}",
                "{inventory: {entries: []}}",
                "{inventory: {entries: none}}",
                "{inventory: {entries: [{id: 7}, {v: v1}, x]}}",
                "{inventory: [a]}"
            })
    void oneWithoutAnAccountIsBelievedToHaveAppliedWhateverNamesIt(String status) {
        Fields applier = applier("{}", status);

        assertThat(Inventory.of(applier).has(CART)).isTrue();
        assertThat(Inventory.covers(applier, FluxKind.HelmRelease.kind(), CART)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{inventory: {entries: [{id: " + CART_ID + ", v: v2}]}}"})
    void pitfall33OneThatAppliesToAnotherClusterHasNothingHere(String status) {
        Fields applier = applier("{kubeConfig: {secretRef: {name: prod}}}", status);

        assertThat(Inventory.of(applier).has(CART)).isFalse();
        assertThat(Inventory.covers(applier, FluxKind.HelmRelease.kind(), CART)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "apps, Deployment, shop, cart, shop_cart_apps_Deployment, true",
        "'', Pod, shop, cart, shop_cart__Pod, true",
        "rbac.authorization.k8s.io, Role, shop, system:cart, shop_system__cart_rbac.authorization.k8s.io_Role, true",
        "apps, Deployment, shop, cart, shop_cart_extensions_Deployment, false",
        "apps, Deployment, shop, cart, shop_cart_apps_StatefulSet, false",
        "apps, Deployment, shop, cart, other_cart_apps_Deployment, false",
        "apps, Deployment, shop, cart, shop_cart-2_apps_Deployment, false"
    })
    void anObjectOfAnyKindIsCoveredByItsWholeId(
            String group, String kind, String namespace, String name, String id, boolean covered) {
        Fields applier = applier("{}", entries(Stream.of("shop_other__ConfigMap", id)));

        assertThat(Inventory.covers(applier, new Kind(group, kind, "any"), new ObjectKey(kind, namespace, name)))
                .isEqualTo(covered);
    }

    @Test
    void ofThousandsOfEntriesOnlyTheFewAreKept() {
        Stream<String> many = IntStream.range(0, 5_000).mapToObj(i -> "shop_c" + i + "__ConfigMap");

        Inventory inventory = Inventory.of(applier("{}", entries(Stream.concat(many, Stream.of(CART_ID, CART_ID)))));

        assertThat(inventory.listed()).containsExactly(CART);
    }

    private static Inventory of(String id) {
        return Inventory.of(applier("{}", entries(Stream.of(id))));
    }

    private static String entries(Stream<String> ids) {
        return ids.map(id -> "{id: \"" + id + "\", v: v1}")
                .collect(Collectors.joining(", ", "{inventory: {entries: [", "]}}"));
    }

    private static Fields applier(String spec, String status) {
        return Yaml.fields("""
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata: {name: apps, namespace: team-a}
                spec: %s
                status: %s
                """.formatted(spec, status));
    }
}
