package dev.wigwag.sandbox.flagger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The sequences of the reference (flagger.md §2.4) for the weight strategy, tick by tick. */
class WeightRunTest {

    private static final String STEPS = "\"stepWeight\": 10, \"maxWeight\": 50";
    private static final String HOOKS = """
            , "webhooks": [
              {"name": "smoke", "type": "pre-rollout", "url": "http://hooks.test/smoke"},
              {"name": "promote", "type": "confirm-promotion", "url": "http://hooks.test/promote"},
              {"name": "after", "type": "post-rollout", "url": "http://hooks.test/after"}]""";
    private static final String FIRST = "New revision detected! Scaling up podinfo.test";
    private static final String STARTING =
            "canary deployment podinfo.test not ready: waiting for rollout to finish: 0 of 1 (readyThreshold 100%) updated replicas are available";
    private static final String ANALYSIS = "Starting canary analysis for podinfo.test";
    private static final String COPY = "Copying podinfo.test template spec to podinfo-primary.test";
    private static final String PRIMARY_STARTING =
            "podinfo-primary.test not ready: waiting for rollout to finish: 1 old replicas are pending termination";

    private final FlaggerWorld world = new FlaggerWorld();

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void theFirstDeploymentIsInitialisedWithoutARun() {
        world.deploy("6.7.0");
        world.canary("gatewayapi:v1", STEPS);
        String available = "all the metrics providers are available!";

        List<String> first = world.tick();
        assertThat(first).hasSize(2).first().isEqualTo(available);
        assertThat(first.get(1)).startsWith("podinfo-primary.test not ready: ");
        assertThat(world.state()).isEqualTo("Initializing 0/0/0");
        assertThat(world.tick()).first().isEqualTo(available);
        assertThat(world.tick()).containsExactly(available, "Initialization done! podinfo.test");

        assertThat(world.state()).isEqualTo("Initialized 0/0/0");
        assertThat(world.status().path("lastPromotedSpec"))
                .isEqualTo(world.status().path("lastAppliedSpec"));
        assertThat(world.status().path("lastAppliedSpec").asText()).matches("^[4-9bcdf]{1,10}$");
        assertThat(world.deployment("podinfo").at("/spec/replicas").asInt(1)).isZero();
        assertThat(world.routed()).isZero();
        assertThat(world.last().phase()).isEqualTo("Initialized");
        assertThat(world.tick()).isEmpty();
    }

    @Test
    void aRunWithAClosedPromotionGateGoesAsTheReferenceSays() {
        world.initialized(STEPS + HOOKS);
        world.hooks.answer("/promote", 403, "not yet");
        world.deploy("6.7.1");

        assertThat(world.tick()).containsExactly(FIRST);
        assertThat(world.state()).isEqualTo("Progressing 0/0/0");
        assertThat(world.tick()).containsExactly(STARTING);
        assertThat(world.tick())
                .containsExactly(ANALYSIS, "Pre-rollout check smoke passed", "Advance podinfo.test canary weight 10");
        for (int weight = 20; weight <= 50; weight += 10) {
            assertThat(world.tick()).containsExactly("Advance podinfo.test canary weight " + weight);
            assertThat(world.state()).isEqualTo("Progressing " + weight + "/0/0");
            assertThat(world.routed()).isEqualTo(weight);
        }
        assertThat(world.tick())
                .containsExactly("Halt podinfo.test advancement waiting for promotion approval promote");
        assertThat(world.state()).isEqualTo("WaitingPromotion 0/-1/0");
        assertThat(world.routed()).as("routed while the status says 0").isEqualTo(50);
        assertThat(world.last().phase()).isEqualTo("Progressing");
        String written = world.status().path("lastTransitionTime").asText();
        assertThat(world.tick()).as("the wait is told once").isEmpty();
        assertThat(world.status().path("lastTransitionTime").asText())
                .as("and written every time")
                .isNotEqualTo(written);

        world.hooks.answer("/promote", 200, "");
        assertThat(world.tick()).containsExactly("Confirm-promotion check promote passed", COPY);
        assertThat(world.state()).isEqualTo("Promoting 0/-1/0");
        assertThat(world.tick()).containsExactly(PRIMARY_STARTING);
        assertThat(world.tick()).containsExactly("Routing all traffic to primary");
        assertThat(world.state()).isEqualTo("Finalising 0/0/0");
        assertThat(world.routed()).isZero();
        assertThat(world.tick())
                .containsExactly("Post-rollout check after passed", "Promotion completed! Scaling down podinfo.test");
        assertThat(world.state()).isEqualTo("Succeeded 0/0/0");
        assertThat(world.last().phase()).isEqualTo("Succeeded");
        assertThat(world.status().path("lastPromotedSpec"))
                .isEqualTo(world.status().path("lastAppliedSpec"));
        assertThat(world.deployment("podinfo").at("/spec/replicas").asInt(1)).isZero();
        assertThat(world.deployment("podinfo-primary")
                        .at("/spec/template/spec/containers/0/image")
                        .asText())
                .isEqualTo("podinfo:6.7.1");
        assertThat(world.tick()).isEmpty();
    }

    @Test
    void withoutAGatePromotingKeepsTheWeight() {
        world.initialized(STEPS);
        world.deploy("6.7.1");

        world.tickUntil(COPY);

        assertThat(world.state()).isEqualTo("Promoting 50/0/0");
    }

    @Test
    void aMetricBelowItsRangeIsCountedAndRolledBackOneTickAfterTheThreshold() {
        world.initialized(STEPS + HOOKS + """
                , "metrics": [{"name": "success-rate", "thresholdRange": {"min": 99}}]""");
        world.deploy("6.7.1");
        world.tickUntil("Advance podinfo.test canary weight 20");
        world.flagger.measurements().set("success-rate", 97.321);
        String halt = "Halt podinfo.test advancement success-rate 97.32 < 99";

        assertThat(world.tick()).containsExactly(halt);
        assertThat(world.state()).isEqualTo("Progressing 20/0/1");
        assertThat(world.tick()).containsExactly(halt);
        assertThat(world.state()).isEqualTo("Progressing 20/0/2");
        assertThat(world.routed()).isEqualTo(20);
        assertThat(world.tick())
                .containsExactly(
                        "Rolling back podinfo.test failed checks threshold reached 2",
                        "Canary failed! Scaling down podinfo.test",
                        "Post-rollout check after passed");

        assertThat(world.state()).isEqualTo("Failed 0/0/0");
        assertThat(world.routed()).isZero();
        assertThat(world.last().phase())
                .as("the phase goes back after Failed was told")
                .isEqualTo("Progressing");
    }

    @Test
    void failedChecksAreKeptThroughSuccess() {
        world.initialized(STEPS + ", \"metrics\": [{\"name\": \"m\", \"thresholdRange\": {\"max\": 1}}]");
        world.deploy("6.7.1");
        world.tickUntil("Advance podinfo.test canary weight 20");
        world.flagger.measurements().set("m", 2);
        assertThat(world.tick()).containsExactly("Halt podinfo.test advancement m 2.00 > 1");
        world.flagger.measurements().clear();

        world.tickUntil("Promotion completed! Scaling down podinfo.test");

        assertThat(world.state()).isEqualTo("Succeeded 0/0/1");
        world.deploy("6.7.2");
        world.tick();
        assertThat(world.state()).isEqualTo("Progressing 0/0/0");
    }

    @Test
    void aFailedCanaryIsWrittenAtEveryTickWithoutAWord() {
        failed();
        String before = world.status().path("lastTransitionTime").asText();
        JsonNode condition = world.status().at("/conditions/0");

        assertThat(world.tick()).isEmpty();

        assertThat(world.status().path("lastTransitionTime").asText()).isNotEqualTo(before);
        assertThat(world.status().at("/conditions/0")).isEqualTo(condition);
    }

    @Test
    void aRevertAfterAFailureLeavesItFailedWithEqualHashes() {
        failed();

        world.deploy("6.7.0");

        assertThat(world.tick()).isEmpty();
        assertThat(world.state()).isEqualTo("Failed 0/0/0");
        assertThat(world.status().path("lastAppliedSpec"))
                .isEqualTo(world.status().path("lastPromotedSpec"));
    }

    @Test
    void aNewCommitInARunRestartsIt() {
        world.initialized(STEPS);
        world.deploy("6.7.1");
        world.tickUntil("Advance podinfo.test canary weight 30");
        String superseded = world.status().path("lastAppliedSpec").asText();
        JsonNode condition = world.status().at("/conditions/0");
        String checksum = world.last().checksum();

        world.deploy("6.7.2");

        assertThat(world.tick()).containsExactly("New revision detected! Restarting analysis for podinfo.test");
        assertThat(world.last().checksum()).as("of the superseded one").isEqualTo(checksum);
        assertThat(world.state()).isEqualTo("Progressing 0/0/0");
        assertThat(world.routed()).isZero();
        assertThat(world.status().path("lastAppliedSpec").asText()).isNotEqualTo(superseded);
        assertThat(world.status().at("/conditions/0")).isEqualTo(condition);
        assertThat(world.deployment("podinfo").at("/spec/replicas").asInt()).isEqualTo(1);
        world.tickUntil("Advance podinfo.test canary weight 10");
        assertThat(world.last().checksum()).isNotEqualTo(checksum);
    }

    @Test
    void aReturnToThePromotedTemplateDuringTheRunIsNoChange() {
        world.initialized(STEPS);
        world.deploy("6.7.1");
        world.tickUntil("Advance podinfo.test canary weight 30");

        world.deploy("6.7.0");

        assertThat(world.tick()).noneMatch(message -> message.startsWith("New revision detected!"));
    }

    private void failed() {
        world.initialized(STEPS + ", \"metrics\": [{\"name\": \"m\", \"thresholdRange\": {\"max\": 1}}]");
        world.deploy("6.7.1");
        world.tickUntil("Advance podinfo.test canary weight 10");
        world.flagger.measurements().set("m", 2);
        world.tickUntil("Canary failed! Scaling down podinfo.test");
        world.flagger.measurements().clear();
    }
}
