package dev.wigwag.sandbox.flagger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.sandbox.flux.EventTrouble;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Events as a receiver gets them (flagger.md §1.1, §1.4). */
class EventWebhookTest {

    private static final String STEPS = "\"stepWeight\": 50, \"maxWeight\": 50";

    private final FlaggerWorld world = new FlaggerWorld();

    @AfterEach
    void stop() {
        world.close();
    }

    private List<String> received(String path) {
        return world.hooks.calls(path).stream()
                .map(call -> call.json().at("/metadata/eventMessage").asText())
                .toList();
    }

    @Test
    void anEventHasFiveFieldsInGosOrder() {
        world.initialized(STEPS);
        world.deploy("6.7.1");
        world.tick();

        HookServer.Call call = world.hooks.calls("/global").get(0);

        assertThat(call.body())
                .matches(
                        "\\{\"name\":\"podinfo\",\"namespace\":\"test\",\"phase\":\"Progressing\",\"checksum\":\"[4-9bcdf]{1,10}\","
                                + "\"metadata\":\\{\"eventMessage\":\"New revision detected! Scaling up podinfo\\.test\",\"eventType\":\"Normal\","
                                + "\"timestamp\":\"" + world.clock.instant().toEpochMilli() + "\"}}");
        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.headers())
                .containsEntry("Content-type", "application/json")
                .containsEntry("User-agent", "Go-http-client/1.1")
                .containsEntry("Accept-encoding", "gzip")
                .containsEntry("Authorization", "Basic ZmxhZ2dlcjpzM2NyZXQ=");
    }

    /** What the cluster said when each message arrived: the status, then the routed weight. */
    private Map<String, String> seenWhileTold() {
        Map<String, String> seen = new ConcurrentHashMap<>();
        world.hooks.observe(call -> {
            if (call.path().equals("/global")) {
                seen.put(call.json().at("/metadata/eventMessage").asText(), world.state() + " " + world.routed());
            }
        });
        return seen;
    }

    @Test
    void someMessagesComeBeforeTheStatusTheyAnnounceAndSomeAfterIt() {
        world.initialized(STEPS + """
                , "webhooks": [{"name": "promote", "type": "confirm-promotion", "url": "http://hooks.test/promote"}]""");
        world.hooks.answer("/promote", 403, "");
        Map<String, String> seen = seenWhileTold();
        world.deploy("6.7.1");
        world.tickUntil("Halt podinfo.test advancement waiting for promotion approval promote");
        world.hooks.answer("/promote", 200, "");
        world.tickUntil("Promotion completed! Scaling down podinfo.test");

        assertThat(seen)
                .containsEntry("New revision detected! Scaling up podinfo.test", "Initialized 0/0/0 0")
                .containsEntry("Advance podinfo.test canary weight 50", "Progressing 50/0/0 50")
                .containsEntry(
                        "Halt podinfo.test advancement waiting for promotion approval promote",
                        "WaitingPromotion 0/-1/0 50")
                .containsEntry("Confirm-promotion check promote passed", "WaitingPromotion 0/-1/0 50")
                .containsEntry(
                        "Copying podinfo.test template spec to podinfo-primary.test", "WaitingPromotion 0/-1/0 50")
                .containsEntry("Routing all traffic to primary", "Promoting 0/-1/0 50")
                .containsEntry("Promotion completed! Scaling down podinfo.test", "Succeeded 0/0/0 0");
    }

    @Test
    void theEndOfAFailureIsToldBeforeItIsWrittenButAfterTheRoute() {
        world.initialized(STEPS + ", \"metrics\": [{\"name\": \"m\", \"thresholdRange\": {\"max\": 1}}]");
        world.deploy("6.7.1");
        world.tickUntil("Advance podinfo.test canary weight 50");
        world.flagger.measurements().set("m", 2);
        Map<String, String> seen = seenWhileTold();
        world.tickUntil("Canary failed! Scaling down podinfo.test");

        assertThat(seen)
                .containsEntry("Rolling back podinfo.test failed checks threshold reached 2", "Progressing 50/0/2 50")
                .containsEntry("Canary failed! Scaling down podinfo.test", "Progressing 50/0/2 0");
    }

    @Test
    void aRestartIsToldBeforeTheRouteAndTheStatus() {
        world.initialized(STEPS);
        world.deploy("6.7.1");
        world.tickUntil("Advance podinfo.test canary weight 50");
        Map<String, String> seen = seenWhileTold();
        world.deploy("6.7.2");
        world.tick();

        assertThat(seen)
                .containsEntry("New revision detected! Restarting analysis for podinfo.test", "Progressing 50/0/0 50");
        assertThat(world.state()).isEqualTo("Progressing 0/0/0");
    }

    @Test
    void aHookOnTheCanarySilencesTheGlobalOneAndCannotOverwriteTheReservedKeys() {
        world.initialized(STEPS + """
                , "webhooks": [
                {"name": "x", "type": "event", "url": "http://hooks.test/x", "metadata": {"cluster": "a<b", "eventType": "mine"}},
                {"name": "y", "type": "event", "url": "http://hooks.test/y"}]""");
        world.hooks.answer("/x", 500, "");
        world.deploy("6.7.1");

        world.tickUntil("Advance podinfo.test canary weight 50");

        assertThat(world.hooks.calls("/global")).isEmpty();
        assertThat(received("/y")).isEqualTo(received("/x")).hasSize(4);
        assertThat(world.hooks.calls("/x").get(0).body())
                .contains("\"metadata\":{\"cluster\":\"a\\u003cb\",\"eventMessage\"")
                .contains("\"eventType\":\"Normal\"");
    }

    @Test
    void metadataIsAbsentWhereTheSpecHasNone() {
        HookPayload payload = new HookPayload(new Named("test", "podinfo"), CanaryPhase.Failed, "4b", Map.of());

        assertThat(new String(payload.body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"name\":\"podinfo\",\"namespace\":\"test\",\"phase\":\"Failed\",\"checksum\":\"4b\"}");
    }

    @Test
    void aLostEventIsNeverRepeated() {
        world.initialized(STEPS);
        world.flagger.trouble().share(EventTrouble.Kind.DROP, 1);
        world.deploy("6.7.1");
        world.tick();
        world.flagger.trouble().share(EventTrouble.Kind.DROP, 0);
        world.tick();

        assertThat(received("/global")).hasSize(1).first().asString().startsWith("canary deployment");
    }

    @Test
    void aDoubledEventHasTheSameBodyTwice() {
        world.initialized(STEPS);
        world.flagger.trouble().share(EventTrouble.Kind.DOUBLE, 1);
        world.deploy("6.7.1");
        world.tick();

        assertThat(world.hooks.calls("/global")).hasSize(2);
        assertThat(world.hooks.calls("/global").get(0).body())
                .isEqualTo(world.hooks.calls("/global").get(1).body());
    }

    @Test
    void anOvertakenEventComesAfterTheNextOne() {
        world.initialized(STEPS);
        world.deploy("6.7.1");
        world.tick();
        world.tick();
        world.hooks.forget();
        world.flagger.trouble().share(EventTrouble.Kind.REORDER, 1);
        world.tick();

        assertThat(received("/global"))
                .containsExactly("Advance podinfo.test canary weight 50", "Starting canary analysis for podinfo.test");
    }

    @Test
    void aDelayedEventComesLaterWithItsOwnTime() {
        world.initialized(STEPS);
        world.deploy("6.7.1");
        world.flagger.trouble().share(EventTrouble.Kind.DELAY, 1);
        world.tick();
        assertThat(received("/global")).isEmpty();
        String then = Long.toString(world.clock.instant().toEpochMilli());
        world.flagger.trouble().share(EventTrouble.Kind.DELAY, 0);

        world.tick();

        assertThat(received("/global")).first().isEqualTo("New revision detected! Scaling up podinfo.test");
        assertThat(world.hooks
                        .calls("/global")
                        .get(0)
                        .json()
                        .at("/metadata/timestamp")
                        .asText())
                .isEqualTo(then);
    }
}
