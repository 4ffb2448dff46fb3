package dev.wigwag.rollout;

import static dev.wigwag.rollout.ACanary.at;
import static dev.wigwag.rollout.ACanary.idle;
import static dev.wigwag.rollout.AMember.kustomization;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.rollout.CanaryProgress.Attribution;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which of several rollouts a run belongs to, and that it stays with that one. */
class FoldOfTwoRolloutsRunsTest {
    /** B's artifact is stored a minute after A's. */
    private static final long B_STORED = 60;

    private static final AView A = AView.at('a').with(kustomization("apps").done('a'));
    private static final AView B =
            AView.at('b').storedAt(at(B_STORED)).with(kustomization("apps").done('b'));
    private static final ACanary CHANGED = idle().changed("t2", 2);
    private static final ACanary CANARY_OF_B = idle().changed("t3", 65);
    private static final ACanary RUN = CHANGED.progressing(10);

    private final Rollouts rollouts = Rollouts.of(APush.of('a').over('9'));

    private void look(AView view, ACanary canary, long when, ChangeSet... changes) {
        rollouts.fold(view.live().with(List.of(canary.live()), List.of(), List.of(changes)), at(when));
    }

    private void pushB() {
        rollouts.push(APush.of('b').over('a').at(40)).takeUp();
    }

    private Optional<Stage> canary(char commit) {
        return rollouts.the(commit).status().stages().stream()
                .filter(stage -> stage.canary() != null)
                .findFirst();
    }

    @Test
    void aLaterUnrelatedCommitNeverTakesARunOver() {
        look(A, RUN.step(1), 30);
        pushB();
        look(B, RUN.step(2), 70);
        assertThat(rollouts.phase('a')).isEqualTo(Phase.Progressing);
        assertThat(rollouts.phase('b')).isEqualTo(Phase.Succeeded);
        assertThat(canary('b')).isEmpty();
        assertThat(rollouts.summary('a')).isEqualTo("2/3 ready, podinfo.test canary 20% (step 2 of 5)");
        look(B, RUN.succeeded(300), 301);

        assertThat(rollouts.phase('a')).isEqualTo(Phase.Succeeded);
        assertThat(rollouts.phase('b')).isEqualTo(Phase.Succeeded);
        assertThat(canary('a').orElseThrow().canary().run()).isEqualTo(ACanary.UID + "-1");
    }

    @Test
    void aRunThatFailsAfterALaterCommitCameFailsTheOneThatStartedIt() {
        look(A, RUN.step(1), 30);
        pushB();
        look(B, RUN.step(2), 70);
        look(B, RUN.failed(300), 301);

        assertThat(rollouts.phase('a')).isEqualTo(Phase.Failed);
        assertThat(rollouts.phase('b')).isEqualTo(Phase.Succeeded);
    }

    @Test
    void aChangeThatFlaggerHasNotSeenYetStaysWithItsCommitToo() {
        look(A, CHANGED, 5);
        pushB();
        look(B, CHANGED, 62);
        // A's wait had already run out by then.
        assertThat(rollouts.phase('a')).isEqualTo(Phase.Succeeded);
        look(B, CHANGED.progressing(70), 71);

        assertThat(rollouts.phase('a')).isEqualTo(Phase.Progressing);
        assertThat(rollouts.phase('b')).isEqualTo(Phase.Succeeded);
    }

    @Test
    void aRunOfAnEarlierCommitIsKnownByTheTimeOfTheChangeAlone() {
        look(A, idle(), 1);
        pushB();
        look(B, RUN, 70);

        assertThat(canary('a')).isPresent();
        assertThat(canary('b')).isEmpty();
        assertThat(rollouts.phase('a')).isEqualTo(Phase.Progressing);
    }

    @Test
    void aCommitThatChangesTheTemplateMidRunRestartsItUnderItself() {
        look(A, RUN.step(2), 30);
        pushB();
        ACanary changed = RUN.step(2).changed("t3", 65);
        look(B, changed, 67);
        assertThat(canary('b').orElseThrow().phase()).isEqualTo(StagePhase.Pending);
        assertThat(rollouts.phase('a')).isEqualTo(Phase.Progressing);
        look(B, changed.spec("v3").step(0), 80);

        assertThat(canary('a').orElseThrow().phase()).isEqualTo(StagePhase.Superseded);
        assertThat(canary('a').orElseThrow().message()).isEqualTo("restarted by a later change");
        assertThat(rollouts.phase('a')).isEqualTo(Phase.Superseded);
        assertThat(rollouts.summary('a')).isEqualTo("overtaken by main@bbbbbbb");
        assertThat(canary('b').orElseThrow().canary().run()).isEqualTo(ACanary.UID + "-2");
        assertThat(rollouts.phase('b')).isEqualTo(Phase.Progressing);

        ACanary promoted = changed.spec("v3").step(5).succeeded(300);
        look(B, promoted, 301);
        assertThat(rollouts.phase('b')).isEqualTo(Phase.Succeeded);
        assertThat(rollouts.summary('a')).isEqualTo("live as part of main@bbbbbbb");
    }

    @Test
    void aRestartInWaitingPromotionIsAnotherRun() {
        look(A, RUN.step(5).waitingPromotion(30), 31);
        pushB();
        look(B, RUN.changed("t3", 65).spec("v3").step(1), 90);

        assertThat(canary('b').orElseThrow().canary().run()).isEqualTo(ACanary.UID + "-2");
        assertThat(canary('a').orElseThrow().phase()).isEqualTo(StagePhase.Superseded);
    }

    @Test
    void aRestartByHandBelongsToNobodyAndLeavesAGreenRolloutGreen() {
        look(A, RUN, 11);
        look(A, RUN.succeeded(300), 301);
        Stage own = canary('a').orElseThrow();
        // The template has another annotation, but Flux has not touched it.
        ACanary again = RUN.succeeded(300)
                .changed("t2r", 2)
                .in(FlaggerPhase.Progressing, 1000, 1000)
                .spec("v2r");
        look(A, again, 1001);

        assertThat(rollouts.phase('a')).isEqualTo(Phase.Succeeded);
        assertThat(rollouts.summary('a')).isEqualTo("3/3 ready");
        List<Stage> stages = rollouts.the('a').status().stages().stream()
                .filter(stage -> stage.canary() != null)
                .toList();
        assertThat(stages).hasSize(2).contains(own);
        Stage incidental =
                stages.stream().filter(Stage::isIncidental).findFirst().orElseThrow();
        assertThat(incidental.canary().run()).isEqualTo(ACanary.UID + "-2");
        assertThat(incidental.phase()).isEqualTo(StagePhase.Progressing);

        look(A, again.failed(1300), 1301);
        assertThat(rollouts.phase('a')).isEqualTo(Phase.Succeeded);
        assertThat(rollouts.the('a').status().counts()).doesNotContainKey("Failed");
    }

    @Test
    void aRunLongAfterFluxDidAnythingBelongsToNobodyEvenAtFirstSight() {
        look(A, idle().progressing(5000).configs("c2"), 5001);

        assertThat(canary('a').orElseThrow().canary().attribution()).isEqualTo(Attribution.none);
        assertThat(rollouts.phase('a')).isEqualTo(Phase.Succeeded);
    }

    @Test
    void aGitRevertAfterAFailureIsLiveWithoutARun() {
        look(A, RUN, 11);
        look(A, RUN.failed(40), 41);
        assertThat(rollouts.phase('a')).isEqualTo(Phase.Failed);
        pushB();
        // The target is back at what runs; Flagger's phase stays Failed, and both its hashes are equal.
        ACanary reverted = RUN.failed(40).changed("t1", 65).spec("v1");
        look(B, reverted, 66);
        look(B, reverted, 200);

        assertThat(rollouts.phase('b')).isEqualTo(Phase.Succeeded);
        assertThat(canary('b')).isEmpty();
        assertThat(rollouts.phase('a')).isEqualTo(Phase.Failed);
    }

    @Test
    void anUnrelatedCommitAfterAFailureWaitsForNothing() {
        look(A, RUN, 11);
        look(A, RUN.failed(40), 41);
        pushB();
        look(B, RUN.failed(40), 66);

        assertThat(rollouts.phase('b')).isEqualTo(Phase.Succeeded);
        assertThat(canary('b')).isEmpty();
    }

    @Test
    void whatFailedMayBeTriedAgainByAnotherCommit() {
        look(A, RUN, 11);
        look(A, RUN.failed(40), 41);
        pushB();
        look(B, RUN.failed(40).changed("t3", 65), 66);
        assertThat(canary('b').orElseThrow().phase()).isEqualTo(StagePhase.Pending);
        look(B, RUN.changed("t3", 65).progressing(80), 81);

        assertThat(canary('b').orElseThrow().canary().run()).isEqualTo(ACanary.UID + "-2");
        assertThat(rollouts.phase('a')).isEqualTo(Phase.Failed);
    }

    @Test
    void theSameConfigMayComeBackInALaterRun() {
        look(A, RUN, 11);
        look(A, RUN.succeeded(40), 41);
        pushB();
        look(B, RUN.succeeded(40).changed("t1", 65).progressing(80).spec("v1"), 81);

        assertThat(canary('b').orElseThrow().canary().run()).isEqualTo(ACanary.UID + "-2");
    }

    @Test
    void aChangeDuringPromotionWaitsUntilThatIsOver() {
        look(A, RUN, 11);
        pushB();
        ACanary promoting =
                RUN.step(5).in(FlaggerPhase.Promoting, 50, 10).changed("t3", 65).spec("v2");
        look(B, promoting, 66);
        look(B, promoting, 300);
        assertThat(canary('b').orElseThrow().phase()).isEqualTo(StagePhase.Pending);
        ACanary done = new ACanary(
                FlaggerPhase.Succeeded, 310, 310, "v2", "v2", "c1", 0, 0, 5, false, ACanary.details("t3", "t2", 65));
        look(B, done, 311);
        assertThat(rollouts.phase('a')).isEqualTo(Phase.Succeeded);
        assertThat(canary('b').orElseThrow().phase()).isEqualTo(StagePhase.Pending);
        look(B, done.progressing(340).spec("v3"), 341);

        assertThat(canary('b').orElseThrow().canary().run()).isEqualTo(ACanary.UID + "-2");
    }

    @Test
    void aCanaryMadeAnewCountsItsRunsAnew() {
        look(A, RUN, 11);
        look(A, RUN.succeeded(40), 41);
        pushB();
        LiveCanary other = RUN.succeeded(40).changed("t3", 65).progressing(80).live(ACanary.KEY, "another-uid");
        rollouts.fold(B.live().with(List.of(other), List.of(), List.of()), at(81));

        assertThat(canary('b').orElseThrow().canary().run()).isEqualTo("another-uid-1");
    }

    @Test
    void aCommitThatComesWhileTheStartWaitsTakesTheRunOver() {
        look(A, CHANGED.in(FlaggerPhase.Waiting, 10, 10), 11);
        pushB();
        ACanary waiting = CANARY_OF_B.in(FlaggerPhase.Waiting, 10, 10);
        look(B, waiting, 66);

        assertThat(canary('b').orElseThrow().canary().run()).isEqualTo(ACanary.UID + "-2");
        assertThat(rollouts.phase('b')).isEqualTo(Phase.Waiting);
        assertThat(canary('a').orElseThrow().phase()).isEqualTo(StagePhase.Superseded);
        assertThat(rollouts.phase('a')).isEqualTo(Phase.Superseded);

        look(B, CANARY_OF_B.in(FlaggerPhase.Progressing, 90, 10), 91);
        assertThat(canary('b').orElseThrow().canary().run()).isEqualTo(ACanary.UID + "-2");
        assertThat(rollouts.phase('b')).isEqualTo(Phase.Progressing);
    }

    @Test
    void aCommitThatWasTakenInJustBeforeTheStartOwnsTheRun() {
        look(A, CHANGED.in(FlaggerPhase.Waiting, 10, 10), 11);
        pushB();
        look(B, CANARY_OF_B.in(FlaggerPhase.Progressing, 90, 10), 91);

        assertThat(canary('b').orElseThrow().canary().run()).isEqualTo(ACanary.UID + "-2");
        assertThat(canary('a').orElseThrow().phase()).isEqualTo(StagePhase.Superseded);
    }

    @Test
    void aRestartByHandMidRunStaysWithTheCommitWhoseChangeIsOnItsWay() {
        look(A, RUN.step(2), 30);
        look(A, RUN.step(0).changed("t2r", 2).spec("v2r"), 50);

        assertThat(canary('a').orElseThrow().canary().run()).isEqualTo(ACanary.UID + "-2");
        assertThat(canary('a').orElseThrow().isIncidental()).isFalse();
        assertThat(rollouts.phase('a')).isEqualTo(Phase.Progressing);
    }

    @Test
    void aCommitDuringARunOfNobodysOwnsTheRestart() {
        look(A, idle().progressing(5000).configs("c2"), 5001);
        rollouts.push(APush.of('b').over('a').at(5040)).takeUp();
        AView later =
                AView.at('b').storedAt(at(5060)).with(kustomization("apps").done('b'));
        look(later, idle().changed("t3", 5065).progressing(5000).configs("c2").spec("v3"), 5070);

        assertThat(canary('b').orElseThrow().canary().run()).isEqualTo(ACanary.UID + "-2");
        assertThat(canary('a').orElseThrow().phase()).isEqualTo(StagePhase.Superseded);
        assertThat(rollouts.phase('a')).isEqualTo(Phase.Succeeded);
    }

    @Test
    void aChangeInTheVerySecondThatTheStartIsApprovedBeginsARunOfTheLaterCommit() {
        look(A, CHANGED.in(FlaggerPhase.Waiting, 10, 10), 11);
        pushB();
        look(B, CANARY_OF_B.in(FlaggerPhase.Progressing, 65, 10).spec("v2"), 65);

        assertThat(canary('b').orElseThrow().canary().run()).isEqualTo(ACanary.UID + "-2");
        assertThat(canary('a').orElseThrow().phase()).isEqualTo(StagePhase.Superseded);
    }

    @Test
    void aChangeInTheVerySecondThatARunEndsHasNoPartInIt() {
        look(A, CHANGED.in(FlaggerPhase.Waiting, 10, 10), 11);
        pushB();
        look(B, CHANGED.in(FlaggerPhase.Progressing, 20, 10).succeeded(65).changed("t3", 65), 65);

        assertThat(canary('a').orElseThrow().canary().run()).isEqualTo(ACanary.UID + "-1");
        assertThat(canary('a').orElseThrow().phase()).isEqualTo(StagePhase.Succeeded);
    }

    @Test
    void aRestartByHandLeavesAChangeThatFlaggerHasNotSeenWithItsCommit() {
        look(A, CHANGED, 5, ACanary.changes('a', ACanary.TARGET));
        ACanary restarted = idle().changed("t2r", 2);
        look(A, restarted, 30);
        assertThat(canary('a').orElseThrow().phase()).isEqualTo(StagePhase.Pending);
        pushB();
        look(B, restarted.progressing(70), 71);

        assertThat(canary('a').orElseThrow().canary().run()).isEqualTo(ACanary.UID + "-1");
        assertThat(canary('a').orElseThrow().canary().attribution()).isEqualTo(Attribution.certain);
        assertThat(canary('b')).isEmpty();
    }

    @Test
    void aRestartByHandJustBeforeFlaggerLooksLeavesTheRunWithTheCommit() {
        look(A, CHANGED, 5);
        look(A, idle().changed("t2r", 2).progressing(20), 21);

        assertThat(canary('a').orElseThrow().isIncidental()).isFalse();
        assertThat(rollouts.phase('a')).isEqualTo(Phase.Progressing);
    }

    @Test
    void aRunByHandSoonAfterTheFirstDeploymentBelongsToNobody() {
        look(A, new ACanary(FlaggerPhase.None, 0, 0, "", "", "", 0, 0, 0, false, ACanary.details("t1", "", 2)), 3);
        look(A, idle().settingUp(FlaggerPhase.Initializing), 10);
        ACanary ready = new ACanary(
                FlaggerPhase.Initialized, 20, 20, "v1", "v1", "c1", 0, 0, 0, false, ACanary.details("t1", "t1", 2));
        look(A, ready, 21);
        look(A, ready.changed("t1r", 2).progressing(50), 51);

        Stage run = rollouts.the('a').status().stages().stream()
                .filter(stage -> stage.canary() != null && stage.canary().run() != null)
                .findFirst()
                .orElseThrow();
        assertThat(run.isIncidental()).isTrue();
        assertThat(rollouts.phase('a')).isEqualTo(Phase.Succeeded);
    }
}
