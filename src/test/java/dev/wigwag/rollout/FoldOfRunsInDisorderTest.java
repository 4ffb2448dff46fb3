package dev.wigwag.rollout;

import static dev.wigwag.rollout.ACanary.at;
import static dev.wigwag.rollout.ACanary.idle;
import static dev.wigwag.rollout.AMember.kustomization;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.rollout.CanaryProgress.Attribution;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whose a run is when words of it come late or never, when a write fell out, and when a revision comes back. */
class FoldOfRunsInDisorderTest {
    private static final long B_STORED = 60;

    private static final AView A = AView.at('a').with(kustomization("apps").done('a'));
    private static final AView B =
            AView.at('b').storedAt(at(B_STORED)).with(kustomization("apps").done('b'));
    /** The source holds B, and the Kustomization is still busy with A. */
    private static final AView B_BUT_APPLYING_A =
            AView.at('b').storedAt(at(B_STORED)).with(kustomization("apps").done('a'));

    private static final ACanary CHANGED = idle().changed("t2", 2);
    private static final ACanary RUN = CHANGED.progressing(10);

    private Rollouts rollouts = Rollouts.of(APush.of('a').over('9'));

    private void look(AView view, ACanary canary, long when, ChangeSet... changes) {
        look(view, canary.live(), when, changes);
    }

    private void look(AView view, LiveCanary canary, long when, ChangeSet... changes) {
        rollouts.fold(view.live().with(List.of(canary), List.of(), List.of(changes)), at(when));
    }

    private void pushB() {
        rollouts.push(APush.of('b').over('a').at(40)).takeUp();
    }

    private Optional<Stage> canary(char commit) {
        List<Stage> stages = rollouts.the(commit).status().stages().stream()
                .filter(stage -> stage.canary() != null)
                .toList();
        assertThat(stages).hasSizeLessThanOrEqualTo(1);
        return stages.stream().findFirst();
    }

    private CanaryProgress progress(char commit) {
        return canary(commit).orElseThrow().canary();
    }

    @Test
    void whatFluxSaysItChangedForTheRevisionBeforeIsThatRevisions() {
        look(A, idle(), 5);
        pushB();
        ACanary changed = idle().changed("t2", 65);
        look(B_BUT_APPLYING_A, changed, 66, ACanary.changes('a', ACanary.TARGET));
        assertThat(canary('a').orElseThrow().phase()).isEqualTo(StagePhase.Pending);
        look(B, changed.progressing(70), 71);

        assertThat(progress('a').run()).isEqualTo(ACanary.UID + "-1");
        assertThat(progress('a').attribution()).isEqualTo(Attribution.certain);
        assertThat(canary('b')).isEmpty();
    }

    @Test
    void aConfigChangedForTheRevisionBeforeIsWaitedForUnderThatRevision() {
        look(A, idle(), 5);
        pushB();
        look(B_BUT_APPLYING_A, idle(), 66, ACanary.changes('a', ACanary.CONFIG));
        look(B, idle().progressing(70).configs("c2"), 71);

        assertThat(progress('a').attribution()).isEqualTo(Attribution.certain);
        assertThat(canary('b')).isEmpty();
    }

    @Test
    void aLateWordOfAnEarlierRevisionTakesNothingFromALaterOne() {
        look(A, idle(), 5);
        pushB();
        ACanary changed = idle().changed("t2", 65);
        look(B, changed, 66, ACanary.changes('a', ACanary.TARGET));
        look(B, changed.progressing(70), 71, ACanary.changes('a', ACanary.TARGET));

        assertThat(canary('a')).isEmpty();
        assertThat(progress('b').attribution()).isEqualTo(Attribution.inferred);
    }

    @Test
    void aRunThatBeganBeforeARevisionCameIsNotThatRevisions() {
        look(A, idle(), 5);
        pushB();
        look(B, RUN.step(2).changed("t3", 65), 70, ACanary.changes('b', ACanary.TARGET));

        assertThat(progress('a').run()).isEqualTo(ACanary.UID + "-1");
        assertThat(canary('b')).isEmpty();
        assertThat(rollouts.phase('a')).isEqualTo(Phase.Progressing);
    }

    @Test
    void aRunOlderThanTheOnlyRevisionKnownIsNobodys() {
        look(A, idle().changed("t2", -110).progressing(-100), 5);

        assertThat(progress('a').attribution()).isEqualTo(Attribution.none);
        assertThat(rollouts.phase('a')).isEqualTo(Phase.Succeeded);
    }

    @Test
    void anArtifactThatIsStoredAnewMakesNoNewRevision() {
        look(A, idle(), 1);
        look(A.storedAt(at(50)), RUN, 60);

        assertThat(progress('a').attribution()).isEqualTo(Attribution.inferred);
    }

    @Test
    void aFirstDeploymentThatOutlastsItsRevisionEndsForIt() {
        ACanary fresh = new ACanary(FlaggerPhase.None, 5, 5, "", "", "", 0, 0, 0, false, null);
        look(A, fresh.settingUp(FlaggerPhase.Initializing), 10);
        pushB();
        look(B, idle(), 90);

        assertThat(canary('a').orElseThrow().phase()).isEqualTo(StagePhase.Succeeded);
        assertThat(rollouts.phase('a').isFinal()).isTrue();
    }

    @Test
    void aRunLeftOpenByADeathBetweenTwoWritesEndsAtTheNextLook() {
        look(A, RUN.step(2), 30);
        pushB();
        look(B, RUN.step(2), 62);
        Rollout unwritten = rollouts.the('a');
        ACanary restarted = RUN.changed("t3", 65).spec("v3");
        look(B, restarted, 80);
        rollouts = new Rollouts().plant(unwritten).plant(rollouts.the('b'));
        look(B, restarted, 81);

        assertThat(canary('a').orElseThrow().phase()).isEqualTo(StagePhase.Superseded);
        assertThat(rollouts.phase('a').isFinal()).isTrue();
        assertThat(progress('b').run()).isEqualTo(ACanary.UID + "-2");
    }

    @Test
    void aCanaryMadeAnewEndsTheRunOfTheOneBefore() {
        look(A, RUN.step(2), 30);
        pushB();
        look(B, idle().live(ACanary.KEY, "another-uid"), 70);

        assertThat(canary('a').orElseThrow().phase()).isEqualTo(StagePhase.Superseded);
        assertThat(canary('a').orElseThrow().message()).isEqualTo("deleted");
        assertThat(rollouts.phase('a').isFinal()).isTrue();
    }

    @Test
    void aFurtherPushOfARevisionLeavesItsOpenRunWithIt() {
        look(A, RUN.step(1), 30);
        pushB();
        look(B, RUN.step(2), 70);
        rollouts.push(APush.of('a').over('b').at(80)).takeUp();
        look(B, RUN.step(3), 90);
        assertThat(rollouts.the('a').attempt()).isEqualTo(2);
        assertThat(progress('a').run()).isEqualTo(ACanary.UID + "-1");
        assertThat(progress('a').step()).isEqualTo(3);
        assertThat(canary('b')).isEmpty();
        look(B, RUN.step(5).succeeded(300), 301);

        assertThat(canary('a').orElseThrow().phase()).isEqualTo(StagePhase.Succeeded);
        assertThat(canary('b')).isEmpty();
    }

    @Test
    void aFailedRunOfNobodysDoesNotFailTheNextAttempt() {
        look(A, idle(), 5);
        ACanary again = idle().changed("t1r", -7200).progressing(1000);
        look(A, again, 1001);
        look(A, again.failed(1100), 1101);
        rollouts.push(APush.of('a').over('9').at(1200)).takeUp();
        look(A, again.failed(1100).changed("t1r", 3), 1201);

        assertThat(rollouts.the('a').attempt()).isEqualTo(2);
        assertThat(rollouts.phase('a')).isEqualTo(Phase.Succeeded);
    }

    @Test
    void aFailedPromotionIsTheSameRunWhateverTheTargetHoldsByThen() {
        look(A, RUN.step(5).in(FlaggerPhase.Promoting, 50, 10), 51);
        pushB();
        look(B, RUN.changed("t3", 65).failed(80).weight(100).spec("v3"), 81);

        assertThat(progress('a').run()).isEqualTo(ACanary.UID + "-1");
        assertThat(rollouts.phase('a')).isEqualTo(Phase.Failed);
    }

    @Test
    void aRunThatTwoProcessesGaveToTwoRolloutsStaysWithTheSurerOne() {
        look(A, idle(), 5);
        pushB();
        look(B, idle(), 62);
        Rollouts other = new Rollouts().plant(rollouts.the('a')).plant(rollouts.the('b'));
        ACanary changed = idle().changed("t2", 65);
        look(B_BUT_APPLYING_A, changed.progressing(70), 71, ACanary.changes('a', ACanary.TARGET));
        // The other looks when the Kustomization has gone on to B, and has not heard what it changed for A.
        LiveView unheard = B.live().with(List.of(changed.progressing(70).live()), List.of(), List.of());
        other.fold(unheard, at(72));
        assertThat(other.stage('b', "podinfo").canary().run())
                .isEqualTo(progress('a').run());
        rollouts = new Rollouts().plant(other.the('b')).plant(rollouts.the('a'));
        look(B, changed.progressing(70), 90);

        assertThat(progress('a').attribution()).isEqualTo(Attribution.certain);
        assertThat(canary('b')).isEmpty();
        assertThat(rollouts.phase('b')).isEqualTo(Phase.Succeeded);
    }

    @Test
    void aConfigOnlyRunWhoseStartWaitsIsTheOneThatWasClaimed() {
        look(A, idle(), 5, ACanary.changes('a', ACanary.CONFIG));
        look(A, idle().in(FlaggerPhase.Waiting, 20, 20), 21);

        assertThat(progress('a').run()).isEqualTo(ACanary.UID + "-1");
        assertThat(progress('a').attribution()).isEqualTo(Attribution.certain);
    }

    @Test
    void theTroubleOfPodsIsNoNewsBesideFlaggersCountOfThem() {
        CanaryNews count = ACanary.news(CanaryNews.What.Unready, "0 of 1 updated replicas are available", 60);
        LiveView view = A.live()
                .with(List.of(RUN.trouble("ImagePullBackOff of podinfo:t2").live()), List.of(count), List.of());
        rollouts.fold(view, at(60));
        Rollout first = rollouts.the('a');
        rollouts.fold(view, at(90));

        assertThat(rollouts.the('a')).isEqualTo(first);
    }

    @Test
    void theRolloutWithTheLastRunOfACanaryIsKept() {
        look(A, RUN, 11);
        look(A, RUN.succeeded(40), 41);
        pushB();
        ACanary promoted = RUN.succeeded(40);
        look(B, promoted, 70);
        assertThat(History.outlived(rollouts.all(), 1, List.of(promoted.live())))
                .isEmpty();

        assertThat(History.outlived(rollouts.all(), 1, List.of())).containsExactly(rollouts.the('a'));
    }

    @Test
    void aSuspendedRunIsFollowedThoughItsFurtherAttemptWasOvertaken() {
        look(A, RUN.step(2), 30);
        pushB();
        look(B, RUN.step(2).suspend(), 70);
        rollouts.push(APush.of('a').over('b').at(80)).takeUp();
        rollouts.push(APush.of('c').over('a').at(85)).takeUp();
        look(B, RUN.step(2).suspend(), 90);
        assertThat(rollouts.phase('a')).isEqualTo(Phase.Superseded);
        assertThat(canary('a').orElseThrow().phase()).isEqualTo(StagePhase.Suspended);
        rollouts.fold(B.live(), at(100));

        assertThat(canary('a').orElseThrow().phase()).isEqualTo(StagePhase.Superseded);
        assertThat(rollouts.phase('a')).isEqualTo(Phase.Superseded);
    }

    @Test
    void aRunByHandWhileTheSourceHoldsNothingIsShownWithWhatItHeldLast() {
        look(A, RUN, 11);
        look(A, RUN.succeeded(40), 41);
        AView empty = AView.empty().with(kustomization("apps").done('a'));
        ACanary again = RUN.succeeded(40)
                .changed("t2r", 2)
                .in(FlaggerPhase.Progressing, 1000, 1000)
                .spec("v2r");
        look(empty, again, 1001);

        assertThat(rollouts.the('a').status().stages().stream()
                        .filter(Stage::isIncidental)
                        .map(stage -> stage.canary().run()))
                .containsExactly(ACanary.UID + "-2");
    }

    @Test
    void aRevisionPushedAfterARunBeganIsNotTheOneThatStartedIt() {
        look(A, idle(), 5);
        pushB();
        look(B, idle(), 62);
        rollouts.push(APush.of('c').over('b').at(200)).takeUp();
        AView third = AView.at('c').storedAt(at(220)).with(kustomization("apps").done('c'));
        look(third, idle(), 221);
        rollouts.push(APush.of('d').over('c').at(300)).takeUp();
        AView fourth =
                AView.at('d').storedAt(at(320)).with(kustomization("apps").done('d'));
        look(fourth, idle().changed("t3", 65).progressing(80), 330);

        assertThat(progress('b').run()).isEqualTo(ACanary.UID + "-1");
        assertThat(canary('c')).isEmpty();
        assertThat(canary('d')).isEmpty();
    }

    @Test
    void aRevisionThatHasNotComeToWhoAppliesTheCanaryStartedNoRun() {
        look(A, idle(), 5);
        pushB();
        look(B_BUT_APPLYING_A, idle().changed("t2", 65).progressing(70), 71);

        assertThat(progress('a').attribution()).isEqualTo(Attribution.inferred);
        assertThat(canary('b')).isEmpty();
    }

    @Test
    void aConfigThatIsWaitedForMakesNoRunOfOneThatEndedBefore() {
        ACanary failed = RUN.failed(-50);
        look(A, failed, 1, ACanary.changes('a', ACanary.CONFIG));
        assertThat(canary('a').orElseThrow().phase()).isEqualTo(StagePhase.Pending);
        // Flagger has taken the configuration in, but begun nothing.
        look(A, failed.configs("c2"), 40);
        look(A, failed.configs("c2"), 90);

        assertThat(progress('a').run()).isNull();
        assertThat(canary('a').orElseThrow().phase()).isEqualTo(StagePhase.Unchanged);
    }
}
