package dev.wigwag.pitfalls;

import static dev.wigwag.pitfalls.FlaggerFleet.NEW;
import static dev.wigwag.pitfalls.FlaggerFleet.OLD;
import static dev.wigwag.pitfalls.FlaggerFleet.WEIGHTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.Stage;
import dev.wigwag.rollout.StagePhase;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How runs begin, wait, start over and end: pitfalls of flagger.md §11. */
@Timeout(60)
class FlaggerRunPitfallsTest {
    private FlaggerFleet flagger = new FlaggerFleet();

    @AfterEach
    void stop() {
        flagger.close();
    }

    private void canary(String analysis, String spec) {
        flagger.close();
        flagger = new FlaggerFleet("podinfo", analysis, spec);
    }

    @Test
    @DisplayName("19: closing the start gate during a run holds nothing")
    void aStartGateThatIsToldOfDuringARunDoesNotMakeItWait() {
        flagger.running(20).later();
        flagger.say("Halt podinfo.test advancement waiting for approval start", OLD);

        assertThat(flagger.says('b')).isEqualTo("Progressing: 2/3 ready, podinfo.test canary 20% (step 2 of 5)");
    }

    @Test
    @DisplayName("20: the step gate is asked once more than there are steps")
    void aRunAtItsLastStepMayStillWaitForTraffic() {
        flagger.running(50).later();
        flagger.say("Halt podinfo.test advancement waiting for traffic increase approval step");
        assertThat(flagger.says('b'))
                .isEqualTo("Waiting: 2/3 ready, podinfo.test canary waits for approval of more traffic");
        assertThat(flagger.run('b').step()).isEqualTo(5);

        flagger.later().say("Confirm-traffic-increase check step passed");

        assertThat(flagger.says('b')).isEqualTo("Progressing: 2/3 ready, podinfo.test canary 50% (step 5 of 5)");
    }

    @Test
    @DisplayName("21: Blue/Green asks twice for the promotion")
    void aPromotionThatPassedOnceIsNoPromotionUntilTheCanarySaysSo() {
        canary("iterations: 3", "");
        flagger.running().later().status("iterations", 2).phase("WaitingPromotion");
        flagger.say("Halt podinfo.test advancement waiting for promotion approval promote");
        flagger.later().status("iterations", 4).say("Confirm-promotion check promote passed");
        flagger.say("Routing all traffic to canary");
        assertThat(flagger.says('b'))
                .as("all traffic is on a canary that nobody promotes")
                .isEqualTo("Waiting: 2/3 ready, podinfo.test canary waits for approval to promote");

        flagger.later().phase("Promoting").say("Confirm-promotion check promote passed");

        assertThat(flagger.says('b')).isEqualTo("Progressing: 2/3 ready, podinfo.test canary promoting");
    }

    @Test
    @DisplayName("22: pre-rollout repeats until the first step is made")
    void aStartThatIsRepeatedIsOneStart() {
        flagger.running().later().say("Starting canary analysis for podinfo.test");
        String run = flagger.run('b').run();
        for (int tick = 0; tick < 5; tick++) {
            flagger.later();
            assertThat(flagger.say("Starting canary analysis for podinfo.test")).isZero();
            assertThat(flagger.say("Pre-rollout check smoke passed")).isZero();
        }

        assertThat(flagger.run('b').run()).isEqualTo(run).endsWith("-1");
        assertThat(flagger.run('b').step()).isNull();
    }

    @Test
    @DisplayName("23: the start gate is not bound to a revision")
    void whatIsTakenInWhileTheStartWaitsIsShown() {
        flagger.brought('b', "6.8.0").later().phase("Waiting");
        flagger.say("Halt podinfo.test advancement waiting for approval start", OLD);
        assertThat(flagger.run('b').images()).containsEntry("new", "podinfo:6.8.0");
        String asked = flagger.run('b').run();

        flagger.later().brought('c', "6.9.0");

        assertThat(flagger.run('c').images())
                .as("an approval would start what the target holds now")
                .containsEntry("new", "podinfo:6.9.0");
        assertThat(flagger.run('c').run()).as("what was approved was another").isNotEqualTo(asked);
        assertThat(flagger.stage('b').phase()).isEqualTo(StagePhase.Superseded);
        assertThat(flagger.run('c').marks().spec()).as("nothing of it is fixed").isNull();
    }

    @Test
    @DisplayName("24: a commit during the run restarts it")
    void aRestartIsAnotherRunWithNoProgressAndNoWordOfTheOldOne() {
        flagger.running(30).later().status("failedChecks", 2);
        flagger.say("Halt podinfo.test advancement success-rate 97.32 < 99");
        String old = flagger.run('b').run();
        flagger.later().brought('c', "6.9.0").later();
        flagger.status("lastAppliedSpec", "v3").status("canaryWeight", 0).status("failedChecks", 0);
        flagger.say("New revision detected! Restarting analysis for podinfo.test", NEW);

        Stage given = flagger.stage('b');
        assertThat(given.phase()).isEqualTo(StagePhase.Superseded);
        assertThat(given.message()).isEqualTo("restarted by a later change");
        assertThat(flagger.run('c').run()).isEqualTo(old.replaceFirst("-1$", "-2"));
        assertThat(flagger.run('c').step()).isNull();
        assertThat(flagger.run('c').failedChecks()).isZero();
        assertThat(flagger.run('c').checksum()).as("M9 bears the old one").isNull();
        assertThat(flagger.run('c').heard()).isNull();
    }

    @Test
    @DisplayName("25: a standing order to roll back kills the next run")
    void anOrderBelongsToTheRunThatItWasGivenIn() {
        flagger.running(20).later().say("Rollback check stop passed");
        flagger.later().status("canaryWeight", 0).phase("Failed").say("Canary failed! Scaling down podinfo.test");
        assertThat(flagger.run('b').cause()).isEqualTo("rolled back by order: stop");

        flagger.later()
                .brought('c', "6.9.0")
                .later()
                .status("lastAppliedSpec", "v3")
                .phase("Progressing");
        flagger.say("New revision detected! Scaling up podinfo.test", NEW);
        flagger.later().phase("Failed").process.hearTick();

        assertThat(flagger.run('c').cause()).doesNotContain("order");
        assertThat(flagger.run('b').cause()).isEqualTo("rolled back by order: stop");
    }

    @Test
    @DisplayName("29: the first deployment of an app is no run")
    void aFirstDeploymentHoldsItsCommitUpAndHasNothingToApprove() {
        flagger.brought('b', "6.8.0");
        flagger.status("lastAppliedSpec", "").status("lastPromotedSpec", "").phase("Initializing");
        flagger.later()
                .say("podinfo-primary.test not ready: waiting for rollout to finish: 0 of 1 (readyThreshold"
                        + " 100%) updated replicas are available");
        assertThat(flagger.fleet.rollout('b').phase()).isEqualTo(Phase.Progressing);
        assertThat(flagger.stage('b').message()).isEqualTo("first deployment, Flagger sets up its primary");

        flagger.later().promote("6.8.0").phase("Initialized").say("Initialization done! podinfo.test");

        assertThat(flagger.says('b')).isEqualTo("Succeeded: 3/3 ready");
        assertThat(flagger.stages('b'))
                .allSatisfy(stage -> assertThat(stage.canary().run()).isNull());
    }

    @Test
    @DisplayName("30: skipAnalysis jumps from Progressing to Succeeded, with the start gate still asked")
    void aRunWithoutAnalysisHasNoStepsButMayWait() {
        canary(WEIGHTS, "skipAnalysis: true");
        flagger.brought('b', "6.8.0").later().phase("Waiting");
        flagger.say("Halt podinfo.test advancement waiting for approval start", OLD);
        assertThat(flagger.fleet.rollout('b').phase()).isEqualTo(Phase.Waiting);
        flagger.later().status("lastAppliedSpec", "v2").phase("Progressing");
        flagger.say("New revision detected! Scaling up podinfo.test", OLD);
        assertThat(flagger.run('b').steps()).isNull();

        flagger.later().promote("6.8.0").phase("Succeeded");
        flagger.say("Promotion completed! Canary analysis was skipped for podinfo.test", NEW, "Succeeded", Map.of());

        assertThat(flagger.says('b')).isEqualTo("Succeeded: 3/3 ready");
        assertThat(flagger.run('b').weight()).isZero();
    }
}
