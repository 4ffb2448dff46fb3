package dev.wigwag.sandbox.flagger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Workloads: the primary that is made, pods that do not get ready, configs that change. */
class PodsAndConfigsTest {

    private static final String STEPS = "\"stepWeight\": 50, \"maxWeight\": 50";
    private static final String AFTER =
            ", \"webhooks\": [{\"name\": \"after\", \"type\": \"post-rollout\", \"url\": \"http://hooks.test/after\"}]";
    private static final String START = "New revision detected! Scaling up podinfo.test";

    private final FlaggerWorld world = new FlaggerWorld();

    @AfterEach
    void stop() {
        world.close();
    }

    private List<JsonNode> pods(String app) {
        return List.copyOf(world.objects.list(FlaggerKind.Pod, "test", Map.of("app", app)));
    }

    private void config(String value) {
        Named name = new Named("test", "config");
        if (world.objects.get(FlaggerKind.ConfigMap, name).isEmpty()) {
            world.objects.create(
                    FlaggerKind.ConfigMap, name, FlaggerWorld.json("{\"data\": {\"a\": \"" + value + "\"}}"));
        } else {
            world.objects.patch(
                    FlaggerKind.ConfigMap, name, FlaggerWorld.json("{\"data\": {\"a\": \"" + value + "\"}}"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CRASH_LOOP,/status/containerStatuses/0/state/waiting/reason,CrashLoopBackOff",
        "IMAGE_PULL,/status/containerStatuses/0/state/waiting/reason,ImagePullBackOff",
        "UNSCHEDULABLE,/status/conditions/0/reason,Unschedulable",
        "PROBE,/status/conditions/1/reason,ContainersNotReady"
    })
    void podsThatNeverGetReadyShowWhyAndAreRolledBackAfterTheDeadline(
            PodTrouble trouble, String pointer, String reason) {
        world.initialized(STEPS);
        world.flagger.troublePods("test", "podinfo", trouble);
        world.deploy("6.7.1");
        String waiting = "canary deployment podinfo.test not ready: waiting for rollout to finish: 0 of 1";

        assertThat(world.tick()).containsExactly(START);
        assertThat(world.tick()).hasSize(1).first().asString().startsWith(waiting);
        assertThat(world.tick()).hasSize(1).first().asString().startsWith(waiting);
        assertThat(pods("podinfo")).hasSize(1);
        assertThat(pods("podinfo").get(0).at(pointer).asText()).isEqualTo(reason);
        assertThat(world.tick())
                .containsExactly(
                        "canary deployment podinfo.test not ready: deployment \"podinfo\" exceeded its progress deadline",
                        "Canary failed! Scaling down podinfo.test");
        assertThat(world.state()).isEqualTo("Failed 0/0/0");
        world.tick();
        assertThat(pods("podinfo")).isEmpty();
    }

    @Test
    void aPrimaryThatDoesNotComeUpLeavesAllTrafficOnTheCanary() {
        world.initialized(STEPS + AFTER);
        world.flagger.troublePods("test", "podinfo-primary", PodTrouble.CRASH_LOOP);
        world.deploy("6.7.1");
        world.tickUntil("Copying podinfo.test template spec to podinfo-primary.test");
        String stuck = "deployment \"podinfo-primary\" exceeded its progress deadline";

        List<String> end = world.tickUntil("podinfo-primary.test not ready: " + stuck);

        assertThat(end)
                .containsExactly(
                        "podinfo-primary.test not ready: " + stuck,
                        "Promotion of podinfo.test failed, primary not ready: " + stuck,
                        "Post-rollout check after passed");
        assertThat(world.state()).isEqualTo("Failed 100/0/0");
        assertThat(world.routed()).isEqualTo(100);
        assertThat(world.last().phase()).isEqualTo("Promoting");
        assertThat(world.flagger.told())
                .extracting(Told::phase)
                .as("no event says Failed")
                .doesNotContain("Failed");
        assertThat(world.deployment("podinfo").at("/spec/replicas").asInt()).isEqualTo(1);
    }

    @Test
    void thePrimaryIsACopyWithoutWhatIsFluxs() {
        world.initialized(STEPS);

        JsonNode primary = world.deployment("podinfo-primary");

        assertThat(primary.at("/metadata/labels").toString()).isEqualTo("{\"app\":\"podinfo-primary\"}");
        assertThat(primary.at("/metadata/annotations").toString()).isEqualTo("{\"team\":\"a\"}");
        assertThat(primary.at("/metadata/ownerReferences/0/kind").asText()).isEqualTo("Canary");
        assertThat(primary.at("/spec/selector/matchLabels/app").asText()).isEqualTo("podinfo-primary");
        assertThat(primary.at("/spec/template/metadata/annotations/flagger-id").asText())
                .hasSize(36);
        assertThat(primary.at("/spec/replicas").asInt()).isEqualTo(1);
        assertThat(List.of("podinfo", "podinfo-primary", "podinfo-canary"))
                .allSatisfy(name -> assertThat(world.objects.get(FlaggerKind.Service, new Named("test", name)))
                        .isPresent());
    }

    @Test
    void aChangedConfigMapStartsARunAndIsCopiedForThePrimaryAtTheEnd() {
        config("first");
        world.initialized(STEPS);
        Named copy = new Named("test", "config-primary");
        assertThat(world.deployment("podinfo-primary")
                        .at("/spec/template/spec/containers/0/envFrom/0/configMapRef/name")
                        .asText())
                .isEqualTo("config-primary");
        String before = world.status().path("lastAppliedSpec").asText();
        JsonNode tracked = world.status().path("trackedConfigs");

        config("second");

        assertThat(world.tick()).containsExactly(START);
        assertThat(world.status().path("lastAppliedSpec").asText()).isEqualTo(before);
        assertThat(world.status().path("trackedConfigs")).isNotEqualTo(tracked);
        assertThat(world.status().at("/trackedConfigs/configmap~1config").asText())
                .matches("[0-9a-f]{16}");
        assertThat(world.objects
                        .get(FlaggerKind.ConfigMap, copy)
                        .orElseThrow()
                        .at("/data/a")
                        .asText())
                .isEqualTo("first");
        world.tickUntil("Promotion completed! Scaling down podinfo.test");
        assertThat(world.objects
                        .get(FlaggerKind.ConfigMap, copy)
                        .orElseThrow()
                        .at("/data/a")
                        .asText())
                .isEqualTo("second");
    }

    @Test
    void aReturnToAnOlderConfigStartsARunAgainWithTheChecksumOfBefore() {
        config("first");
        world.initialized(STEPS);
        config("second");
        world.tickUntil("Advance podinfo.test canary weight 50");
        String second = world.last().checksum();
        world.tickUntil("Promotion completed! Scaling down podinfo.test");
        config("first");
        world.tickUntil("Promotion completed! Scaling down podinfo.test");
        config("second");

        world.tickUntil("Advance podinfo.test canary weight 50");

        assertThat(world.last().checksum()).isEqualTo(second);
    }

    @Test
    void aMissingTargetIsToldAndNothingElseHappens() {
        world.canary("gatewayapi:v1", STEPS);

        assertThat(world.tick())
                .containsExactly("deployment podinfo.test get query error: deployments.apps \"podinfo\" not found");
        assertThat(world.state()).isEqualTo("Initializing 0/0/0");
    }
}
