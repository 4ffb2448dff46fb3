package dev.wigwag.flagger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wigwag.engine.ClusterException;
import dev.wigwag.engine.Decision;
import dev.wigwag.engine.GateAnswer;
import dev.wigwag.engine.GateAnswer.Kind;
import dev.wigwag.pitfalls.FlaggerFleet;
import dev.wigwag.rollout.Gate;
import dev.wigwag.rollout.StagePhase;
import dev.wigwag.sandbox.cluster.Faults;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Flagger is answered, by what people decided on which run. */
class AnswerGateTest {
    private final GatedFleet world = new GatedFleet();
    private final FlaggerFleet fleet = world.fleet;

    @AfterEach
    void stop() {
        world.close();
    }

    @ParameterizedTest
    @EnumSource
    void withoutADecisionEveryGateIsHeld(Gate gate) {
        fleet.running(10);

        assertThat(world.answer(gate)).isEqualTo(Kind.HELD);
    }

    @Test
    void theFirstHoldTurnsTheStageToWaitingAndLaterOnesWriteNothing() {
        fleet.running(10);

        GateAnswer first = world.ask(Gate.promotion);

        assertThat(first.why()).isEqualTo("Not approved yet: a person has to approve the promotion of this run.");
        assertThat(fleet.stage('b').phase()).isEqualTo(StagePhase.Waiting);
        assertThat(fleet.stage('b').message()).isEqualTo("waits for approval to promote");
        String written = world.version('b');
        fleet.later();
        assertThat(world.ask(Gate.promotion).looks()).isFalse();
        assertThat(world.version('b')).isEqualTo(written);
    }

    @Test
    void oneApprovalOfTrafficIsGoodForEveryStepAndTheStageGoesOn() {
        fleet.running(10);
        world.ask(Gate.traffic);
        assertThat(fleet.stage('b').message()).isEqualTo("waits for approval of more traffic");

        assertThat(world.decide(Optional.empty(), Optional.empty())).isInstanceOf(Decision.Taken.class);

        assertThat(world.answer(Gate.traffic)).isEqualTo(Kind.OPEN);
        assertThat(fleet.stage('b').phase()).isEqualTo(StagePhase.Progressing);
        fleet.later().status("canaryWeight", 20);
        assertThat(world.answer(Gate.traffic)).isEqualTo(Kind.OPEN);
    }

    @Test
    void anApprovalIsWrittenAsUsedBeforeItIsSaidAndHoldsToTheEndOfTheRun() {
        fleet.running(50).later().phase("WaitingPromotion").status("canaryWeight", 0);
        world.ask(Gate.promotion);
        world.approve(Gate.promotion);

        assertThat(world.answer(Gate.promotion)).isEqualTo(Kind.OPEN);
        assertThat(fleet.rollout('b').status().approvals())
                .singleElement()
                .satisfies(approval -> assertThat(approval.used()).isEqualTo(fleet.clock.instant()));
        String written = world.version('b');

        // Blue/green asks again a look later, and may take long.
        fleet.later(Duration.ofHours(5));
        assertThat(world.answer(Gate.promotion)).isEqualTo(Kind.OPEN);
        assertThat(world.version('b')).isEqualTo(written);
    }

    @Test
    void anApprovalThatFlaggerDidNotComeForInTimeHasLapsed() {
        fleet.running(50);
        world.approve(Gate.promotion);
        fleet.later(Duration.ofHours(4));

        GateAnswer answer = world.ask(Gate.promotion);

        assertThat(answer.kind()).isEqualTo(Kind.HELD);
        assertThat(answer.why()).contains("lapsed", "approve the promotion of this run again");
        assertThat(world.approve(Gate.promotion)).isInstanceOf(Decision.Taken.class);
        assertThat(world.answer(Gate.promotion)).isEqualTo(Kind.OPEN);
    }

    @Test
    void anApprovalOpensNoOtherGate() {
        fleet.running(50);
        world.approve(Gate.promotion);

        assertThat(List.of(Gate.rollout, Gate.traffic, Gate.rollback))
                .allSatisfy(gate -> assertThat(world.answer(gate)).isEqualTo(Kind.HELD));
    }

    @Test
    void aRestartVoidsAnApprovalThoughTheLedgerHasNotHeardOfIt() {
        fleet.running(50);
        world.approve(Gate.promotion);
        fleet.holds("6.9.0").later().status("lastAppliedSpec", "v3");

        GateAnswer first = fleet.process.ask(Gate.promotion, "another");

        assertThat(first.kind()).isEqualTo(Kind.UNKNOWN_RUN);
        assertThat(first.looks()).isTrue();
        assertThat(fleet.process.ask(Gate.promotion, "another").kind()).isEqualTo(Kind.HELD);
    }

    @Test
    void aStandingOrderToRollBackDoesNotEndTheNextRun() {
        fleet.running(10);
        world.approve(Gate.rollback);
        assertThat(world.answer(Gate.rollback)).isEqualTo(Kind.OPEN);
        fleet.later().phase("Failed").status("canaryWeight", 0);

        fleet.brought('c', "6.9.0").later().status("lastAppliedSpec", "v3").phase("Progressing");

        assertThat(fleet.process.ask(Gate.rollback, "c").kind()).isEqualTo(Kind.UNKNOWN_RUN);
        assertThat(fleet.process.ask(Gate.rollback, "c").kind()).isEqualTo(Kind.HELD);
    }

    @Test
    void anUnusedOrderToRollBackIsNoOrderAboutTheNextRun() {
        fleet.running(10);
        world.approve(Gate.rollback);
        fleet.holds("6.9.0").later().status("lastAppliedSpec", "v3");

        assertThat(fleet.process.ask(Gate.rollback, "c").kind()).isEqualTo(Kind.UNKNOWN_RUN);
        assertThat(fleet.process.ask(Gate.rollback, "c").kind()).isEqualTo(Kind.HELD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"59c4d7f8b6", ""})
    void whoAsksWithAnotherChecksumThanTheRunsIsHeld(String checksum) {
        fleet.running(50);
        world.approve(Gate.promotion);

        assertThat(fleet.process
                        .ask(Gate.promotion, checksum.isEmpty() ? null : checksum)
                        .kind())
                .isEqualTo(Kind.HELD);
        assertThat(fleet.rollout('b').status().approvals().get(0).used()).isNull();
        // Whoever asks next says again whose run is open.
        world.ask(Gate.promotion);
        assertThat(world.answer(Gate.promotion)).isEqualTo(Kind.OPEN);
    }

    @Test
    void aChecksumThatWasTakenForTheRunsHoldsItNoLongerThanItsNextQuestion() {
        fleet.running(50);
        fleet.process.ask(Gate.rollback, "59c4d7f8b6");
        assertThat(fleet.run('b').checksum()).isEqualTo("59c4d7f8b6");

        fleet.later();
        assertThat(world.answer(Gate.rollback)).isEqualTo(Kind.HELD);

        assertThat(fleet.run('b').checksum()).isEqualTo(FlaggerFleet.NEW);
        world.approve(Gate.promotion);
        assertThat(world.answer(Gate.promotion)).isEqualTo(Kind.OPEN);
    }

    @Test
    void theChecksumIsBoundAtTheFirstQuestionOfTheRun() {
        fleet.brought('b', "6.8.0").later().status("lastAppliedSpec", "v2").phase("Progressing");
        world.ask(Gate.rollback);
        assertThat(fleet.run('b').checksum()).isNull();

        fleet.later();
        world.ask(Gate.rollback);

        assertThat(fleet.run('b').checksum()).isEqualTo(FlaggerFleet.NEW);
        assertThat(world.ask(Gate.rollback).looks()).isFalse();
    }

    @Test
    void theStartIsHeldUntilItIsApprovedAndTheRunThatBeginsIsTheOneApproved() {
        world.waiting();
        assertThat(fleet.stage('b').message()).isEqualTo("waits for approval to start");
        assertThat(world.answer(Gate.rollout)).isEqualTo(Kind.HELD);

        assertThat(world.decide(Optional.empty(), Optional.empty())).isInstanceOf(Decision.Taken.class);

        assertThat(fleet.process.ask(Gate.rollout, FlaggerFleet.OLD).kind()).isEqualTo(Kind.OPEN);
    }

    @Test
    void aChangeWhileTheStartWaitsHasToBeApprovedAgain() {
        world.waiting();
        world.approve(Gate.rollout);
        fleet.holds("6.9.0");

        assertThat(world.answer(Gate.rollout)).isEqualTo(Kind.UNKNOWN_RUN);
        assertThat(world.answer(Gate.rollout)).isEqualTo(Kind.HELD);
        assertThat(world.approve(Gate.rollout)).isInstanceOf(Decision.Taken.class);
        assertThat(world.answer(Gate.rollout)).isEqualTo(Kind.OPEN);
    }

    @Test
    void whatWasDecidedWhileTheStartWaitedHoldsForWhatWaitedThen() {
        world.waiting();
        world.approve(Gate.rollback);
        world.started("v2");

        assertThat(world.answer(Gate.rollback)).isEqualTo(Kind.OPEN);
    }

    @Test
    void whatWasDecidedWhileTheStartWaitedDoesNotHoldForWhatStartedInItsPlace() {
        world.waiting();
        world.approve(Gate.rollback);
        fleet.holds("6.9.0");
        world.started("v3");

        assertThat(world.answer(Gate.rollback)).isNotEqualTo(Kind.OPEN);
        assertThat(world.answer(Gate.rollback)).isNotEqualTo(Kind.OPEN);
    }

    @Test
    void aFirstQuestionComesBeforeTheRunHasAPlace() {
        fleet.brought('b', "6.8.0").later();

        GateAnswer answer = world.ask(Gate.rollout);

        assertThat(answer.kind()).isEqualTo(Kind.HELD);
        assertThat(answer.why()).contains("approve the start");
        assertThat(answer.looks()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Promoting", "Finalising", "Succeeded", "Failed", "Initialized", "Terminating"})
    void inAPhaseInWhichFlaggerDoesNotAskNothingIsOpen(String phase) {
        fleet.running(50);
        world.approve(Gate.promotion);
        world.approve(Gate.rollback);
        fleet.later().phase(phase);

        assertThat(List.of(Gate.values()))
                .allSatisfy(gate -> assertThat(world.answer(gate)).isNotEqualTo(Kind.OPEN));
    }

    @Test
    void aCanaryThatIsNotThereIsHeld() {
        fleet.cluster()
                .sandbox()
                .administrator()
                .genericKubernetesResources("flagger.app/v1beta1", "Canary")
                .inNamespace("test")
                .withName("podinfo")
                .delete();

        assertThat(world.answer(Gate.rollback)).isEqualTo(Kind.UNKNOWN_RUN);
    }

    @Test
    void aCanaryThatDoesNotAskHereIsHeldAndNobodyCanDecide() {
        try (GatedFleet silent = new GatedFleet("webhooks: []")) {
            silent.fleet.running(50);

            assertThat(silent.ask(Gate.promotion).why()).contains("no confirm-promotion webhook");
            assertThat(silent.approve(Gate.promotion)).isInstanceOf(Decision.NotNow.class);
        }
    }

    @Test
    void whereAWebhookOfAnotherTypeAsksAtTheSameAddressAnApprovalCouldRollBackAndIsNotTaken() {
        String mixed = "webhooks: [" + GatedFleet.hook("promote", "confirm-promotion", "promotion") + ", "
                + GatedFleet.hook("stop", "rollback", "promotion") + "]";
        try (GatedFleet mistaken = new GatedFleet(mixed)) {
            mistaken.fleet.running(50);

            assertThat(mistaken.approve(Gate.promotion))
                    .isInstanceOfSatisfying(
                            Decision.NotNow.class,
                            why -> assertThat(why.why()).contains("none of another type", "/flagger/gates/promotion"));
            assertThat(mistaken.answer(Gate.promotion)).isEqualTo(Kind.HELD);
        }
    }

    @Test
    void withTheStoreDownThereIsNoAnswer() {
        fleet.running(50);
        world.approve(Gate.promotion);
        fleet.cluster().sandbox().faults().goDown(Faults.Outage.UNAVAILABLE);

        assertThatThrownBy(() -> world.ask(Gate.promotion)).isInstanceOf(ClusterException.class);
    }

    @Test
    void whatCannotBeWrittenAsUsedIsNotSaid() {
        fleet.running(50);
        world.approve(Gate.promotion);
        fleet.cluster().sandbox().faults().answer(50, "PUT", ".*/rollouts/.*/status", 503);

        assertThatThrownBy(() -> world.ask(Gate.promotion)).isInstanceOf(ClusterException.class);

        fleet.cluster().sandbox().faults().clear();
        assertThat(world.answer(Gate.promotion)).isEqualTo(Kind.OPEN);
    }

    @Test
    void whoeverWritesInBetweenIsReadAnewAndNothingOfItIsLost() {
        fleet.running(50);
        world.approve(Gate.promotion);
        fleet.cluster().sandbox().faults().answer(2, "PUT", ".*/rollouts/.*/status", 409);

        assertThat(world.answer(Gate.promotion)).isEqualTo(Kind.OPEN);
        assertThat(fleet.rollout('b').status().approvals()).hasSize(1);
    }

    @Test
    void anAnswerNamesNobody() {
        fleet.running(50);
        world.approve(Gate.promotion);

        assertThat(Map.of(
                        "open",
                        world.ask(Gate.promotion).why(),
                        "held",
                        world.ask(Gate.traffic).why()))
                .allSatisfy((kind, why) -> assertThat(why)
                        .doesNotContain("U024BE7LH", "looks good")
                        .hasSizeLessThan(200));
    }
}
