package dev.wigwag.sandbox.cluster;

import static dev.wigwag.sandbox.cluster.RawApi.GIT_REPOSITORIES;
import static dev.wigwag.sandbox.cluster.RawApi.gitRepository;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchingTest {

    private static final String FLEET = GIT_REPOSITORIES + "/fleet";
    private static final ResourceDefinitionContext GIT_REPOSITORY = new ResourceDefinitionContext.Builder()
            .withGroup("source.toolkit.fluxcd.io")
            .withVersion("v1")
            .withKind("GitRepository")
            .withPlural("gitrepositories")
            .withNamespaced(true)
            .build();

    private final SandboxCluster cluster = SandboxCluster.start();
    private final RawApi api = RawApi.of(cluster);
    private final List<String> events = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        cluster.close();
    }

    private SharedIndexInformer<GenericKubernetesResource> inform() {
        SharedIndexInformer<GenericKubernetesResource> informer = cluster.client()
                .genericKubernetesResources(GIT_REPOSITORY)
                .inAnyNamespace()
                .inform(new ResourceEventHandler<>() {
                    @Override
                    public void onAdd(GenericKubernetesResource added) {
                        events.add("added " + added.getMetadata().getName());
                    }

                    @Override
                    public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource after) {
                        events.add("updated " + after.getMetadata().getName());
                    }

                    @Override
                    public void onDelete(GenericKubernetesResource deleted, boolean unknown) {
                        events.add("deleted " + deleted.getMetadata().getName());
                    }
                });
        await().until(() -> informer.isWatching() && cluster.openWatches() == 1);
        return informer;
    }

    private void create(String name) {
        assertThat(api.post(GIT_REPOSITORIES, gitRepository(name, "", "")).status())
                .isEqualTo(201);
    }

    @Test
    void anInformerSeesEveryChangeOnceAndInOrder() {
        create("early");
        inform();
        create("fleet");
        api.mergePatch(FLEET, "{\"spec\":{\"interval\":\"5m\"}}");
        api.mergePatch(FLEET + "/status", "{\"status\":{\"a\":1}}");
        api.send("DELETE", FLEET, "", "");

        await().untilAsserted(() -> assertThat(events)
                .containsExactly("added early", "added fleet", "updated fleet", "updated fleet", "deleted fleet"));
    }

    @Test
    void anInformerCatchesUpAfterItsConnectionWasCut() {
        create("fleet");
        SharedIndexInformer<GenericKubernetesResource> informer = inform();
        cluster.faults().dropWatches();
        api.send("DELETE", FLEET, "", "");
        create("late");

        await().untilAsserted(() -> assertThat(informer.getStore().list())
                .extracting(resource -> resource.getMetadata().getName())
                .containsExactly("late"));
        assertThat(events).containsExactly("added fleet", "deleted fleet", "added late");
    }

    @Test
    void anInformerListsAgainWhenTheHistoryItNeedsIsGone() {
        create("fleet");
        SharedIndexInformer<GenericKubernetesResource> informer = inform();
        int lists = cluster.requests().count("GET", "/apis/source.toolkit.fluxcd.io/v1/gitrepositories");
        cluster.faults().goDown(Faults.Outage.UNAVAILABLE);
        cluster.faults().compactHistory();
        cluster.faults().comeBack();
        create("late");
        cluster.faults().compactHistory();
        cluster.faults().dropWatches();

        await().untilAsserted(() -> assertThat(informer.getStore().list()).hasSize(2));
        await().untilAsserted(() -> assertThat(
                        cluster.requests().count("GET", "/apis/source.toolkit.fluxcd.io/v1/gitrepositories"))
                .isGreaterThan(lists));
    }

    @Test
    void aWatchOnOneNameHearsOnlyOfThat() {
        cluster.client()
                .genericKubernetesResources(GIT_REPOSITORY)
                .inNamespace("flux-system")
                .withName("fleet")
                .inform(new ResourceEventHandler<>() {
                    @Override
                    public void onAdd(GenericKubernetesResource added) {
                        events.add("added " + added.getMetadata().getName());
                    }

                    @Override
                    public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource after) {}

                    @Override
                    public void onDelete(GenericKubernetesResource deleted, boolean unknown) {}
                });
        await().until(() -> cluster.openWatches() == 1);
        create("other");
        create("fleet");

        await().untilAsserted(() -> assertThat(events).containsExactly("added fleet"));
    }

    private List<String> stream(String query) throws IOException {
        HttpResponse<String> response =
                api.exchange("GET", GIT_REPOSITORIES + "?watch=1&timeoutSeconds=1" + query, "", "");
        assertThat(response.statusCode()).isEqualTo(200);
        ObjectMapper mapper = new ObjectMapper();
        List<String> lines = new CopyOnWriteArrayList<>();
        for (String line : response.body().lines().toList()) {
            lines.add(mapper.readTree(line).path("type").asText() + " "
                    + mapper.readTree(line).at("/object/metadata/name").asText());
        }
        return lines;
    }

    @Test
    void aPlainHttpWatchStreamsLinesFromTheVersionAskedFor() throws IOException {
        create("one");
        String version =
                api.get(GIT_REPOSITORIES).body().at("/metadata/resourceVersion").asText();
        create("two");

        assertThat(stream("")).containsExactly("ADDED one", "ADDED two");
        assertThat(stream("&resourceVersion=" + version)).containsExactly("ADDED two");
    }

    @Test
    void anObjectThatLeavesTheSelectionIsDeletedForTheWatch() throws IOException {
        api.post(GIT_REPOSITORIES, gitRepository("fleet", ",\"labels\":{\"a\":\"b\"}", ""));
        String version =
                api.get(GIT_REPOSITORIES).body().at("/metadata/resourceVersion").asText();
        api.mergePatch(FLEET, "{\"metadata\":{\"labels\":null}}");
        api.mergePatch(FLEET, "{\"metadata\":{\"labels\":{\"a\":\"b\"}}}");

        assertThat(stream("&labelSelector=a&resourceVersion=" + version))
                .containsExactly("DELETED fleet", "ADDED fleet");
    }

    @Test
    void aVersionWhoseHistoryIsGoneIsAnErrorEvent() throws IOException {
        create("fleet");
        cluster.faults().compactHistory();

        HttpResponse<String> response = api.exchange("GET", GIT_REPOSITORIES + "?watch=1&resourceVersion=1", "", "");

        assertThat(response.body()).contains("\"type\":\"ERROR\"", "\"code\":410", "too old resource version");
    }

    @Test
    void anEndedWatchIsForgotten() throws IOException {
        stream("");

        await().until(() -> cluster.openWatches() == 0);
    }
}
