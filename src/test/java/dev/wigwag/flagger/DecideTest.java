package dev.wigwag.flagger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.engine.Decision;
import dev.wigwag.engine.Effect;
import dev.wigwag.engine.Order;
import dev.wigwag.pitfalls.FlaggerFleet;
import dev.wigwag.rollout.Approval;
import dev.wigwag.rollout.Gate;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.OpenRun;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of what people want, and where it is told. */
class DecideTest {
    private final GatedFleet world = new GatedFleet();
    private final FlaggerFleet fleet = world.fleet;

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void aDecisionStandsInTheLedgerWithWhoWhenWhyAndForHowLong() {
        fleet.running(50);

        world.approve(Gate.promotion);

        Approval stored = fleet.rollout('b').status().approvals().get(0);
        assertThat(stored)
                .isEqualTo(new Approval(
                        Gate.promotion,
                        "test/podinfo",
                        fleet.run('b').run(),
                        Approval.Decision.approve,
                        "slack:U024BE7LH",
                        fleet.clock.instant(),
                        "looks good",
                        fleet.clock.instant().plusSeconds(4 * 3600),
                        null,
                        FlaggerFleet.NEW,
                        null));
    }

    @Test
    void aDecisionBeforeTheRunHasBegunIsBoundToTheTemplateAndToNoChecksum() {
        world.waiting();

        world.approve(Gate.rollout);

        Approval stored = fleet.rollout('b').status().approvals().get(0);
        assertThat(stored.template())
                .isNotBlank()
                .isEqualTo(fleet.run('b').marks().template());
        assertThat(stored.checksum()).isNull();
    }

    @ParameterizedTest
    @EnumSource(names = {"traffic", "promotion", "rollback"})
    void ofTwoPeopleOnTwoProcessesExactlyOneDecides(Gate gate) throws Exception {
        fleet.running(50);
        FlaggerProcess other = new FlaggerProcess(fleet.cluster(), fleet.clock);
        CyclicBarrier start = new CyclicBarrier(2);
        ExecutorService people = Executors.newFixedThreadPool(2);
        try {
            List<Future<Decision>> both =
                    people.invokeAll(List.of(deciding(start, fleet.process, gate), deciding(start, other, gate)));

            assertThat(List.of(both.get(0).get(), both.get(1).get()))
                    .hasAtLeastOneElementOfType(Decision.Taken.class)
                    .hasAtLeastOneElementOfType(Decision.AlreadyDecided.class);
            assertThat(fleet.rollout('b').status().approvals()).hasSize(1);
        } finally {
            people.shutdownNow();
        }
    }

    private static Callable<Decision> deciding(CyclicBarrier start, FlaggerProcess process, Gate gate) {
        return () -> {
            start.await();
            return process.decide(GatedFleet.order(Optional.empty(), Optional.of(gate)), run -> Optional.empty());
        };
    }

    @Test
    void whoWasFirstIsToldToTheSecond() {
        fleet.running(50);
        world.approve(Gate.promotion);

        assertThat(world.approve(Gate.promotion))
                .isInstanceOfSatisfying(
                        Decision.AlreadyDecided.class,
                        again -> assertThat(again.before().by()).isEqualTo("slack:U024BE7LH"));
    }

    @Test
    void aDecisionOnARunThatWasRestartedMeanwhileIsStale() {
        fleet.running(50);
        String seen = fleet.run('b').run();
        fleet.holds("6.9.0").later().status("lastAppliedSpec", "v3");

        assertThat(world.decide(Optional.of(seen), Optional.of(Gate.promotion))).isInstanceOf(Decision.Stale.class);
        assertThat(fleet.rollout('b').status().approvals()).isEmpty();
    }

    @Test
    void aDecisionOnARunThatHasEndedIsStaleAndOneOnNoneInParticularSaysSo() {
        fleet.running(50);
        String seen = fleet.run('b').run();
        fleet.later().phase("Failed");

        assertThat(world.decide(Optional.of(seen), Optional.of(Gate.rollback))).isInstanceOf(Decision.Stale.class);
        assertThat(world.approve(Gate.rollback))
                .isInstanceOfSatisfying(
                        Decision.NotNow.class, now -> assertThat(now.why()).contains("No run of test/podinfo is open"));
    }

    @Test
    void aPersonIsFasterThanTheLedger() {
        fleet.brought('b', "6.8.0").later().status("lastAppliedSpec", "v2").phase("Progressing");

        assertThat(world.approve(Gate.promotion)).isInstanceOf(Decision.Taken.class);
    }

    @Test
    void whatWaitsIsWhatWaitsNowThoughTheLedgerStillTellsOfTheStart() {
        world.waiting();
        world.approve(Gate.rollout);
        world.started("v2");

        assertThat(fleet.stage('b').message()).isEqualTo("waits for approval to start");
        assertThat(world.decide(Optional.empty(), Optional.empty())).isInstanceOf(Decision.NotNow.class);
    }

    @Test
    void whereNothingWaitsThereIsNothingToApprove() {
        fleet.running(10);

        assertThat(world.decide(Optional.empty(), Optional.empty()))
                .isInstanceOfSatisfying(
                        Decision.NotNow.class, now -> assertThat(now.why()).contains("Nothing of test/podinfo waits"));
    }

    @ParameterizedTest
    @CsvSource({
        "Promoting, rollback, Too late",
        "Finalising, promotion, is being promoted already",
        "Progressing, rollout, has begun already",
        "WaitingPromotion, traffic, all the traffic it gets"
    })
    void whatWouldDoNothingIsNotTaken(String phase, Gate gate, String why) {
        fleet.running(50).later().phase(phase);

        assertThat(world.approve(gate))
                .isInstanceOfSatisfying(
                        Decision.NotNow.class, now -> assertThat(now.why()).contains(why));
    }

    @Test
    void whoMayNotIsToldWhyAndNothingIsWritten() {
        fleet.running(50);

        Decision decision = fleet.process.decide(
                GatedFleet.order(Optional.empty(), Optional.of(Gate.promotion)),
                run -> Optional.of("You are not among the approvers of test."));

        assertThat(decision).isEqualTo(new Decision.Refused("You are not among the approvers of test."));
        assertThat(fleet.rollout('b').status().approvals()).isEmpty();
    }

    @Test
    void aCanaryThatIsNotThereIsUnknown() {
        assertThat(fleet.process.decide(
                        new Order(
                                new ObjectKey("Canary", "test", "nobody"),
                                Optional.empty(),
                                Optional.of(Gate.rollback),
                                "slack:U1",
                                Optional.empty()),
                        run -> Optional.empty()))
                .isEqualTo(new Decision.Unknown());
    }

    @Test
    void whenItTakesEffectIsSaid() {
        world.waiting();
        assertThat(when(world.approve(Gate.rollback), Gate.rollback))
                .isEqualTo("once the run has begun and its pods are ready");
        assertThat(when(world.approve(Gate.rollout), Gate.rollout)).isEqualTo("at Flagger's next look, within 30 s");
        world.started("v2");
        assertThat(when(world.approve(Gate.promotion), Gate.promotion)).contains("within 30 s");
    }

    private static String when(Decision decision, Gate gate) {
        OpenRun run = ((Decision.Taken) decision).run();
        return Effect.when(gate, run);
    }

    @Test
    void aDecisionIsTellableAsOneKubernetesEventOnTheCanary() {
        fleet.running(50);
        Decision.Taken taken = (Decision.Taken) world.approve(Gate.promotion);
        fleet.cluster().decisionNews().taken(taken);

        List<GenericKubernetesResource> events = events();

        assertThat(events).hasSize(1);
        GenericKubernetesResource event = events.get(0);
        assertThat(event.getMetadata().getAnnotations())
                .containsEntry("event.toolkit.fluxcd.io/action", "approve-promotion")
                .containsEntry("event.toolkit.fluxcd.io/username", "slack:U024BE7LH");
        assertThat(event.<String>get("reason")).isEqualTo("Approved");
        assertThat(event.<String>get("message"))
                .isEqualTo("slack:U024BE7LH approved the promotion of run "
                        + taken.approval().run())
                .doesNotContain("looks good");
        assertThat(event.<String>get("involvedObject", "name")).isEqualTo("podinfo");
        assertThat(event.<String>get("involvedObject", "uid"))
                .isEqualTo(taken.run().live().uid());
    }

    @Test
    void aDecisionThatNoEventCanTellStandsAllTheSame() {
        fleet.running(50);
        fleet.cluster().sandbox().faults().answer(50, "POST", ".*/events", 403);

        assertThat(world.approve(Gate.rollback)).isInstanceOf(Decision.Taken.class);

        assertThat(events()).isEmpty();
        assertThat(fleet.rollout('b').status().approvals()).hasSize(1);
    }

    private List<GenericKubernetesResource> events() {
        return fleet.cluster()
                .sandbox()
                .administrator()
                .genericKubernetesResources("v1", "Event")
                .inNamespace("test")
                .list()
                .getItems();
    }
}
