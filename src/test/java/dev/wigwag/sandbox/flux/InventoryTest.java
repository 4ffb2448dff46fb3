package dev.wigwag.sandbox.flux;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InventoryTest {

    private static ObjectNode manifest(String apiVersion, String kind, String namespace, String name) {
        ObjectNode manifest =
                (ObjectNode) FluxWorld.parse("{\"apiVersion\":\"%s\",\"kind\":\"%s\",\"metadata\":{\"name\":\"%s\"}}"
                        .formatted(apiVersion, kind, name));
        if (!namespace.isEmpty()) {
            manifest.withObject("/metadata").put("namespace", namespace);
        }
        return manifest;
    }

    @ParameterizedTest
    @CsvSource({
        "apps/v1,Deployment,shop,cart,shop_cart_apps_Deployment,Deployment/shop/cart",
        "v1,Service,shop,cart,shop_cart__Service,Service/shop/cart",
        "v1,Namespace,'',shop,_shop__Namespace,Namespace/shop",
        "rbac.authorization.k8s.io/v1,ClusterRole,'',system:a,_system__a_rbac.authorization.k8s.io_ClusterRole,ClusterRole/system:a"
    })
    void anIdIsWrittenAsFluxWritesItAndReadBack(
            String apiVersion, String kind, String namespace, String name, String text, String words) {
        Inventory.Id id = Inventory.Id.of(manifest(apiVersion, kind, namespace, name));

        assertThat(id.text()).isEqualTo(text);
        assertThat(id.words()).isEqualTo(words);
        assertThat(Inventory.Id.parse(text)).isEqualTo(id);
    }

    @Test
    void whatIsGoneIsNamedLastAppliedFirst() {
        JsonNode before = Inventory.entries(List.of(
                manifest("v1", "Namespace", "", "a"),
                manifest("v1", "Service", "a", "b"),
                manifest("apps/v1", "Deployment", "a", "c")));
        JsonNode now = Inventory.entries(List.of(manifest("v1", "Service", "a", "b")));

        assertThat(Inventory.gone(before, now))
                .extracting(entry ->
                        entry.path("id").asText() + " " + entry.path("v").asText())
                .containsExactly("a_c_apps_Deployment v1", "_a__Namespace v1");
        assertThat(Inventory.gone(now, before)).isEmpty();
    }
}
