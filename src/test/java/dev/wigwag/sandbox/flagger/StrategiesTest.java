package dev.wigwag.sandbox.flagger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The other strategies and providers (flagger.md §2.4, §7.3). */
class StrategiesTest {

    private static final String ANALYSIS = "Starting canary analysis for podinfo.test";
    private static final String COPY = "Copying podinfo.test template spec to podinfo-primary.test";
    private static final String TO_PRIMARY = "Routing all traffic to primary";
    private static final String DONE = "Promotion completed! Scaling down podinfo.test";
    private static final String PROMOTE =
            ", \"webhooks\": [{\"name\": \"promote\", \"type\": \"confirm-promotion\", \"url\": \"http://hooks.test/promote\"}]";

    private final FlaggerWorld world = new FlaggerWorld();

    @AfterEach
    void stop() {
        world.close();
    }

    private static String iteration(int number, int of) {
        return "Advance podinfo.test canary iteration %d/%d".formatted(number, of);
    }

    @Test
    void anAbTestCountsIterationsAndKeepsTheStatusWeightAtZero() {
        world.initialized("\"iterations\": 2, \"match\": [{\"headers\": [{\"name\": \"x\", \"value\": \"y\"}]}]");
        world.deploy("6.7.1");

        assertThat(world.tickUntil(ANALYSIS)).containsExactly(ANALYSIS, iteration(1, 2));
        assertThat(world.routed()).isEqualTo(100);
        assertThat(world.tick()).containsExactly(iteration(2, 2));
        assertThat(world.state()).isEqualTo("Progressing 0/2/0");
        assertThat(world.tick()).containsExactly(COPY);
        assertThat(world.tickUntil(TO_PRIMARY)).containsExactly(TO_PRIMARY);
        assertThat(world.tick()).containsExactly(DONE);
    }

    @Test
    void blueGreenRoutesEverythingToTheCanaryAndAsksTheGateTwice() {
        world.initialized("\"iterations\": 2" + PROMOTE);
        world.deploy("6.7.1");

        assertThat(world.tickUntil(ANALYSIS)).containsExactly(ANALYSIS, iteration(1, 2));
        assertThat(world.routed()).isZero();
        assertThat(world.tick()).containsExactly(iteration(2, 2));
        assertThat(world.tick())
                .containsExactly("Confirm-promotion check promote passed", "Routing all traffic to canary");
        assertThat(world.state()).isEqualTo("Progressing 0/3/0");
        assertThat(world.routed()).isEqualTo(100);
        assertThat(world.tick()).containsExactly("Confirm-promotion check promote passed", COPY);
        world.tickUntil(DONE);
        assertThat(world.hooks.calls("/promote")).hasSize(2);
    }

    @Test
    void aClosedGateOfBlueGreenIsAskedEverySecondTick() {
        world.initialized("\"iterations\": 2" + PROMOTE);
        world.hooks.answer("/promote", 403, "");
        world.deploy("6.7.1");
        world.tickUntil(iteration(2, 2));

        assertThat(world.tick())
                .containsExactly("Halt podinfo.test advancement waiting for promotion approval promote");
        assertThat(world.state()).isEqualTo("WaitingPromotion 0/1/0");
        assertThat(world.tick()).containsExactly(iteration(2, 2));
        assertThat(world.last().phase()).isEqualTo("WaitingPromotion");
        assertThat(world.tick()).isEmpty();
        assertThat(world.hooks.calls("/promote")).hasSize(2);
    }

    @Test
    void withoutAMeshThereIsNoRouteAndNoWordOfRouting() {
        world.initialized("kubernetes", "\"iterations\": 1");
        world.deploy("6.7.1");

        assertThat(world.tickUntil(ANALYSIS)).containsExactly(ANALYSIS, iteration(1, 1));
        assertThat(world.tick()).isEmpty();
        assertThat(world.tick()).containsExactly(COPY);
        world.tickUntil(DONE);

        assertThat(world.flagger.told()).extracting(Told::message).noneMatch(text -> text.startsWith("Routing"));
        assertThat(world.objects.get(FlaggerKind.HTTPRoute, new Named("test", "podinfo")))
                .isEmpty();
    }

    @Test
    void linkerdItselfIsSplitByATrafficSplit() {
        world.initialized("linkerd", "\"stepWeight\": 20, \"maxWeight\": 50");
        world.deploy("6.7.1");
        world.tickUntil("Advance podinfo.test canary weight 40");

        JsonNode split = world.objects
                .get(FlaggerKind.TrafficSplit, new Named("test", "podinfo"))
                .orElseThrow();

        assertThat(split.at("/spec/backends").toString())
                .isEqualTo(
                        "[{\"service\":\"podinfo-canary\",\"weight\":\"40\"},{\"service\":\"podinfo-primary\",\"weight\":\"60\"}]");
        assertThat(world.tick()).containsExactly("Advance podinfo.test canary weight 60");
        assertThat(world.tick()).containsExactly(COPY);
    }

    @Test
    void listedWeightsAreTakenAndTrafficGoesBackInSteps() {
        world.initialized("\"stepWeights\": [1, 10, 50], \"stepWeightPromotion\": 20");
        world.deploy("6.7.1");

        world.tickUntil("Advance podinfo.test canary weight 1");
        assertThat(world.tick()).containsExactly("Advance podinfo.test canary weight 10");
        assertThat(world.tick()).containsExactly("Advance podinfo.test canary weight 50");
        assertThat(world.tick()).containsExactly(COPY);
        world.tickUntil("Advance podinfo.test primary weight 70");
        assertThat(world.state()).isEqualTo("Promoting 30/0/0");
        assertThat(world.tick()).containsExactly("Advance podinfo.test primary weight 90");
        assertThat(world.tick()).containsExactly("Advance podinfo.test primary weight 100");
        assertThat(world.state()).isEqualTo("Finalising 0/0/0");
        assertThat(world.tick()).containsExactly(DONE);
    }

    @Test
    void aMirrorThatTheMeshDoesNotHaveKeepsTheRunAtItsFirstStep() {
        world.initialized("\"stepWeight\": 50, \"mirror\": true");
        world.deploy("6.7.1");

        world.tickUntil("Advance podinfo.test canary weight 0");

        assertThat(world.tick()).containsExactly(ANALYSIS, "Advance podinfo.test canary weight 0");
        assertThat(world.routed()).isZero();
    }

    @Test
    void skippedAnalysisGoesFromProgressingToSucceeded() {
        world.initialized("\"stepWeight\": 50");
        world.patchCanary("{\"spec\": {\"skipAnalysis\": true}}");
        world.deploy("6.7.1");
        String end = "Promotion completed! Canary analysis was skipped for podinfo.test";

        assertThat(world.tick()).containsExactly("New revision detected! Scaling up podinfo.test");
        assertThat(world.tickUntil(end)).containsExactly(COPY, end);

        assertThat(world.state()).isEqualTo("Succeeded 0/0/0");
        assertThat(world.status().path("lastPromotedSpec"))
                .isEqualTo(world.status().path("lastAppliedSpec"));
    }

    @Test
    void aProviderTheSandboxLacksIsSaidSo() {
        world.deploy("6.7.0");
        world.canary("nginx", "\"stepWeight\": 50");

        List<String> third = List.of();
        for (int ticks = 0; ticks < 3; ticks++) {
            third = world.tick();
        }

        assertThat(third).last().asString().contains("does not know provider nginx");
    }
}
