package dev.wigwag.rollout;

import static dev.wigwag.rollout.AMember.kustomization;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A Kustomization's part in the rollout of commit a, after commit 9. */
class FoldOfKustomizationsTest {
    private static final APush A = APush.of('a').over('9');
    private static final Instant BEFORE = AView.STORED.minusSeconds(1);

    @Test
    void appliedAndReadyIsSucceededWithoutAMessage() {
        Rollouts rollouts = folded(kustomization("apps").done('a'));

        assertThat(rollouts.stage('a', "apps"))
                .isEqualTo(new Stage(
                        "Kustomization",
                        "flux-system",
                        "apps",
                        StagePhase.Succeeded,
                        null,
                        AView.NOW,
                        AView.NOW,
                        null));
        assertThat(rollouts.phase('a')).isEqualTo(Phase.Succeeded);
        assertThat(rollouts.summary('a')).isEqualTo("2/2 ready");
        assertThat(rollouts.the('a').status().counts()).isEqualTo(Map.of("Succeeded", 2));
    }

    @Test
    void pitfall39ReadyFlapsInEveryIntervalAndChangesNothing() {
        Rollouts rollouts = folded(kustomization("apps").done('a'));
        Rollout quiet = rollouts.the('a');

        rollouts.fold(AView.at('a').with(kustomization("apps").done('a').running()), AView.NOW.plusSeconds(60));

        assertThat(rollouts.the('a')).isEqualTo(quiet);
    }

    @Test
    void pitfall02ASuccessThatRepeatsForEverIsNoNews() {
        AView view = AView.at('a').with(kustomization("apps").done('a'));
        Rollouts rollouts = Rollouts.of(A).fold(view);
        Rollout once = rollouts.the('a');

        for (int minute = 1; minute < 10; minute++) {
            assertThat(rollouts.fold(view, AView.NOW.plusSeconds(60 * minute)).the('a'))
                    .isEqualTo(once);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Progressing", "HealthCheckCanceled", "ProgressingWithRetry"})
    void pitfall01ReasonsOfInfoSeverityAreNeitherSuccessNorFailure(String reason) {
        AMember member = kustomization("apps").applied('9').attempted('a').failing(reason, "Health check passed");

        assertThat(phase(member)).isEqualTo(StagePhase.Progressing);
        assertThat(phase(member.applied('a'))).isEqualTo(StagePhase.Succeeded);
    }

    @Test
    void pitfall23TheOldReadyIsStillThereUntilTheControllerStarts() {
        AMember old = kustomization("apps").done('9').ready("ReconciliationSucceeded", "Applied", BEFORE);

        assertThat(phase(old)).isEqualTo(StagePhase.Pending);
        assertThat(phase(old.attempted('a'))).isEqualTo(StagePhase.Progressing);
    }

    @Test
    void pitfall30AKustomizationReadyOnAStaleRevisionIsNotThereYet() {
        assertThat(phase(kustomization("apps").done('9').running())).isEqualTo(StagePhase.Pending);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ArtifactFailed", "DirectoryCreationFailed", "SomethingNew"})
    void pitfall24AFailureThatLeavesTheAttemptedRevisionBehindIsSeenByReady(String reason) {
        AMember member = kustomization("apps").done('9').failing(reason, "kustomization path not found");

        assertThat(phase(member)).isEqualTo(StagePhase.Failed);
        assertThat(phase(member.failing(reason, "x", AView.STORED))).isEqualTo(StagePhase.Failed);
        assertThat(phase(member.failing(reason, "x", BEFORE))).isEqualTo(StagePhase.Pending);
        assertThat(phase(member.failing(reason, "x", null))).isEqualTo(StagePhase.Pending);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HealthCheckFailed", "PruneFailed", "ReconciliationFailed"})
    void aRunOfTheOldRevisionThatFailsAfterTheNewArtifactIsNotTheNewOnesFailure(String reason) {
        AMember member = kustomization("apps").attempted('9').failing(reason, "late");

        assertThat(phase(member)).isEqualTo(StagePhase.Pending);
        assertThat(phase(member.attempted('a'))).isEqualTo(StagePhase.Failed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BuildFailed", "HealthCheckFailed"})
    void whereTheSourceWentBackTheFailureOfTheRevisionInBetweenIsNotThisOnes(String reason) {
        AMember back = kustomization("apps").applied('a').attempted('b');

        assertThat(phase(back.failing(reason, "of b"))).isEqualTo(StagePhase.Pending);
        assertThat(phase(back.running())).isEqualTo(StagePhase.Pending);
        assertThat(phase(back.done('a'))).isEqualTo(StagePhase.Succeeded);
    }

    @Test
    void aMissingPathOfTheSpecBeforeIsNotThisSourcesFailure() {
        AMember moved = kustomization("apps").failing("ArtifactFailed", "kustomization path not found");

        assertThat(phase(moved.unobserved())).isEqualTo(StagePhase.Pending);
        assertThat(phase(moved)).isEqualTo(StagePhase.Failed);
    }

    @Test
    void aFailedHealthCheckIsToldByWhatFailed() {
        Rollouts rollouts = folded(kustomization("apps")
                .attempted('a')
                .applied('9')
                .failing(
                        "HealthCheckFailed",
                        "health check failed after 5m0.031s: failed early due to stalled resources: [Deployment/shop/cart"
                                + " status: 'Failed']"));

        assertThat(rollouts.phase('a')).isEqualTo(Phase.Failed);
        assertThat(rollouts.stage('a', "apps").message()).isEqualTo("HealthCheckFailed: Deployment/shop/cart failed");
        assertThat(rollouts.summary('a')).isEqualTo("1/2 failed: apps HealthCheckFailed: Deployment/shop/cart failed");
    }

    @Test
    void pitfall38AFailureIsSeenThoughTheObservedGenerationStaysBehind() {
        assertThat(phase(kustomization("apps").attempted('a').unobserved().failing("BuildFailed", "no such file")))
                .isEqualTo(StagePhase.Failed);
    }

    @Test
    void aStalledOneHasFailedWhereverItStands() {
        AMember stalled = kustomization("apps")
                .failing("InvalidCELExpression", "syntax", BEFORE)
                .stall();

        assertThat(phase(stalled)).isEqualTo(StagePhase.Failed);
        assertThat(phase(stalled.applied('a'))).isEqualTo(StagePhase.Failed);
        assertThat(phase(stalled.running())).isEqualTo(StagePhase.Failed);
    }

    @Test
    void aRetryOfAFailureIsNoNewsUntilItEnds() {
        AMember failing = kustomization("apps").attempted('a').failing("HealthCheckFailed", "bad");
        Rollouts rollouts = folded(failing);
        Rollout failed = rollouts.the('a');

        assertThat(rollouts.fold(AView.at('a').with(failing.running())).the('a'))
                .isEqualTo(failed);
        assertThat(rollouts.fold(AView.at('a').with(failing.done('a'))).phase('a'))
                .isEqualTo(Phase.Succeeded);
    }

    @Test
    void aRegressionReopensTheNewestRolloutAndARecoveryClosesIt() {
        Rollouts rollouts = folded(kustomization("apps").done('a'));
        AMember sick = kustomization("apps").done('a').failing("HealthCheckFailed", "pods crash");

        rollouts.fold(AView.at('a').with(sick), AView.NOW.plusSeconds(60));
        assertThat(rollouts.phase('a')).isEqualTo(Phase.Failed);
        assertThat(rollouts.stage('a', "apps").since()).isEqualTo(AView.NOW.plusSeconds(60));

        rollouts.fold(AView.at('a').with(sick.running()), AView.NOW.plusSeconds(90));
        assertThat(rollouts.phase('a')).isEqualTo(Phase.Failed);

        rollouts.fold(AView.at('a').with(kustomization("apps").done('a')), AView.NOW.plusSeconds(120));
        assertThat(rollouts.phase('a')).isEqualTo(Phase.Succeeded);
        assertThat(rollouts.the('a').attempt()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dependency 'flux-system/infra' revision is not up to date | waits for infra",
                "dependency 'platform/pki' is not ready                    | waits for platform/pki",
                "Dependencies do not meet ready condition, retrying in 30s | waits for base, db, dns and 1 more"
            })
    void aDependencyIsWaitedForByName(String message, String said) {
        AMember member = kustomization("apps")
                .done('9')
                .failing("DependencyNotReady", message)
                .dependingOn(
                        AView.kustomization("there"),
                        AView.kustomization("dns"),
                        AView.kustomization("db"),
                        AView.kustomization("base"),
                        AView.kustomization("old"));
        Rollouts rollouts = folded(
                member, kustomization("there").done('a'), kustomization("old").done('9'));

        assertThat(rollouts.stage('a', "apps").phase()).isEqualTo(StagePhase.Waiting);
        assertThat(rollouts.stage('a', "apps").message()).isEqualTo(said);
        assertThat(rollouts.phase('a')).isEqualTo(Phase.Progressing);
        assertThat(rollouts.summary('a')).isEqualTo("2/4 ready, apps " + said);
    }

    @Test
    void aDependencyThatNobodyNamesIsWaitedForAllTheSame() {
        Rollouts rollouts = folded(kustomization("apps").failing("DependencyNotReady", ""));

        assertThat(rollouts.stage('a', "apps").message()).isEqualTo("waits for its dependencies");
    }

    @Test
    void waitingIsNoStepBackForWhatIsAppliedAndOneForWhatWasOnlyAttempted() {
        AMember member = kustomization("apps").failing("DependencyNotReady", "dependency 'flux-system/x' is not ready");

        assertThat(phase(member.applied('a'))).isEqualTo(StagePhase.Succeeded);
        assertThat(phase(member.attempted('a'))).isEqualTo(StagePhase.Waiting);
    }

    @Test
    void pitfall22ASuspendedOneIsShownAsSuchAndHoldsNothingUp() {
        Rollouts rollouts = folded(
                kustomization("apps").done('9').suspend(),
                kustomization("infra").done('a'));

        assertThat(rollouts.stage('a', "apps").phase()).isEqualTo(StagePhase.Suspended);
        assertThat(rollouts.phase('a')).isEqualTo(Phase.Succeeded);
        assertThat(rollouts.summary('a')).isEqualTo("3/3 ready");
        assertThat(phase(kustomization("apps").done('a').suspend())).isEqualTo(StagePhase.Succeeded);
    }

    @Test
    void pitfall03ADeletedOneIsDoneWhateverItsStatusSaid() {
        Rollouts rollouts = folded(kustomization("apps").done('9'));

        rollouts.fold(AView.at('a').with(kustomization("apps").done('a').delete()));
        assertThat(rollouts.stage('a', "apps").phase()).isEqualTo(StagePhase.Superseded);
        Rollout deleted = rollouts.the('a');

        assertThat(rollouts.fold(AView.at('a')).the('a')).isEqualTo(deleted);
        assertThat(rollouts.stage('a', "apps").message()).isEqualTo("deleted");
        assertThat(rollouts.phase('a')).isEqualTo(Phase.Succeeded);
    }

    @Test
    void oneCreatedLaterJoinsTheNewestRolloutAndReopensItUntilItIsReady() {
        Rollouts rollouts = Rollouts.of(APush.of('9').at(-60))
                .fold(AView.at('9').storedAt(APush.NOON.minusSeconds(50)))
                .push(A)
                .takeUp()
                .fold(AView.at('a').with(kustomization("apps").done('a')));
        Rollout history = rollouts.the('9');

        rollouts.fold(AView.at('a').with(kustomization("apps").done('a'), kustomization("new")));
        assertThat(rollouts.phase('a')).isEqualTo(Phase.Progressing);
        assertThat(rollouts.summary('a')).isEqualTo("2/3 ready");
        assertThat(rollouts.the('9')).isEqualTo(history);

        rollouts.fold(AView.at('a')
                .with(kustomization("apps").done('a'), kustomization("new").done('a')));
        assertThat(rollouts.phase('a')).isEqualTo(Phase.Succeeded);
    }

    @Test
    void pitfall25ARevisionThatChangedNothingInThePathIsAppliedAllTheSame() {
        assertThat(phase(kustomization("untouched").done('a'))).isEqualTo(StagePhase.Succeeded);
    }

    @Test
    void pitfall06ALegacyRevisionIsTheSameAsTheNewForm() {
        LiveMember now = kustomization("apps").done('a').live();
        LiveMember legacy = new LiveMember(
                now.key(),
                now.parent(),
                false,
                false,
                Revision.read("main/" + APush.sha('a')),
                Revision.read("main/" + APush.sha('a')),
                now.ready(),
                false,
                true,
                null,
                now.dependsOn());

        Rollouts rollouts = Rollouts.of(A).fold(AView.at('a').with(List.of(legacy)));

        assertThat(rollouts.stage('a', "apps").phase()).isEqualTo(StagePhase.Succeeded);
    }

    private static Rollouts folded(AMember... members) {
        return Rollouts.of(A).fold(AView.at('a').with(members));
    }

    private static StagePhase phase(AMember member) {
        return folded(member).stage('a', member.key().name()).phase();
    }
}
