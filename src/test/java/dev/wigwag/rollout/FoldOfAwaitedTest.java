package dev.wigwag.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a push until Flux holds its revision, or never will. */
class FoldOfAwaitedTest {
    private static final APush A = APush.of('a').over('9');
    private static final APush B = APush.of('b').over('a').at(10);
    private static final AView OLD = AView.at('9').storedAt(APush.NOON.minusSeconds(60));

    @Test
    void aPushThatFluxHasNotFetchedIsPending() {
        Rollouts rollouts = Rollouts.of(A).fold(OLD);

        assertThat(rollouts.phase('a')).isEqualTo(Phase.Pending);
        assertThat(rollouts.summary('a')).isEqualTo("waiting for Flux to fetch main@aaaaaaa");
        assertThat(rollouts.the('a').status().stages())
                .containsExactly(new Stage(
                        "GitRepository", "flux-system", "gitops", StagePhase.Pending, null, AView.NOW, null, null));
        assertThat(rollouts.the('a').status().counts())
                .containsOnlyKeys("Pending")
                .containsEntry("Pending", 1);
    }

    @Test
    void aPushThatNobodyHasTakenUpYetIsLeftToWhoIsAboutToAskFlux() {
        Rollouts rollouts = new Rollouts().push(A).fold(OLD);

        assertThat(rollouts.the('a').status()).isNull();
    }

    @Test
    void aPushThatNobodyHasTakenUpYetIsTakenUpIfTheSourceHoldsItAlready() {
        Rollouts rollouts = new Rollouts().push(A).fold(AView.at('a'));

        assertThat(rollouts.phase('a')).isEqualTo(Phase.Succeeded);
        assertThat(rollouts.the('a').status().request())
                .isEqualTo(RequestToken.of(A.push()).toString());
    }

    @Test
    void aPushThatNobodyTookUpEndsWithALaterOneSinceOnlyTheNewestIsAskedFor() {
        Rollouts rollouts = new Rollouts().push(A).push(B).fold(OLD);

        assertThat(rollouts.phase('a')).isEqualTo(Phase.Superseded);
        assertThat(rollouts.the('b').status()).isNull();
    }

    @Test
    void aSuspendedSourceIsSaidToBeSoAndTheRolloutStaysPending() {
        Rollouts rollouts = Rollouts.of(A).fold(OLD.suspended());

        assertThat(rollouts.phase('a')).isEqualTo(Phase.Pending);
        assertThat(rollouts.stage('a', "gitops").phase()).isEqualTo(StagePhase.Suspended);
        assertThat(rollouts.summary('a'))
                .isEqualTo("suspended: resume GitRepository/gitops to have main@aaaaaaa fetched");
    }

    @Test
    void aFailedFetchFailsAPendingRolloutAndItsRecoveryMakesItPendingAgain() {
        Rollouts rollouts =
                Rollouts.of(A).fold(OLD.failing("AuthenticationFailed", "authentication required: Bad credentials"));

        assertThat(rollouts.phase('a')).isEqualTo(Phase.Failed);
        assertThat(rollouts.summary('a'))
                .isEqualTo("1/1 failed: gitops AuthenticationFailed: authentication required: Bad credentials");

        assertThat(rollouts.fold(OLD).phase('a')).isEqualTo(Phase.Pending);
        assertThat(rollouts.fold(AView.at('a')).phase('a')).isEqualTo(Phase.Succeeded);
    }

    @Test
    void aStalledSourceFailsAPendingRolloutWhateverItsReadySays() {
        LiveSource calm = OLD.source();
        LiveSource stalled = new LiveSource(
                calm.key(),
                true,
                false,
                calm.ref(),
                calm.current(),
                calm.origin(),
                calm.storedAt(),
                new Ready(Ready.State.Unknown, "URLInvalid", "no such scheme", null),
                true,
                null,
                null);

        Rollouts rollouts = Rollouts.of(A).fold(new AView(stalled, List.of()));

        assertThat(rollouts.phase('a')).isEqualTo(Phase.Failed);
        assertThat(rollouts.stage('a', "gitops").message()).isEqualTo("URLInvalid: no such scheme");
    }

    @ParameterizedTest
    @EnumSource(
            value = Ready.State.class,
            names = {"Unknown", "Absent"})
    void aFetchUnderWayIsNoFailure(Ready.State state) {
        Ready ready = new Ready(state, "Progressing", "building artifact", null);

        assertThat(Rollouts.of(A).fold(OLD.ready(ready)).phase('a')).isEqualTo(Phase.Pending);
    }

    @Test
    void aSourceThatIsGoneEndsWhatWasWaitingForIt() {
        Rollouts rollouts = Rollouts.of(A).fold(AView.gone());

        assertThat(rollouts.phase('a')).isEqualTo(Phase.Superseded);
        assertThat(rollouts.reason('a', "Superseded")).isEqualTo("SourceDeleted");
        assertThat(rollouts.summary('a')).isEqualTo("its source was deleted");
    }

    @Test
    void aPushThatNobodyAskedForYetEndsWithItsSourceAsWell() {
        Rollouts rollouts = new Rollouts().push(A).fold(AView.gone());

        assertThat(rollouts.phase('a')).isEqualTo(Phase.Superseded);
        assertThat(rollouts.reason('a', "Superseded")).isEqualTo("SourceDeleted");
    }

    @Test
    void aLaterPushOfTheSameRefOvertakesOneThatFluxHasNotFetched() {
        Rollouts rollouts = Rollouts.of(A, B).fold(OLD);

        assertThat(rollouts.phase('a')).isEqualTo(Phase.Superseded);
        assertThat(rollouts.reason('a', "Superseded")).isEqualTo("Overtaken");
        assertThat(rollouts.summary('a')).isEqualTo("overtaken by main@bbbbbbb");
        assertThat(rollouts.stage('a', "gitops").phase()).isEqualTo(StagePhase.Superseded);
        assertThat(rollouts.phase('b')).isEqualTo(Phase.Pending);
    }

    @Test
    void ofTwoPushesInOneSecondTheOneOnTopOfTheOtherIsLater() {
        Rollouts rollouts = Rollouts.of(A, B.at(0)).fold(OLD);

        assertThat(rollouts.phase('a')).isEqualTo(Phase.Superseded);
        assertThat(rollouts.phase('b')).isEqualTo(Phase.Pending);
    }

    @Test
    void twoUnrelatedPushesInOneSecondLeaveEachOtherAlone() {
        Rollouts rollouts = Rollouts.of(A, APush.of('b').over('8')).fold(OLD);

        assertThat(rollouts.phase('a')).isEqualTo(Phase.Pending);
        assertThat(rollouts.phase('b')).isEqualTo(Phase.Pending);
    }

    @Test
    void aLaterForcePushOverItDropsIt() {
        Rollouts rollouts = Rollouts.of(A, B.byForce()).fold(OLD);

        assertThat(rollouts.reason('a', "Superseded")).isEqualTo("Dropped");
        assertThat(rollouts.summary('a')).isEqualTo("dropped by a force push");
    }

    @Test
    void aForcePushOverAnotherOvertakesOnly() {
        Rollouts rollouts =
                Rollouts.of(A, B, APush.of('c').over('b').at(20).byForce()).fold(OLD);

        assertThat(rollouts.reason('a', "Superseded")).isEqualTo("Overtaken");
        assertThat(rollouts.reason('b', "Superseded")).isEqualTo("Dropped");
    }

    @Test
    void anArtifactOfAnotherRevisionStoredAfterThePushHasOvertakenIt() {
        Rollouts rollouts = Rollouts.of(A).fold(AView.at('c'));

        assertThat(rollouts.reason('a', "Superseded")).isEqualTo("Overtaken");
        assertThat(rollouts.summary('a')).isEqualTo("overtaken by main@ccccccc");
    }

    @Test
    void anArtifactOfAnEarlierPushThatWasSlowToBeFetchedOvertakesNothing() {
        Rollouts rollouts = Rollouts.of(APush.of('9').at(-5), A).fold(AView.at('9'));

        assertThat(rollouts.phase('a')).isEqualTo(Phase.Pending);
    }

    @Test
    void pitfall30AFailedFetchKeepsTheOldArtifactAndSaysNothingOfOvertaking() {
        Rollouts rollouts = Rollouts.of(A).fold(AView.at('c').failing("GitOperationFailed", "unreachable"));

        assertThat(rollouts.phase('a')).isEqualTo(Phase.Failed);
        assertThat(rollouts.reason('a', "Superseded")).isNull();
    }

    @Test
    void pitfall32ATagBelowTheRangeIsNotSelectedOnceOurRequestIsHandled() {
        APush tag = APush.of('a').to("refs/tags/v1.9.9");
        String token = RequestToken.of(tag.push()).next().toString();
        Rollouts rollouts = Rollouts.of(tag).fold(OLD.rangeHaving("someone-else"));
        assertThat(rollouts.phase('a')).isEqualTo(Phase.Pending);

        rollouts.fold(OLD.rangeHaving(token).ready(new Ready(Ready.State.Unknown, "Progressing", "", null)));
        assertThat(rollouts.phase('a')).isEqualTo(Phase.Pending);

        rollouts.fold(OLD.rangeHaving(token));
        assertThat(rollouts.reason('a', "Superseded")).isEqualTo("NotSelected");
        assertThat(rollouts.summary('a')).isEqualTo("not selected, the source stays at main@9999999");
    }

    @Test
    void tagsPushedLaterDoNotOvertakeEachOtherBeforeFluxHasChosen() {
        Rollouts rollouts = Rollouts.of(
                        APush.of('a').to("refs/tags/v2.0.0"),
                        APush.of('b').to("refs/tags/v1.9.9").at(10))
                .fold(OLD.rangeHaving(null));

        assertThat(rollouts.phase('a')).isEqualTo(Phase.Pending);
        assertThat(rollouts.phase('b')).isEqualTo(Phase.Pending);
    }

    @Test
    void aBranchIsNeverNotSelected() {
        Rollouts rollouts = Rollouts.of(A).fold(OLD);

        assertThat(rollouts.reason('a', "Superseded")).isNull();
    }

    @Test
    void onceEndedItStaysEndedWhateverBecomesOfTheSource() {
        Rollouts rollouts = Rollouts.of(A, B).fold(OLD);
        Rollout ended = rollouts.the('a');

        for (AView view : List.of(OLD, AView.gone(), OLD.failing("X", "y"), OLD.suspended(), AView.empty())) {
            assertThat(rollouts.fold(view).the('a')).isEqualTo(ended);
        }
    }

    @Test
    void oneThatWasThoughtOvertakenGoesOnInTheSameAttemptIfFluxHoldsItAfterAll() {
        Rollouts rollouts = Rollouts.of(A, B).fold(OLD).fold(AView.at('a'));

        assertThat(rollouts.phase('a')).isEqualTo(Phase.Succeeded);
        assertThat(rollouts.the('a').attempt()).isEqualTo(1);
        assertThat(rollouts.reason('a', "Superseded")).isNull();
    }

    @Test
    void rolloutsOfAnotherSourceAreLeftAlone() {
        Rollouts rollouts = Rollouts.of(A);
        Rollout before = rollouts.the('a');
        ObjectKey other = new ObjectKey("GitRepository", "flux-system", "other");

        assertThat(rollouts.fold(OLD.as(other, "main@sha1:" + APush.sha('a'), null))
                        .the('a'))
                .isEqualTo(before);
    }

    @Test
    void aStoredRevisionThatCannotBeReadStopsNothing() {
        RolloutSpec junk = new RolloutSpec(
                new RolloutSpec.Source("GitRepository", "gitops"), "main@sha1:no hex", null, null, null);
        Rollout odd = new Rollout(new RolloutKey("flux-system", "gitops-junk"), junk, null, "1");

        List<Rollout> folded =
                Fold.of(List.of(odd, Rollouts.of(A).the('a')), AView.at('a').live(), AView.NOW);

        assertThat(folded.get(0).phase()).isEqualTo(Phase.Superseded);
        assertThat(folded.get(1).phase()).isEqualTo(Phase.Succeeded);
    }
}
