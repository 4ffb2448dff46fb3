package dev.wigwag.flux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wigwag.TestSettings;
import dev.wigwag.engine.HintQueue;
import dev.wigwag.engine.WigwagConfig;
import dev.wigwag.kube.KindWatches;
import dev.wigwag.kube.TestCluster;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchedArtifactsTest {
    private final TestCluster cluster = new TestCluster();
    private final WigwagConfig config = TestSettings.of(WigwagConfig.class, Map.of("wigwag.watch", "true"));
    private final KindWatches watches = new KindWatches(cluster.client(), cluster.served(), config);
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final HintQueue hints = new HintQueue(null, config, metrics);
    private final WatchedArtifacts artifacts = new WatchedArtifacts(watches, hints);

    @AfterEach
    void stop() {
        watches.stop();
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"OCIRepository", "Bucket"})
    void aNewArtifactIsNewsAndFirstSightIsNot(String kind) {
        create(kind, "app");
        begin(kind);
        assertThat(waiting()).isZero();

        object(kind, "app").editStatus(object -> {
            object.setAdditionalProperty("status", Map.of("artifact", Map.of("revision", "sha256:" + "a".repeat(64))));
            return object;
        });

        await().until(() -> waiting() == 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"OCIRepository", "Bucket"})
    void aFailureAndADeletionAreNews(String kind) {
        create(kind, "app");
        create(kind, "gone");
        begin(kind);

        object(kind, "app").editStatus(object -> {
            object.setAdditionalProperty(
                    "status",
                    Map.of("conditions", List.of(Map.of("type", "Ready", "status", "False", "reason", "Failed"))));
            return object;
        });
        await().until(() -> waiting() == 1);
        object(kind, "gone").delete();

        await().until(() -> waiting() == 2);
    }

    private void begin(String kind) {
        watches.start();
        await().until(() -> cluster.sandbox().openWatches() == 2);
        await().until(() -> artifacts.size() >= count(kind));
    }

    private long count(String kind) {
        return cluster.sandbox()
                .administrator()
                .genericKubernetesResources("source.toolkit.fluxcd.io/v1", kind)
                .inAnyNamespace()
                .list()
                .getItems()
                .size();
    }

    private double waiting() {
        return metrics.get("wigwag.hints.queue").gauge().value();
    }

    private void create(String kind, String name) {
        cluster.create("""
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: %s
                metadata: {name: %s, namespace: team-a}
                spec: {interval: 1m}
                """.formatted(kind, name));
    }

    private Resource<GenericKubernetesResource> object(String kind, String name) {
        return cluster.sandbox()
                .administrator()
                .genericKubernetesResources("source.toolkit.fluxcd.io/v1", kind)
                .inNamespace("team-a")
                .withName(name);
    }
}
