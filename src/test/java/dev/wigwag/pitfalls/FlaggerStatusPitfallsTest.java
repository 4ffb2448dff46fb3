package dev.wigwag.pitfalls;

import static dev.wigwag.pitfalls.FlaggerFleet.NEW;
import static dev.wigwag.pitfalls.FlaggerFleet.OLD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.StagePhase;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a Canary's status and a message's fields seem to say: pitfalls of flagger.md §11. */
@Timeout(60)
class FlaggerStatusPitfallsTest {
    private final FlaggerFleet flagger = new FlaggerFleet();

    @AfterEach
    void stop() {
        flagger.close();
    }

    @Test
    @DisplayName("6: a payload's phase is not the Canary's")
    void whatThePhaseOfAPayloadSaysIsNotBelieved() {
        flagger.brought('b', "6.8.0").later().phase("Waiting");
        flagger.say("Halt podinfo.test advancement waiting for approval start", OLD, "Succeeded", Map.of());
        assertThat(flagger.says('b')).isEqualTo("Waiting: 2/3 ready, podinfo.test canary waits for approval to start");

        flagger.later().status("lastAppliedSpec", "v2").phase("Progressing");
        flagger.later().phase("WaitingPromotion");
        flagger.say(
                "Halt podinfo.test advancement waiting for promotion approval promote", NEW, "Progressing", Map.of());
        assertThat(flagger.says('b'))
                .isEqualTo("Waiting: 2/3 ready, podinfo.test canary waits for approval to promote");

        flagger.later().phase("Failed");
        flagger.say("Canary failed! Scaling down podinfo.test", NEW, "Failed", Map.of());
        flagger.say("Post-rollout check tell passed", NEW, "Progressing", Map.of());
        assertThat(flagger.run('b').phase()).isEqualTo("Failed");
        assertThat(flagger.fleet.rollout('b').phase()).isEqualTo(Phase.Failed);
    }

    @Test
    @DisplayName("7: the checksum of what starts a run is that of the revision before")
    void aRunTakesNoChecksumFromTheMessagesThatStartIt() {
        flagger.running();
        flagger.say("Confirm-rollout check start passed", OLD);
        assertThat(flagger.run('b').checksum()).isNull();

        flagger.later().say("Starting canary analysis for podinfo.test", NEW);

        assertThat(flagger.run('b').checksum()).isEqualTo(NEW);
    }

    @Test
    @DisplayName("8: the same checksum may be that of several runs")
    void aLaterRunOfTheSameConfigIsAnotherRun() {
        flagger.running(10);
        String first = flagger.run('b').run();
        flagger.later().status("canaryWeight", 0).phase("Failed").say("Canary failed! Scaling down podinfo.test");
        flagger.later().phase("Progressing");
        flagger.later().status("canaryWeight", 10).say("Advance podinfo.test canary weight 10");

        assertThat(flagger.stages('b'))
                .extracting(stage -> stage.canary().run())
                .anySatisfy(run -> assertThat(run).isEqualTo(first.replaceFirst("-1$", "-2")));
        assertThat(flagger.stages('b')).anySatisfy(stage -> {
            assertThat(stage.canary().checksum()).isEqualTo(NEW);
            assertThat(stage.phase()).isEqualTo(StagePhase.Progressing);
        });
    }

    @Test
    @DisplayName("9: the status says 0 % while promotion waits, though traffic is still split")
    void theWeightWhilePromotionWaitsIsThatOfTheRouteOrTheLastOneAnnounced() {
        flagger.running(50);
        flagger.later().status("canaryWeight", 0).status("iterations", -1).phase("WaitingPromotion");
        flagger.say("Halt podinfo.test advancement waiting for promotion approval promote");
        assertThat(flagger.run('b').weight()).as("the last one").isEqualTo(50);

        flagger.route(48).later().process.hearTick();

        assertThat(flagger.run('b').weight()).as("the route's").isEqualTo(48);
    }

    @Test
    @DisplayName("10: iterations are -1 while the promotion of a weighted canary waits")
    void noStepIsNegative() {
        flagger.running(50);
        flagger.later().status("canaryWeight", 0).status("iterations", -1).phase("WaitingPromotion");
        flagger.process.hearTick();

        assertThat(flagger.run('b').step()).isEqualTo(5);
        assertThat(flagger.run('b').steps()).isEqualTo(5);
        assertThat(flagger.run('b').eta())
                .as("nobody knows when the gate opens")
                .isNull();
    }

    @Test
    @DisplayName("11: lastTransitionTime moves with every write, which for a failed Canary is every tick")
    void aStatusThatIsRewrittenWithoutAChangeIsNotWrittenDownAgain() {
        flagger.running(20);
        flagger.later().status("canaryWeight", 0).phase("Failed").process.hearTick();
        var until = flagger.stage('b').until();

        for (int tick = 0; tick < 5; tick++) {
            flagger.later().rewrite();
            assertThat(flagger.process.hearTick()).isZero();
        }

        assertThat(flagger.stage('b').until()).isEqualTo(until);
        assertThat(flagger.run('b').marks().entered()).isEqualTo(until);
    }

    @Test
    @DisplayName("12: failedChecks is 0 after a rollback, and may be more after success")
    void theFailedChecksOfAFailedRunAreThoseItHadAndDoNotMakeASuccessAFailure() {
        flagger.running(20).later().status("failedChecks", 4);
        flagger.say("Halt podinfo.test advancement success-rate 97.32 < 99");
        flagger.later()
                .status("failedChecks", 0)
                .status("canaryWeight", 0)
                .phase("Failed")
                .process
                .hearTick();
        assertThat(flagger.run('b').failedChecks()).isEqualTo(4);
        assertThat(flagger.run('b').cause()).isEqualTo("rolled back: success-rate 97.32 < 99");

        flagger.brought('c', "6.9.0").later().status("lastAppliedSpec", "v3").phase("Progressing");
        flagger.process.hearTick();
        flagger.later()
                .status("failedChecks", 3)
                .promote("6.9.0")
                .phase("Succeeded")
                .process
                .hearTick();

        assertThat(flagger.says('c')).isEqualTo("Succeeded: 3/3 ready");
        assertThat(flagger.run('c').failedChecks()).isEqualTo(3);
    }

    @ParameterizedTest
    @DisplayName("32: what Flagger's metric calls 1 is everything but Progressing and Failed")
    @ValueSource(strings = {"Waiting", "WaitingPromotion", "Promoting", "Finalising"})
    void nothingButSucceededIsSuccess(String phase) {
        flagger.running(50).later().phase(phase).process.hearTick();

        assertThat(flagger.fleet.rollout('b').phase()).isIn(Phase.Waiting, Phase.Progressing);
        assertThat(flagger.stage('b').until()).isNull();
        assertThat(flagger.fleet.cluster.sandbox().requests().matching("GET", ".*metrics.*"))
                .isEmpty();
    }

    @Test
    @DisplayName("34: after a Git revert a failed Canary stays Failed for ever")
    void aRevertToWhatRunsSucceedsThoughTheCanaryStaysFailed() {
        flagger.running(20)
                .later()
                .status("canaryWeight", 0)
                .phase("Failed")
                .process
                .hearTick();
        assertThat(flagger.fleet.rollout('b').phase()).isEqualTo(Phase.Failed);

        flagger.later().brought('c', "6.7.0").status("lastAppliedSpec", "v1");
        flagger.later().process.hearTick();

        assertThat(flagger.fleet.rollout('c').phase()).isEqualTo(Phase.Succeeded);
        assertThat(flagger.fleet.rollout('b').phase()).isEqualTo(Phase.Failed);
    }
}
