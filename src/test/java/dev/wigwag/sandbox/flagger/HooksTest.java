package dev.wigwag.sandbox.flagger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When each kind of hook is called, with which phase, and what its answer does (flagger.md §1.3). */
class HooksTest {

    private static final String STEPS = "\"stepWeight\": 50, \"maxWeight\": 50";
    private static final String START = "New revision detected! Scaling up podinfo.test";

    private final FlaggerWorld world = new FlaggerWorld();

    @AfterEach
    void stop() {
        world.close();
    }

    private void hook(String... types) {
        StringBuilder hooks = new StringBuilder();
        for (String type : types) {
            hooks.append(hooks.isEmpty() ? "" : ",")
                    .append("{\"name\": \"%1$s\", \"type\": \"%1$s\", \"url\": \"http://hooks.test/%1$s\"}"
                            .formatted(type));
        }
        world.initialized(STEPS + ", \"webhooks\": [" + hooks + "]");
    }

    private List<String> phases(String path) {
        return world.hooks.calls(path).stream()
                .map(call -> call.json().path("phase").asText())
                .toList();
    }

    @Test
    void theStartGateIsAskedUntilItOpensAndToldOnce() {
        hook("confirm-rollout");
        world.hooks.answer("/confirm-rollout", 403, "no");
        world.deploy("6.7.1");
        String old = world.flagger.told().get(world.flagger.told().size() - 1).checksum();

        assertThat(world.tick()).containsExactly("Halt podinfo.test advancement waiting for approval confirm-rollout");
        assertThat(world.last().phase()).as("the phase before the wait").isEqualTo("Initialized");
        assertThat(world.state()).isEqualTo("Waiting 0/0/0");
        assertThat(world.tick()).isEmpty();
        world.hooks.answer("/confirm-rollout", 202, "");
        assertThat(world.tick()).containsExactly("Confirm-rollout check confirm-rollout passed", START);

        assertThat(phases("/confirm-rollout")).containsExactly("Initialized", "Waiting", "Waiting");
        assertThat(world.hooks.calls("/confirm-rollout"))
                .extracting(call -> call.json().path("checksum").asText())
                .as("that of the revision before")
                .containsOnly(world.last().checksum())
                .doesNotContain(old);
        assertThat(world.state()).isEqualTo("Progressing 0/0/0");
        world.tickUntil("Promotion completed! Scaling down podinfo.test");
        assertThat(phases("/confirm-rollout")).as("never again in the run").hasSize(3);
    }

    @Test
    void afterAFailureTheStartGateIsToldTheNewChecksum() {
        hook("confirm-rollout", "rollback");
        world.deploy("6.7.1");
        world.tickUntil("Canary failed! Scaling down podinfo.test");
        String failed = world.last().checksum();

        world.deploy("6.7.2");

        assertThat(world.tick()).contains(START);
        assertThat(world.last().checksum()).isNotEqualTo(failed);
        String news = world.last().checksum();
        world.hooks.answer("/rollback", 403, "");
        world.tickUntil("Starting canary analysis for podinfo.test");
        assertThat(world.last().checksum()).isEqualTo(news);
    }

    @Test
    void theChecksumOfTheFirstMessageIsThatOfTheRevisionBefore() {
        hook();
        world.deploy("6.7.1");

        world.tick();
        String first = world.last().checksum();
        world.tick();

        assertThat(world.last().checksum()).isNotEqualTo(first);
    }

    @Test
    void preRolloutIsRepeatedUntilTheFirstStepIsMadeAndCounts() {
        hook("pre-rollout", "confirm-traffic-increase");
        world.hooks.answer("/pre-rollout", 500, "lost");
        world.deploy("6.7.1");
        world.tickUntil("Starting canary analysis for podinfo.test");

        assertThat(world.last().message())
                .isEqualTo("Halt podinfo.test advancement pre-rollout check pre-rollout failed "
                        + "POST http://hooks.test/pre-rollout giving up after 1 attempt(s)");
        assertThat(world.state()).isEqualTo("Progressing 0/0/1");
        world.hooks.answer("/pre-rollout", 200, "");
        world.hooks.answer("/confirm-traffic-increase", 403, "");
        String held = "Halt podinfo.test advancement waiting for traffic increase approval confirm-traffic-increase";
        for (int ticks = 0; ticks < 2; ticks++) {
            assertThat(world.tick())
                    .containsExactly(
                            "Starting canary analysis for podinfo.test", "Pre-rollout check pre-rollout passed", held);
            assertThat(world.state()).as("held, not counted").isEqualTo("Progressing 0/0/1");
        }
        assertThat(phases("/pre-rollout")).containsOnly("Progressing").hasSize(3);
    }

    @Test
    void theTrafficGateIsAskedOnceMoreThanThereAreSteps() {
        hook("confirm-traffic-increase");
        world.deploy("6.7.1");

        world.tickUntil("Promotion completed! Scaling down podinfo.test");

        assertThat(phases("/confirm-traffic-increase")).containsExactly("Progressing", "Progressing");
    }

    @Test
    void aRolloutHookIsCalledAtEveryTickAfterTheFirstStepAndCounts() {
        hook("rollout", "confirm-promotion");
        world.hooks.answer("/confirm-promotion", 403, "");
        world.deploy("6.7.1");
        world.tickUntil("Advance podinfo.test canary weight 50");
        assertThat(world.hooks.calls("/rollout")).isEmpty();

        world.tick();
        world.tick();
        assertThat(world.hooks.calls("/rollout")).as("also in WaitingPromotion").hasSize(2);
        world.hooks.answer("/rollout", 404, "line one\nline two");
        assertThat(world.tick())
                .containsExactly("Halt podinfo.test advancement external check rollout failed line one\nline two");
        assertThat(world.state()).isEqualTo("WaitingPromotion 0/-1/1");
        assertThat(world.hooks.calls("/confirm-promotion"))
                .as("a failed check skips the gate")
                .hasSize(2);
    }

    @Test
    void aRollbackHookThatSucceedsRollsBackAndOneThatFailsIsTold() {
        hook("rollback");
        world.hooks.answer("/rollback", 403, "");
        world.deploy("6.7.1");
        world.tick();
        world.tick();
        assertThat(world.hooks.calls("/rollback")).as("not while pods start").isEmpty();
        assertThat(world.tick()).startsWith("Rollback hook rollback not signaling a rollback");

        world.hooks.answer("/rollback", 200, "");

        assertThat(world.tick())
                .containsExactly(
                        "Rollback check rollback passed",
                        "Rolling back podinfo.test manual webhook invoked",
                        "Canary failed! Scaling down podinfo.test");
        assertThat(world.routed()).isZero();
        assertThat(phases("/rollback")).containsExactly("Progressing", "Progressing");
    }

    @Test
    void aFailingPostRolloutHookKeepsTheLaterOnesFromBeingCalled() {
        world.initialized(STEPS + """
                , "webhooks": [{"name": "a", "type": "post-rollout", "url": "http://hooks.test/a"},
                {"name": "b", "type": "post-rollout", "url": "http://hooks.test/b"}]""");
        world.hooks.answer("/a", 204, "");
        world.deploy("6.7.1");

        assertThat(world.tickUntil("Promotion completed! Scaling down podinfo.test"))
                .first()
                .isEqualTo("Post-rollout hook a failed ");

        assertThat(phases("/a")).containsExactly("Succeeded");
        assertThat(phases("/b")).isEmpty();
        assertThat(world.state()).isEqualTo("Succeeded 0/0/0");
    }

    @Test
    void aSuspendedCanaryIsFrozenAndSaysSo() {
        hook();
        world.deploy("6.7.1");
        world.tickUntil("Advance podinfo.test canary weight 50");
        world.patchCanary("{\"spec\": {\"suspend\": true}}");

        assertThat(world.tick()).containsExactly("skipping canary run as object is suspended");
        assertThat(world.state()).isEqualTo("Progressing 50/0/0");
        assertThat(world.routed()).isEqualTo(50);
    }
}
