package dev.wigwag.pitfalls;

import static dev.wigwag.pitfalls.FlaggerFleet.NEW;
import static dev.wigwag.pitfalls.FlaggerFleet.OLD;
import static dev.wigwag.pitfalls.FlaggerFleet.WEIGHTS;
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

/** What events tell, repeat, mix up and leave out: pitfalls of flagger.md §11. */
@Timeout(60)
class FlaggerEventPitfallsTest {
    private FlaggerFleet flagger = new FlaggerFleet();

    @AfterEach
    void stop() {
        flagger.close();
    }

    private void canary(String name, String analysis, String spec) {
        flagger.close();
        flagger = new FlaggerFleet(name, analysis, spec);
    }

    @Test
    @DisplayName("5: metadata is absent when empty, and the timestamp is milliseconds in a string")
    void aPayloadWithoutMetadataIsAHintAndOneWithATimestampIsOfThatTime() {
        flagger.running(10).later().status("canaryWeight", 20);
        flagger.hear(Map.of("name", "podinfo", "namespace", "test", "phase", "Progressing", "checksum", NEW));
        assertThat(flagger.run('b').weight()).isEqualTo(20);

        flagger.later().status("failedChecks", 1);
        flagger.say("Halt podinfo.test advancement success-rate 97.32 < 99");

        assertThat(flagger.run('b').heard().at()).isEqualTo(flagger.clock.instant());
    }

    @Test
    @DisplayName("13: an event webhook of the Canary's own silences the global one")
    void bothTellTheSameWhateverMetadataIsAdded() {
        flagger.running();
        flagger.later().status("failedChecks", 1);
        flagger.say(
                "Halt podinfo.test advancement success-rate 97.32 < 99",
                NEW,
                "Progressing",
                Map.of("cluster", "prod-eu1", "team", "a"));
        var own = flagger.run('b');
        canary("podinfo", WEIGHTS, "");
        flagger.running();
        flagger.later().status("failedChecks", 1);
        flagger.say("Halt podinfo.test advancement success-rate 97.32 < 99");

        assertThat(flagger.run('b').heard()).isEqualTo(own.heard());
        assertThat(flagger.run('b').checksum()).isEqualTo(own.checksum()).isEqualTo(NEW);
    }

    @Test
    @DisplayName("14: an event is sent at most once")
    void withoutAnyEventTheTickFindsEveryRunAndItsEnd() {
        flagger.brought('b', "6.8.0").later().status("lastAppliedSpec", "v2").phase("Progressing");
        flagger.process.hearTick();
        assertThat(flagger.says('b')).isEqualTo("Progressing: 2/3 ready, podinfo.test canary starting");
        flagger.later().status("canaryWeight", 30).process.hearTick();
        assertThat(flagger.says('b')).endsWith("podinfo.test canary 30% (step 3 of 5)");
        flagger.later()
                .status("canaryWeight", 0)
                .promote("6.8.0")
                .phase("Succeeded")
                .process
                .hearTick();

        assertThat(flagger.says('b')).isEqualTo("Succeeded: 3/3 ready");
    }

    @Test
    @DisplayName("15: Kubernetes Events are throttled and merged")
    void noEventOfKubernetesIsEverRead() {
        flagger.running(20).later().status("failedChecks", 5).process.hearTick();
        flagger.later().status("failedChecks", 0).phase("Failed").process.hearTick();

        assertThat(flagger.fleet.rollout('b').phase()).isEqualTo(Phase.Failed);
        assertThat(flagger.fleet.cluster.sandbox().requests().matching("GET", ".*/events.*"))
                .isEmpty();
    }

    @ParameterizedTest
    @DisplayName("17: some messages come at every tick")
    @ValueSource(
            strings = {
                "Rollback hook stop not signaling a rollback",
                "Halt podinfo.test advancement waiting for traffic increase approval step",
                "skipping canary run as object is suspended",
                "podinfo-primary.test not ready: waiting for rollout to finish: 1 out of 2 new replicas have been updated"
            })
    void whatIsRepeatedIsWrittenOnce(String message) {
        flagger.running(20).later().say(message);

        for (int tick = 0; tick < 10; tick++) {
            assertThat(flagger.later().say(message)).isZero();
        }
    }

    @Test
    @DisplayName("26: pods that never get ready end a run without a word of the threshold")
    void theCauseOfARunWhosePodsNeverGotReadyIsFoundAtThePods() {
        flagger.running().unpullable().later();
        flagger.say("canary deployment podinfo.test not ready: waiting for rollout to finish: 0 of 1 (readyThreshold"
                + " 100%) updated replicas are available");
        flagger.later().phase("Failed").say("Canary failed! Scaling down podinfo.test");

        assertThat(flagger.run('b').cause())
                .startsWith("rolled back, its pods did not get ready: ")
                .contains("ImagePullBackOff");
        assertThat(flagger.says('b')).startsWith("Failed: 1/3 failed: podinfo.test canary rolled back, its pods");
    }

    @Test
    @DisplayName("27: a promotion that fails leaves all traffic on the canary, and the phase says Failed")
    void aFailedPromotionIsNotCalledARollback() {
        flagger.running(50).later().phase("Promoting");
        flagger.say("Copying podinfo.test template spec to podinfo-primary.test");
        flagger.later().status("canaryWeight", 100).phase("Failed");
        flagger.say("Promotion of podinfo.test failed, primary not ready: deployment \"podinfo-primary\" exceeded its"
                + " progress deadline");

        assertThat(flagger.run('b').cause())
                .startsWith("promotion failed, 100 % of the traffic stays on the canary: deployment")
                .doesNotContain("rolled back");
        assertThat(flagger.run('b').weight()).isEqualTo(100);
    }

    @Test
    @DisplayName("28: post-rollout may be skipped after a failing one, or be lost")
    void noPostRolloutMessageIsNeededAndNoneChangesTheOutcome() {
        flagger.running(50).later().status("canaryWeight", 0).promote("6.8.0").phase("Succeeded");
        flagger.process.hearTick();
        assertThat(flagger.fleet.rollout('b').phase()).isEqualTo(Phase.Succeeded);

        flagger.later().say("Post-rollout hook tell failed no such host");

        assertThat(flagger.says('b')).isEqualTo("Succeeded: 3/3 ready");
    }

    @Test
    @DisplayName("31: messages mix the Canary's name and the target's")
    void anEventIsOfTheCanaryThatThePayloadNamesWhateverItsMessageDoes() {
        canary("frontend", WEIGHTS, "");
        flagger.running();
        flagger.later().status("canaryWeight", 10).say("Advance frontend.test canary weight 10");
        flagger.later()
                .say("canary deployment podinfo.test not ready: waiting for rollout to finish: 1 old replicas"
                        + " are pending termination");

        assertThat(flagger.stage('b').name()).isEqualTo("frontend");
        assertThat(flagger.run('b').images()).isEqualTo(Map.of("old", "podinfo:6.7.0", "new", "podinfo:6.8.0"));
        assertThat(flagger.says('b')).isEqualTo("Progressing: 2/3 ready, frontend.test canary 10% (step 1 of 5)");
    }

    @Test
    @DisplayName("33: old versions send no checksum, announce success with another phase, and write 0 while promoting")
    void aFlaggerOfOldIsFollowedAsWell() {
        flagger.brought('b', "6.8.0").later().status("lastAppliedSpec", "v2").phase("Progressing");
        flagger.say("New revision detected! Scaling up podinfo.test", null);
        flagger.later().status("canaryWeight", 50).say("Advance podinfo.test canary weight 50", null);
        flagger.later().status("canaryWeight", 0).phase("Promoting");
        flagger.say("Copying podinfo.test template spec to podinfo-primary.test", null);
        assertThat(flagger.run('b').weight()).isEqualTo(50);
        assertThat(flagger.run('b').checksum()).isNull();

        flagger.later().promote("6.8.0").phase("Succeeded");
        flagger.say("Promotion completed! Scaling down podinfo.test", null, "Finalising", Map.of());

        assertThat(flagger.says('b')).isEqualTo("Succeeded: 3/3 ready");
    }

    @Test
    @DisplayName("35: without a severity in its alerts Flagger tells nobody anything")
    void aFailureIsFollowedWhateverFlaggersAlertsSay() {
        canary("podinfo", WEIGHTS + ", alerts: [{name: dev, providerRef: {name: slack}}]", "");
        flagger.running(30).later().status("canaryWeight", 0).phase("Failed");
        flagger.process.hearTick();

        assertThat(flagger.stage('b').phase()).isEqualTo(StagePhase.Failed);
        assertThat(flagger.says('b')).startsWith("Failed: 1/3 failed: podinfo.test canary");
    }

    @Test
    @DisplayName("18: a rollback is not asked for in Waiting, while pods start, or from Promoting on")
    void anOrderToRollBackIsNoRollbackUntilTheCanarySaysSo() {
        flagger.brought('b', "6.8.0").later().phase("Waiting").say("Rollback check stop passed", OLD);
        assertThat(flagger.fleet.rollout('b').phase()).isEqualTo(Phase.Waiting);
        flagger.later().status("lastAppliedSpec", "v2").phase("Progressing").say("Rollback check stop passed");
        assertThat(flagger.fleet.rollout('b').phase()).isEqualTo(Phase.Progressing);
        flagger.later().phase("Failed").say("Canary failed! Scaling down podinfo.test");

        assertThat(flagger.run('b').cause()).isEqualTo("rolled back by order: stop");
    }
}
