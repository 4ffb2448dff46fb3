package dev.wigwag.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ConfigMapList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListingTest {

    private final SandboxCluster cluster = SandboxCluster.start();
    private final RawApi api = RawApi.of(cluster);

    @BeforeEach
    void fiveObjectsInTwoNamespaces() {
        create("web", "c", Map.of("tier", "front"));
        create("web", "a", Map.of("tier", "back", "team", "red"));
        create("apps", "z", Map.of("tier", "front", "team", "blue"));
        create("apps", "b", Map.of());
        create("web-2", "a", Map.of("team", "red"));
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    private void create(String namespace, String name, Map<String, String> labels) {
        cluster.client()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(name)
                        .withLabels(labels)
                        .endMetadata()
                        .build())
                .create();
    }

    @Test
    void pagesThroughEverythingInTheOrderOfNamespaceAndName() {
        List<String> seen = new ArrayList<>();
        String token = null;
        int pages = 0;
        do {
            ConfigMapList page = cluster.client()
                    .configMaps()
                    .inAnyNamespace()
                    .list(new ListOptionsBuilder()
                            .withLimit(2L)
                            .withContinue(token)
                            .build());
            page.getItems().stream().map(ListingTest::path).forEach(seen::add);
            token = page.getMetadata().getContinue();
            pages++;
        } while (token != null);

        assertThat(pages).isEqualTo(3);
        assertThat(seen).containsExactly("apps/b", "apps/z", "web/a", "web/c", "web-2/a");
    }

    private static String path(ConfigMap map) {
        return map.getMetadata().getNamespace() + "/" + map.getMetadata().getName();
    }

    @Test
    void tellsHowManyItemsRemain() {
        JsonNode metadata = api.get("/api/v1/configmaps?limit=2").body().path("metadata");

        assertThat(metadata.path("remainingItemCount").asInt()).isEqualTo(3);
        assertThat(metadata.path("continue").asText()).isNotEmpty();
        assertThat(metadata.path("resourceVersion").asLong()).isPositive();
    }

    @Test
    void theLastPageHasNoTokenAndNoCount() {
        JsonNode metadata = api.get("/api/v1/configmaps?limit=5").body().path("metadata");

        assertThat(metadata.has("continue")).isFalse();
        assertThat(metadata.has("remainingItemCount")).isFalse();
    }

    @Test
    void staysWithinTheNamespaceWhenPaging() {
        JsonNode first = api.get("/api/v1/namespaces/web/configmaps?limit=1").body();
        String token = first.path("metadata").path("continue").asText();
        JsonNode second = api.get("/api/v1/namespaces/web/configmaps?limit=1&continue=" + token)
                .body();

        assertThat(first.path("metadata").path("remainingItemCount").asInt()).isEqualTo(1);
        assertThat(second.at("/items/0/metadata/name").asText()).isEqualTo("c");
        assertThat(second.path("metadata").has("continue")).isFalse();
    }

    @Test
    void withASelectorTheNumberOfRemainingItemsIsNotTold() {
        JsonNode list =
                api.get("/api/v1/configmaps?limit=1&labelSelector=tier%3Dfront").body();

        assertThat(list.at("/metadata/continue").asText()).isNotEmpty();
        assertThat(list.path("metadata").has("remainingItemCount")).isFalse();
    }

    @Test
    void anExpiredTokenIsA410() {
        String token = api.get("/api/v1/configmaps?limit=2")
                .body()
                .at("/metadata/continue")
                .asText();
        cluster.faults().expireContinueTokens();

        RawApi.Answer answer = api.get("/api/v1/configmaps?limit=2&continue=" + token);

        assertThat(answer.status()).isEqualTo(410);
        assertThat(answer.reason()).isEqualTo("Expired");
    }

    @ParameterizedTest
    @CsvSource({"limit=many", "continue=%2B%2B", "continue=YWJj", "labelSelector=a%20b", "fieldSelector=spec.url%3Dx"})
    void aParameterThatMakesNoSenseIsA400(String query) {
        assertThat(api.get("/api/v1/configmaps?" + query).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tier=front                    | apps/z web/c",
                "tier==front,team=blue         | apps/z",
                "tier!=front                   | apps/b web/a web-2/a",
                "tier in (front, back)         | apps/z web/a web/c",
                "team in (red),tier            | web/a",
                "tier notin (front)            | apps/b web/a web-2/a",
                "tier=front,team=blue,tier!=x   | apps/z",
                "tier=front,!team              | web/c",
                "team                          | apps/z web/a web-2/a",
                "!team                         | apps/b web/c",
                "!team,!tier                   | apps/b",
                "tier in (front),team notin (blue,red) | web/c"
            })
    void selectsByLabel(String selector, String expected) {
        String query = URLEncoder.encode(selector, StandardCharsets.UTF_8);

        List<String> found = new ArrayList<>();
        api.get("/api/v1/configmaps?labelSelector=" + query)
                .body()
                .path("items")
                .forEach(item -> found.add(item.at("/metadata/namespace").asText() + "/"
                        + item.at("/metadata/name").asText()));

        assertThat(found).containsExactly(expected.split(" "));
    }

    @Test
    void whatALabelFoundIsNoLongerFoundOnceItsLabelOrItselfIsGone() {
        assertThat(labelled("web", "team=red")).containsExactly("a");
        cluster.client()
                .configMaps()
                .inNamespace("web")
                .withName("a")
                .edit(map -> new ConfigMapBuilder(map)
                        .editMetadata()
                        .withLabels(Map.of("team", "green"))
                        .endMetadata()
                        .build());

        assertThat(labelled("web", "team=red")).isEmpty();
        assertThat(labelled("web", "team=green")).containsExactly("a");
        cluster.client().configMaps().inNamespace("web").withName("a").delete();
        assertThat(labelled("web", "team=green")).isEmpty();
    }

    @Test
    void aListByLabelStaysInItsNamespaceAndGoesOnPageByPage() {
        create("web", "d", Map.of("team", "red"));
        create("web", "b", Map.of("team", "red", "tier", "back"));

        assertThat(labelled("web", "team=red")).containsExactly("a", "b", "d");
        assertThat(labelled("web", "team=red&limit=2")).containsExactly("a", "b");
        String token = api.get("/api/v1/namespaces/web/configmaps?limit=2&labelSelector=team%3Dred")
                .body()
                .at("/metadata/continue")
                .asText();
        assertThat(labelled("web", "team=red&limit=2&continue=" + token)).containsExactly("d");
        assertThat(labelled("we", "team=red")).isEmpty();
    }

    private List<String> labelled(String namespace, String query) {
        List<String> found = new ArrayList<>();
        api.get("/api/v1/namespaces/" + namespace + "/configmaps?labelSelector=" + query.replaceFirst("=", "%3D"))
                .body()
                .path("items")
                .forEach(item -> found.add(item.at("/metadata/name").asText()));
        return found;
    }

    @Test
    void selectsByNameThroughTheFieldSelector() {
        assertThat(cluster.client()
                        .configMaps()
                        .inAnyNamespace()
                        .withField("metadata.name", "a")
                        .list()
                        .getItems())
                .extracting(ListingTest::path)
                .containsExactly("web/a", "web-2/a");
    }

    @Test
    void anEmptyListIsAListOfItsKind() {
        JsonNode list = api.get("/apis/wigwag.dev/v1alpha1/rollouts").body();

        assertThat(list.path("kind").asText()).isEqualTo("RolloutList");
        assertThat(list.path("items")).isEmpty();
    }

    @Test
    void tenThousandObjectsComeInPages() {
        for (int i = 0; i < 10_000; i++) {
            api.post(RawApi.GIT_REPOSITORIES, RawApi.gitRepository("source-%05d".formatted(i), "", ""));
        }
        int seen = 0;
        String token = "";
        do {
            JsonNode page = api.get(RawApi.GIT_REPOSITORIES + "?limit=250&continue=" + token)
                    .body();
            seen += page.path("items").size();
            token = page.at("/metadata/continue").asText();
        } while (!token.isEmpty());

        assertThat(seen).isEqualTo(10_000);
        assertThat(cluster.requests().all()).as("the request log stays bounded").hasSize(10_000);
    }
}
