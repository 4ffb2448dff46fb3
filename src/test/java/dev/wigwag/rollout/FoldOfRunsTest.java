package dev.wigwag.rollout;

import static dev.wigwag.rollout.ACanary.at;
import static dev.wigwag.rollout.ACanary.idle;
import static dev.wigwag.rollout.AMember.kustomization;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.rollout.CanaryProgress.Attribution;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How a run of Flagger's appears in the rollout that started it, from the first sight of the change to the end. */
class FoldOfRunsTest {
    private static final AView A = AView.at('a').with(kustomization("apps").done('a'));
    private static final ACanary CHANGED = idle().changed("t2", 2);
    private static final ACanary RUN = CHANGED.progressing(10);

    private final Rollouts rollouts = Rollouts.of(APush.of('a').over('9'));

    private void look(ACanary canary, long when, CanaryNews... news) {
        rollouts.fold(A.live().with(List.of(canary.live()), List.of(news), List.of()), at(when));
    }

    private void look(ACanary canary, long when, ChangeSet changes) {
        rollouts.fold(A.live().with(List.of(canary.live()), List.of(), List.of(changes)), at(when));
    }

    private Stage canary() {
        return rollouts.stage('a', "podinfo");
    }

    private boolean hasCanary() {
        return rollouts.the('a').status().stages().stream().anyMatch(stage -> stage.canary() != null);
    }

    @Test
    void aCanaryWithNothingToDoHasNoPart() {
        look(idle(), 5);

        assertThat(hasCanary()).isFalse();
        assertThat(rollouts.phase('a')).isEqualTo(Phase.Succeeded);
    }

    @Test
    void aChangedTemplateIsWaitedForUntilFlaggerHasHadItsLook() {
        look(CHANGED, 5);
        assertThat(rollouts.phase('a')).isEqualTo(Phase.Progressing);
        assertThat(canary().phase()).isEqualTo(StagePhase.Pending);
        assertThat(rollouts.summary('a'))
                .isEqualTo("2/3 ready, podinfo.test canary waits for Flagger to see the change");

        // 10 s + the interval of 30 s + 5 s.
        look(CHANGED, 49);
        assertThat(canary().phase()).isEqualTo(StagePhase.Pending);
        look(CHANGED, 50);
        assertThat(canary().phase()).isEqualTo(StagePhase.Unchanged);
        assertThat(canary().message()).isEqualTo("Flagger has started no analysis");
        assertThat(rollouts.phase('a')).isEqualTo(Phase.Succeeded);
    }

    @Test
    void aRunThatStartsAfterTheWaitReopensTheRollout() {
        look(CHANGED, 5);
        look(CHANGED, 50);

        look(CHANGED.progressing(60), 61);

        assertThat(rollouts.phase('a')).isEqualTo(Phase.Progressing);
        assertThat(canary().canary().run()).isEqualTo(ACanary.UID + "-1");
    }

    @Test
    void aRunClimbsToItsEndUnderTheCommitThatStartedIt() {
        look(CHANGED, 5);
        look(RUN, 11);
        assertThat(rollouts.summary('a')).isEqualTo("2/3 ready, podinfo.test canary starting");
        look(RUN.step(3), 100);
        assertThat(rollouts.summary('a')).isEqualTo("2/3 ready, podinfo.test canary 30% (step 3 of 5)");
        assertThat(canary().canary().eta()).isEqualTo(at(100).plusSeconds(5 * 30));
        assertThat(canary().canary().images()).isEqualTo(Map.of("old", "podinfo:t1", "new", "podinfo:t2"));
        look(RUN.step(5).in(FlaggerPhase.Promoting, 200, 10), 201);
        assertThat(rollouts.summary('a')).isEqualTo("2/3 ready, podinfo.test canary promoting");
        look(RUN.succeeded(300), 301);

        assertThat(rollouts.phase('a')).isEqualTo(Phase.Succeeded);
        assertThat(canary().phase()).isEqualTo(StagePhase.Succeeded);
        assertThat(canary().canary().images()).isEqualTo(Map.of("old", "podinfo:t1", "new", "podinfo:t2"));
        assertThat(canary().canary().eta()).isNull();
        assertThat(canary().canary().attribution()).isEqualTo(Attribution.inferred);
    }

    @Test
    void lookingTwiceChangesNothing() {
        for (ACanary canary : List.of(CHANGED, RUN, RUN.step(2), RUN.step(5).waitingPromotion(90), RUN.failed(120))) {
            look(canary, 100);
            Rollout first = rollouts.the('a');
            look(canary, 101);
            assertThat(rollouts.the('a')).as(canary.toString()).isEqualTo(first);
        }
    }

    @Test
    void whatFluxSaysItChangedMakesTheAttributionCertain() {
        look(CHANGED, 5, ACanary.changes('a', ACanary.TARGET));
        assertThat(canary().canary().attribution()).isEqualTo(Attribution.certain);
        look(RUN, 11);

        assertThat(canary().canary().attribution()).isEqualTo(Attribution.certain);
    }

    @Test
    void whatFluxSaysLateStillMakesItCertain() {
        look(CHANGED, 5);
        look(RUN, 11);
        assertThat(canary().canary().attribution()).isEqualTo(Attribution.inferred);
        look(RUN, 12, ACanary.changes('a', ACanary.TARGET));

        assertThat(canary().canary().attribution()).isEqualTo(Attribution.certain);
        assertThat(canary().canary().run()).isEqualTo(ACanary.UID + "-1");
    }

    @Test
    void aChangedConfigIsWaitedForThoughTheTemplateStaysTheSame() {
        look(idle(), 5, ACanary.changes('a', ACanary.CONFIG));
        assertThat(canary().phase()).isEqualTo(StagePhase.Pending);
        look(idle().progressing(20).configs("c2"), 21);

        assertThat(canary().phase()).isEqualTo(StagePhase.Progressing);
        assertThat(canary().canary().attribution()).isEqualTo(Attribution.certain);
    }

    @Test
    void aChangeOfNoConcernToAnyCanaryIsNotWaitedFor() {
        look(idle(), 5, ACanary.changes('a', ACanary.TARGET, new ObjectKey("ConfigMap", "test", "other")));

        assertThat(hasCanary()).isFalse();
        assertThat(rollouts.phase('a')).isEqualTo(Phase.Succeeded);
    }

    @Test
    void theStartGateIsAWaitOfTheSameRun() {
        look(CHANGED, 5);
        look(CHANGED.in(FlaggerPhase.Waiting, 10, 10), 11);
        assertThat(rollouts.phase('a')).isEqualTo(Phase.Waiting);
        assertThat(rollouts.summary('a')).isEqualTo("2/3 ready, podinfo.test canary waits for approval to start");
        look(CHANGED.in(FlaggerPhase.Progressing, 500, 10), 501);

        assertThat(canary().canary().run()).isEqualTo(ACanary.UID + "-1");
        assertThat(rollouts.phase('a')).isEqualTo(Phase.Progressing);
    }

    @Test
    void whilePromotionWaitsTheRoutedWeightIsShown() {
        look(RUN.step(5), 100);
        look(RUN.step(5).waitingPromotion(130).routed(48), 131);

        assertThat(canary().canary().weight()).isEqualTo(48);
        assertThat(rollouts.summary('a')).isEqualTo("2/3 ready, podinfo.test canary waits for approval to promote");
        assertThat(canary().canary().step()).isEqualTo(5);
    }

    @Test
    void whileThatCannotBeReadTheLastWeightIsKept() {
        look(RUN.step(5), 100);
        look(RUN.step(5).waitingPromotion(130), 131);
        assertThat(canary().canary().weight()).isEqualTo(50);
        look(RUN.step(5).in(FlaggerPhase.Promoting, 160, 10), 161);

        assertThat(canary().canary().weight()).isEqualTo(50);
    }

    @Test
    void theAnnouncedWeightServesWhereNeitherIsKnown() {
        CanaryNews advanced = new CanaryNews(ACanary.KEY, CanaryNews.What.Advanced, null, 45, "7d7b5f964c", at(120));
        look(RUN.step(5).waitingPromotion(130), 131, advanced);

        assertThat(canary().canary().weight()).isEqualTo(45);
    }

    @Test
    void aFailedCheckIsToldWhileTheRunGoesOnAndAsTheCauseOnceItHasFailed() {
        look(
                RUN.step(2).failedChecks(1),
                100,
                ACanary.news(CanaryNews.What.CheckFailed, "success-rate 97.32 < 99", 99));
        assertThat(rollouts.summary('a'))
                .isEqualTo("2/3 ready, podinfo.test canary 20% (step 2 of 5), 1/5 checks failed, last: success-rate"
                        + " 97.32 < 99");
        look(RUN.step(2).failed(250), 251);

        assertThat(rollouts.phase('a')).isEqualTo(Phase.Failed);
        assertThat(canary().canary().cause()).isEqualTo("rolled back: success-rate 97.32 < 99");
        assertThat(canary().canary().failedChecks()).isEqualTo(1);
        assertThat(canary().canary().step()).isEqualTo(2);
        assertThat(rollouts.summary('a'))
                .isEqualTo("1/3 failed: podinfo.test canary rolled back: success-rate 97.32 < 99");
    }

    @Test
    void theWordsOfAnEarlierRunAreNotTheCauseOfThisOne() {
        look(RUN, 100, ACanary.news(CanaryNews.What.CheckFailed, "success-rate 12 < 99", 5));
        look(RUN.failed(250), 251);

        assertThat(canary().canary().cause()).isEqualTo("rolled back; Flagger does not say why");
    }

    @Test
    void wordsInTheWrongOrderEndInTheSamePicture() {
        CanaryNews first = ACanary.news(CanaryNews.What.CheckFailed, "success-rate 90 < 99", 50);
        CanaryNews second = ACanary.news(CanaryNews.What.CheckFailed, "success-rate 80 < 99", 80);
        look(RUN.step(1), 100, second);
        look(RUN.step(1), 101, first);
        look(RUN.step(1).failed(250), 251, second);

        assertThat(canary().canary().cause()).isEqualTo("rolled back: success-rate 80 < 99");
    }

    @Test
    void podsThatNeverGotReadyAreTheCauseThoughTheyAreGoneByThen() {
        look(RUN.trouble("ImagePullBackOff of podinfo:t2"), 60);
        assertThat(canary().message()).isEqualTo("its pods are not ready: ImagePullBackOff of podinfo:t2");
        look(RUN.failed(250), 251);

        assertThat(canary().canary().cause())
                .isEqualTo("rolled back, its pods did not get ready: ImagePullBackOff of podinfo:t2");
    }

    @Test
    void anOrderedRollbackSaysSo() {
        look(RUN.step(2), 100, ACanary.news(CanaryNews.What.CheckFailed, "success-rate 97 < 99", 90));
        look(RUN.failed(250), 251, ACanary.news(CanaryNews.What.RollbackOrdered, "rollback hook stop", 249));

        assertThat(canary().canary().cause()).isEqualTo("rolled back by order: rollback hook stop");
    }

    @Test
    void aFailedPromotionIsNoRollback() {
        look(RUN.step(5).in(FlaggerPhase.Promoting, 200, 10), 201);
        look(RUN.failed(250).weight(100), 251);

        assertThat(canary().canary().cause()).isEqualTo("promotion failed, 100 % of the traffic stays on the canary");
        assertThat(canary().canary().weight()).isEqualTo(100);
    }

    @Test
    void theTrafficGateIsAWaitUntilTheNextStep() {
        look(RUN.step(2), 100, ACanary.news(CanaryNews.What.TrafficHeld, null, 99));
        assertThat(rollouts.phase('a')).isEqualTo(Phase.Waiting);
        assertThat(rollouts.summary('a'))
                .isEqualTo("2/3 ready, podinfo.test canary waits for approval of more traffic");
        Rollout held = rollouts.the('a');
        look(RUN.step(2), 130, ACanary.news(CanaryNews.What.TrafficHeld, null, 129));
        assertThat(rollouts.the('a')).isEqualTo(held);
        look(RUN.step(3), 160, ACanary.news(CanaryNews.What.Advanced, null, 159));

        assertThat(rollouts.phase('a')).isEqualTo(Phase.Progressing);
    }

    @Test
    void aSuspendedCanaryHoldsNothingUp() {
        look(RUN.step(2), 100);
        look(RUN.step(2).suspend(), 130);
        assertThat(canary().phase()).isEqualTo(StagePhase.Suspended);
        assertThat(rollouts.phase('a')).isEqualTo(Phase.Succeeded);
        look(RUN.step(2), 160);

        assertThat(canary().phase()).isEqualTo(StagePhase.Progressing);
    }

    @Test
    void aDeletedCanaryEndsItsRun() {
        look(RUN.step(2), 100);
        rollouts.fold(A.live(), at(130));

        assertThat(canary().phase()).isEqualTo(StagePhase.Superseded);
        assertThat(canary().message()).isEqualTo("deleted");
        assertThat(rollouts.phase('a')).isEqualTo(Phase.Succeeded);
    }

    @Test
    void theFirstDeploymentNeedsNoRun() {
        ACanary fresh = new ACanary(FlaggerPhase.None, 5, 5, "", "", "", 0, 0, 0, false, null);
        look(fresh, 6);
        assertThat(rollouts.phase('a')).isEqualTo(Phase.Progressing);
        look(fresh.settingUp(FlaggerPhase.Initializing), 10);
        assertThat(rollouts.summary('a'))
                .isEqualTo("2/3 ready, podinfo.test canary first deployment, Flagger sets up its primary");
        look(fresh.settingUp(FlaggerPhase.Initialized), 60);

        assertThat(rollouts.phase('a')).isEqualTo(Phase.Succeeded);
        assertThat(canary().phase()).isEqualTo(StagePhase.Succeeded);
        assertThat(canary().canary().run()).isNull();
    }

    @Test
    void aRunThatBeganAndEndedBetweenTwoLooksIsFound() {
        look(CHANGED, 5);
        look(CHANGED.progressing(10).succeeded(40), 41);

        assertThat(canary().phase()).isEqualTo(StagePhase.Succeeded);
        assertThat(canary().canary().run()).isEqualTo(ACanary.UID + "-1");
        assertThat(rollouts.phase('a')).isEqualTo(Phase.Succeeded);
    }

    @Test
    void anUnseenRunThatFailedFailsTheRolloutThatStartedIt() {
        look(CHANGED.progressing(10).failed(40), 41);

        assertThat(rollouts.phase('a')).isEqualTo(Phase.Failed);
    }

    @Test
    void aFailureOfLongAgoIsNobodysNow() {
        look(idle().changed("t0", -9000).failed(-3600), 5);

        assertThat(hasCanary()).isFalse();
        assertThat(rollouts.phase('a')).isEqualTo(Phase.Succeeded);
    }

    @Test
    void theChecksumIsBoundOnce() {
        look(RUN, 11);
        look(RUN, 20, ACanary.news(CanaryNews.What.Other, null, 19));
        assertThat(canary().canary().checksum()).isEqualTo("7d7b5f964c");
        look(RUN, 21, new CanaryNews(ACanary.KEY, CanaryNews.What.Other, null, null, "other", at(20)));

        assertThat(canary().canary().checksum()).isEqualTo("7d7b5f964c");
    }

    @Test
    void asLongAsTheStartWaitsEveryChecksumThatIsToldIsAnothersRun() {
        look(CHANGED.in(FlaggerPhase.Waiting, 10, 10), 11, ACanary.news(CanaryNews.What.Other, null, 10));
        assertThat(canary().canary().checksum()).isNull();

        look(CHANGED.progressing(20), 21, ACanary.news(CanaryNews.What.Other, null, 19));
        assertThat(canary().canary().checksum()).isNull();
        look(CHANGED.progressing(20), 31, ACanary.news(CanaryNews.What.Other, null, 30));

        assertThat(canary().canary().checksum()).isEqualTo("7d7b5f964c");
    }

    @Test
    void aRunThatAsksKnowsItsOwnChecksumBest() {
        look(RUN, 11);
        look(RUN, 20, ACanary.news(CanaryNews.What.Other, null, 19));

        look(RUN, 31, new CanaryNews(ACanary.KEY, CanaryNews.What.Asked, null, null, "another", at(30)));

        assertThat(canary().canary().checksum()).isEqualTo("another");
        assertThat(canary().canary().heard()).isNull();
    }
}
