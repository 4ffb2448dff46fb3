package dev.wigwag.sandbox.flagger;

import static dev.wigwag.sandbox.github.Person.ANA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wigwag.sandbox.cluster.SandboxCluster;
import dev.wigwag.sandbox.flux.FluxEvent;
import dev.wigwag.sandbox.flux.Forges;
import dev.wigwag.sandbox.flux.KustomizeControllerStandIn;
import dev.wigwag.sandbox.flux.KustomizeSettings;
import dev.wigwag.sandbox.flux.SourceControllerStandIn;
import dev.wigwag.sandbox.flux.TutorialCanary;
import dev.wigwag.sandbox.flux.TutorialCluster;
import dev.wigwag.sandbox.flux.TutorialRepository;
import dev.wigwag.sandbox.github.GitForge;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The tutorial's podinfo with Flux and Flagger at work on it, each by itself. */
class TutorialRunTest {

    private static final Named PODINFO = new Named("test", "podinfo");
    private static final String DONE = "Promotion completed! Scaling down podinfo.test";

    private final Clock clock = Clock.systemUTC();
    private final SandboxCluster cluster = SandboxCluster.start(clock);
    private final GitForge forge = TutorialRepository.create(clock);
    private final HookServer hooks = new HookServer();
    private final List<FluxEvent> events = new CopyOnWriteArrayList<>();
    private final FlaggerObjects objects = new FlaggerObjects(cluster.administrator(), "test");
    private SourceControllerStandIn sources;
    private KustomizeControllerStandIn kustomize;
    private FlaggerStandIn flagger;

    @BeforeEach
    void start() {
        TutorialCluster.seed(cluster, forge, clock);
        Forges forges = new Forges();
        forges.register(forge);
        sources = new SourceControllerStandIn(cluster, forges, clock, events::add);
        kustomize = new KustomizeControllerStandIn(cluster, forges, clock, KustomizeSettings.AT_ONCE, events::add);
        ClusterDns dns = new ClusterDns();
        dns.serve("flagger-loadtester.test", hooks.address());
        hooks.answer("/gate/rollback", 403, "Forbidden");
        flagger = new FlaggerStandIn(
                cluster,
                dns,
                () -> Optional.of("http://flagger-loadtester.test/events"),
                FlaggerSettings.USUAL.faster(100),
                clock);
        flagger.initialize();
        kustomize.start();
        sources.start();
        flagger.start();
    }

    @AfterEach
    void stop() {
        flagger.close();
        sources.close();
        kustomize.close();
        hooks.close();
        cluster.close();
        forge.close();
    }

    /** Commits and has Flux fetch it; answers the revision. */
    private String push(String path, String content) {
        String sha = forge.commit("main", Map.of(path, content), "Change " + path, ANA)
                .after();
        cluster.administrator()
                .genericKubernetesResources(new ResourceDefinitionContext.Builder()
                        .withGroup("source.toolkit.fluxcd.io")
                        .withVersion("v1")
                        .withKind("GitRepository")
                        .withPlural("gitrepositories")
                        .withNamespaced(true)
                        .build())
                .inNamespace("flux-system")
                .withName("gitops")
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\":{\"annotations\":{\"reconcile.fluxcd.io/requestedAt\":\"" + sha + "\"}}}");
        return "main@sha1:" + sha;
    }

    private List<String> told() {
        return flagger.told().stream().map(Told::message).toList();
    }

    private void awaitTold(String message) {
        await().atMost(Duration.ofSeconds(120)).until(() -> told().contains(message));
    }

    private List<String> changed(String revision) {
        return events.stream()
                .filter(event -> event.object().equals("Kustomization/flux-system/podinfo"))
                .filter(event -> revision.equals(event.metadata().get("revision")))
                .map(FluxEvent::message)
                .filter(message -> message.contains("configured") || message.contains("created"))
                .toList();
    }

    @Test
    void podinfoClimbsToPromotionAndAnUnrelatedPushDoesNotDisturbIt() {
        String revision = push(TutorialRepository.PODINFO, TutorialRepository.podinfo("6.7.1"));
        awaitTold("Advance podinfo.test canary weight 10");
        String unrelated = push(TutorialRepository.FLAGGER, TutorialRepository.flagger("1.44.1"));
        awaitTold(DONE);

        assertThat(changed(revision)).containsExactly("Deployment/test/podinfo configured");
        await().untilAsserted(() -> assertThat(events.stream()
                        .filter(event -> event.object().equals("Kustomization/flux-system/podinfo"))
                        .map(event -> event.metadata().get("revision")))
                .contains(unrelated));
        assertThat(changed(unrelated)).isEmpty();
        assertThat(told()).noneMatch(message -> message.contains("Restarting analysis"));
        assertThat(told().stream().filter(message -> message.startsWith("Advance")))
                .hasSize(19)
                .startsWith("Advance podinfo.test canary weight 5")
                .endsWith("Advance podinfo.test canary weight 95");
        assertThat(image("podinfo-primary")).endsWith(":6.7.1");
        JsonNode canary = objects.get(FlaggerKind.Canary, PODINFO).orElseThrow();
        assertThat(canary.at("/metadata/labels/kustomize.toolkit.fluxcd.io~1name")
                        .asText())
                .isEqualTo("podinfo");
        assertThat(canary.at("/status/phase").asText()).isEqualTo("Succeeded");
        assertThat(objects.get(FlaggerKind.Deployment, PODINFO)
                        .orElseThrow()
                        .at("/spec/replicas")
                        .asInt(1))
                .as("Flux leaves the replicas to Flagger")
                .isZero();
    }

    @Test
    void aStrategyComesWithACommitAndGoesWithTheNext() {
        push(TutorialRepository.PODINFO_CANARY, TutorialCanary.BLUE_GREEN.manifest());
        await().atMost(Duration.ofSeconds(30)).until(() -> analysis().has("iterations"));
        assertThat(analysis().has("stepWeight")).isFalse();

        push(TutorialRepository.PODINFO_CANARY, TutorialCanary.WEIGHT.manifest());
        await().atMost(Duration.ofSeconds(30)).until(() -> analysis().has("stepWeight"));

        assertThat(analysis().has("iterations")).isFalse();
        assertThat(told()).as("no run is started by the Canary's own spec").noneMatch(each -> each.startsWith("New"));
    }

    @Test
    void aCommitToTheConfigStartsARun() {
        String revision = push(TutorialRepository.PODINFO_CONFIG, TutorialRepository.podinfoConfig("second"));

        awaitTold("New revision detected! Scaling up podinfo.test");

        assertThat(changed(revision)).containsExactly("ConfigMap/test/podinfo-config configured");
        assertThat(flagger.canaries())
                .singleElement()
                .satisfies(state -> assertThat(state.steps()).isEqualTo(19));
    }

    private JsonNode analysis() {
        return objects.get(FlaggerKind.Canary, PODINFO).orElseThrow().at("/spec/analysis");
    }

    private String image(String deployment) {
        return objects.get(FlaggerKind.Deployment, new Named("test", deployment))
                .orElseThrow()
                .at("/spec/template/spec/containers/0/image")
                .asText();
    }
}
