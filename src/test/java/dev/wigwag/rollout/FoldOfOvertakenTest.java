package dev.wigwag.rollout;

import static dev.wigwag.rollout.AMember.kustomization;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What becomes of a rollout that Flux had taken up once the source goes on to another revision. */
class FoldOfOvertakenTest {
    private static final APush A = APush.of('a').over('9');
    private static final APush B = APush.of('b').over('a').at(100);
    private static final Instant LATER = AView.NOW.plusSeconds(120);

    private static final AView A_BUSY = AView.at('a').with(kustomization("apps").attempted('a'));
    private static final AView A_DONE = AView.at('a').with(kustomization("apps").done('a'));
    private static final AView B_BUSY =
            AView.at('b').storedAt(LATER).with(kustomization("apps").attempted('b'));
    private static final AView B_DONE =
            AView.at('b').storedAt(LATER).with(kustomization("apps").done('b'));

    @Test
    void anUnfinishedOneIsOvertakenAndThenLiveAsPartOfTheLaterOne() {
        Rollouts rollouts = Rollouts.of(A).fold(A_BUSY).push(B).takeUp();
        assertThat(rollouts.fold(A_BUSY, LATER).phase('a')).isEqualTo(Phase.Progressing);

        rollouts.fold(B_BUSY, LATER);
        assertThat(rollouts.phase('a')).isEqualTo(Phase.Superseded);
        assertThat(rollouts.summary('a')).isEqualTo("overtaken by main@bbbbbbb");
        assertThat(rollouts.stage('a', "gitops").phase()).isEqualTo(StagePhase.Succeeded);
        assertThat(rollouts.stage('a', "apps").phase()).isEqualTo(StagePhase.Superseded);
        assertThat(rollouts.the('a').status().counts()).isEqualTo(Map.of("Succeeded", 1, "Superseded", 1));
        assertThat(rollouts.phase('b')).isEqualTo(Phase.Progressing);

        rollouts.fold(B_DONE, LATER);
        assertThat(rollouts.summary('a')).isEqualTo("live as part of main@bbbbbbb");
        assertThat(rollouts.phase('a')).isEqualTo(Phase.Superseded);
        assertThat(rollouts.reason('a', "Live")).isEqualTo("AsPartOf");
    }

    @Test
    void onceLiveAsPartOfALaterOneItStaysSoWhateverBecomesOfThat() {
        Rollouts rollouts = Rollouts.of(A).fold(A_BUSY).push(B).takeUp().fold(B_DONE, LATER);
        Rollout live = rollouts.the('a');

        rollouts.fold(AView.at('b')
                .storedAt(LATER)
                .with(kustomization("apps").done('b').failing("HealthCheckFailed", "x")));

        assertThat(rollouts.phase('b')).isEqualTo(Phase.Failed);
        assertThat(rollouts.the('a')).isEqualTo(live);
    }

    @Test
    void whoWasOvertakenByOneThatWasOvertakenIsLiveAsPartOfTheLast() {
        Rollouts rollouts = Rollouts.of(A).fold(A_BUSY).push(B).takeUp().fold(B_BUSY, LATER);
        rollouts.push(APush.of('c').over('b').at(200)).takeUp();

        rollouts.fold(AView.at('c').storedAt(LATER.plusSeconds(200)), LATER.plusSeconds(200));

        assertThat(rollouts.summary('a')).isEqualTo("live as part of main@ccccccc");
        assertThat(rollouts.summary('b')).isEqualTo("live as part of main@ccccccc");
    }

    @Test
    void goingBackToAnEarlierRevisionDoesNotMakeTheLaterOneLive() {
        Rollouts rollouts =
                Rollouts.of(A).fold(A_DONE).push(B).takeUp().fold(B_BUSY, LATER).fold(A_DONE, LATER);

        assertThat(rollouts.phase('b')).isEqualTo(Phase.Superseded);
        assertThat(rollouts.summary('b')).isEqualTo("overtaken by main@aaaaaaa");
        assertThat(rollouts.phase('a')).isEqualTo(Phase.Succeeded);
    }

    @Test
    void aResultStaysWhenALaterRevisionComes() {
        Rollouts succeeded = Rollouts.of(A).fold(A_DONE);
        Rollout won = succeeded.the('a');
        assertThat(succeeded.push(B).takeUp().fold(B_BUSY, LATER).the('a')).isEqualTo(won);

        Rollouts failed = Rollouts.of(A)
                .fold(AView.at('a').with(kustomization("apps").attempted('a').failing("BuildFailed", "x")));
        Rollout lost = failed.the('a');
        assertThat(failed.phase('a')).isEqualTo(Phase.Failed);
        assertThat(failed.push(B).takeUp().fold(B_DONE, LATER).the('a')).isEqualTo(lost);
    }

    @Test
    void whatElseWasUnderWayInOneThatFailedEndsOnceTheSourceHasGoneOn() {
        Rollouts rollouts = Rollouts.of(A)
                .fold(AView.at('a')
                        .with(
                                kustomization("apps").attempted('a').failing("BuildFailed", "x"),
                                kustomization("infra")));
        Rollout lost = rollouts.the('a');
        assertThat(rollouts.stage('a', "infra").phase().isDone()).isFalse();

        rollouts.push(B).takeUp().fold(B_DONE, LATER);

        assertThat(rollouts.phase('a')).isEqualTo(Phase.Failed);
        assertThat(rollouts.summary('a')).isEqualTo(lost.status().summary());
        assertThat(rollouts.stage('a', "apps"))
                .isEqualTo(lost.status().stages().stream()
                        .filter(stage -> stage.name().equals("apps"))
                        .findFirst()
                        .orElseThrow());
        assertThat(rollouts.stage('a', "infra").phase()).isEqualTo(StagePhase.Superseded);
        assertThat(rollouts.the('a').status().counts()).isEqualTo(Map.of("Succeeded", 1, "Failed", 1, "Superseded", 1));
        Rollout ended = rollouts.the('a');
        assertThat(rollouts.fold(B_DONE, LATER.plusSeconds(60)).the('a')).isEqualTo(ended);
    }

    @Test
    void aForcePushOverItDropsIt() {
        Rollouts rollouts =
                Rollouts.of(A).fold(A_BUSY).push(B.byForce()).takeUp().fold(B_DONE, LATER);

        assertThat(rollouts.reason('a', "Superseded")).isEqualTo("Dropped");
        assertThat(rollouts.summary('a')).isEqualTo("dropped by a force push");
    }

    @Test
    void aForcePushOverSomethingNobodyHeardOfDropsItTooButOneOverAKnownLaterOneDoesNot() {
        Rollouts unheard = Rollouts.of(A)
                .fold(A_BUSY)
                .push(APush.of('b').over('7').at(100).byForce())
                .takeUp()
                .fold(B_DONE, LATER);
        assertThat(unheard.reason('a', "Superseded")).isEqualTo("Dropped");

        Rollouts known = Rollouts.of(A)
                .fold(A_BUSY)
                .push(APush.of('7').over('a').at(50))
                .takeUp()
                .push(APush.of('b').over('7').at(100).byForce())
                .takeUp()
                .fold(B_DONE, LATER);
        assertThat(known.reason('a', "Superseded")).isEqualTo("Overtaken");
        assertThat(known.reason('7', "Superseded")).isEqualTo("Dropped");
    }

    @Test
    void aSourceThatIsGoneEndsWhatWasUnderWayAndKeepsResults() {
        assertThat(Rollouts.of(A).fold(A_BUSY).fold(AView.gone()).reason('a', "Superseded"))
                .isEqualTo("SourceDeleted");
        assertThat(Rollouts.of(A).fold(A_DONE).fold(AView.gone()).phase('a')).isEqualTo(Phase.Succeeded);
    }

    @Test
    void aSourceThatHasLostItsArtifactHasNotGoneOn() {
        Rollouts rollouts = Rollouts.of(A).fold(A_BUSY);
        Rollout before = rollouts.the('a');

        assertThat(rollouts.fold(AView.empty()).the('a')).isEqualTo(before);
    }

    @Test
    void pitfall30AFetchThatFailsLaterDoesNotFailWhatIsLive() {
        AView broken = A_DONE.failing("GitOperationFailed", "unreachable");
        Rollouts rollouts = Rollouts.of(A).fold(A_DONE);
        RolloutStatus before = rollouts.the('a').status();

        assertThat(rollouts.fold(broken, LATER).the('a').status().having(before.conditions()))
                .isEqualTo(before);
    }

    @Test
    void aRevisionThatIsPushedAgainIsTheNextAttempt() {
        Rollouts rollouts = Rollouts.of(A).fold(A_BUSY).push(B).takeUp().fold(B_BUSY, LATER);

        rollouts.push(APush.of('a').over('b').byForce().at(200)).takeUp();
        assertThat(rollouts.fold(B_BUSY, LATER).phase('a')).isEqualTo(Phase.Pending);
        assertThat(rollouts.phase('b')).isEqualTo(Phase.Progressing);

        rollouts.fold(A_DONE.storedAt(LATER.plusSeconds(100)), LATER.plusSeconds(100));
        assertThat(rollouts.the('a').attempt()).isEqualTo(2);
        assertThat(rollouts.phase('a')).isEqualTo(Phase.Succeeded);
        assertThat(rollouts.reason('a', "Superseded")).isNull();
        assertThat(rollouts.reason('b', "Superseded")).isEqualTo("Dropped");
    }

    @Test
    void aRevisionThatComesBackWithoutAPushIsTheNextAttemptOfWhatWasOvertaken() {
        Rollouts rollouts =
                Rollouts.of(A).fold(A_BUSY).push(B).takeUp().fold(B_BUSY, LATER).fold(A_BUSY, LATER);

        assertThat(rollouts.the('a').attempt()).isEqualTo(2);
        assertThat(rollouts.phase('a')).isEqualTo(Phase.Progressing);
        assertThat(rollouts.fold(A_DONE, LATER).the('a').attempt()).isEqualTo(2);
    }

    @Test
    void whatIsNotTheFoldsIsCarriedOver() {
        Rollouts seed = Rollouts.of(A).fold(A_BUSY);
        Rollout known = seed.the('a');
        RolloutStatus status = known.status();
        Approval approval = new Approval(
                Gate.promotion,
                "test/podinfo",
                "0b9d8f1e-1",
                Approval.Decision.approve,
                "slack:U1",
                AView.NOW,
                null,
                AView.NOW,
                null,
                null,
                null);
        Stage run = new Stage(
                "Canary",
                "test",
                "podinfo",
                StagePhase.Succeeded,
                null,
                AView.NOW,
                AView.NOW,
                CanaryProgress.ofRun(
                        new RunId("0b9d8f1e", 1), CanaryProgress.Attribution.certain, RunMarks.awaitingTemplate("t1")));
        Outlet outlet = new Outlet("slack", "C1", "1.2", "d", AView.NOW, null, null, 1);
        Condition condition = new Condition("Told", "True", "Done", "done", AView.NOW);
        Rollouts rollouts = new Rollouts()
                .plant(known.withStatus(new RolloutStatus(
                        status.attempt(),
                        status.request(),
                        status.revision(),
                        status.phase(),
                        status.summary(),
                        status.counts(),
                        Stream.concat(status.stages().stream(), Stream.of(run)).toList(),
                        List.of(approval),
                        List.of(outlet),
                        List.of(condition))));

        rollouts.fold(A_DONE).push(B).takeUp().fold(B_DONE, LATER);
        assertThat(rollouts.the('a').status().approvals()).containsExactly(approval);
        assertThat(rollouts.the('a').status().outlets()).containsExactly(outlet);
        assertThat(rollouts.the('a').status().conditions()).contains(condition);
    }
}
