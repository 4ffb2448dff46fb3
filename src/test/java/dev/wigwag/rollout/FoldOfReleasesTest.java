package dev.wigwag.rollout;

import static dev.wigwag.rollout.AMember.kustomization;
import static dev.wigwag.rollout.AMember.release;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A HelmRelease's part in the rollout of commit a, whose Kustomization apps applies it. */
class FoldOfReleasesTest {
    private static final APush A = APush.of('a').over('9');
    private static final AMember CART = release("cart", "apps");
    private static final AMember DONE = CART.ready("UpgradeSucceeded", "upgraded", AView.STORED.plusSeconds(5));

    @Test
    void oneThatThisRevisionChangedJoins() {
        assertThat(phase(DONE)).isEqualTo(StagePhase.Succeeded);
    }

    @Test
    void oneThatThisRevisionDidNotChangeHasNoPart() {
        assertNoPart(DONE.changedAt(AView.STORED.minusSeconds(1)));
        assertNoPart(DONE.changedAt(null));
    }

    @Test
    void oneWhoseKustomizationIsOfAnotherSourceHasNoPart() {
        assertNoPart(release("cart", "elsewhere").ready(DONE.ready()));
    }

    @Test
    void oneThatHasJoinedStaysThoughTheArtifactIsStoredAnew() {
        AView again = AView.at('a')
                .storedAt(AView.STORED.plusSeconds(600))
                .with(kustomization("apps").done('a'), DONE);
        Rollouts rollouts = folded(DONE);
        Rollout before = rollouts.the('a');

        assertThat(rollouts.fold(again).the('a')).isEqualTo(before);
    }

    @Test
    void pitfall04AChartVersionIsNeverTakenForACommit() {
        // A version that looks like the commit is still no proof that the release has anything to do with it.
        LiveMember odd = DONE.attempted('a')
                .applied('a')
                .changedAt(AView.STORED.minusSeconds(9))
                .live();
        Rollouts rollouts = Rollouts.of(A)
                .fold(AView.at('a').with(List.of(kustomization("apps").done('a').live(), odd)));

        assertThat(rollouts.the('a').status().stages()).extracting(Stage::name).containsExactly("gitops", "apps");
    }

    @Test
    void pitfall23TheOldReadyIsStillThereUntilTheControllerStarts() {
        AMember old = CART.ready("UpgradeSucceeded", "old", AView.STORED.minusSeconds(600))
                .unobserved();

        assertThat(phase(old)).isEqualTo(StagePhase.Progressing);
        assertThat(phase(old.failing("UpgradeFailed", "old", AView.STORED.minusSeconds(600))))
                .isEqualTo(StagePhase.Progressing);
    }

    @Test
    void pitfall38AFailureIsSeenThoughTheObservedGenerationStaysBehind() {
        assertThat(phase(CART.unobserved().failing("UpgradeFailed", "timed out")))
                .isEqualTo(StagePhase.Failed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "InstallFailed",
                "UpgradeFailed",
                "TestFailed",
                "RollbackSucceeded",
                "RollbackFailed",
                "ValuesError",
                "ArtifactFailed"
            })
    void aFailureAndASuccessfulRollbackAreBothFailuresOfWhatWasWanted(String reason) {
        Rollouts rollouts = folded(CART.failing(
                reason,
                "Helm upgrade failed for release shop/cart with chart cart@1.8.2\n\nLast Helm logs:\n\nsecrets"));

        assertThat(rollouts.phase('a')).isEqualTo(Phase.Failed);
        assertThat(rollouts.stage('a', "cart").message())
                .isEqualTo(reason + ": Helm upgrade failed for release shop/cart with chart cart@1.8.2");
    }

    @Test
    void oneThatHasRunOutOfRetriesHasFailed() {
        assertThat(phase(CART.failing("UpgradeFailed", "x").stall())).isEqualTo(StagePhase.Failed);
    }

    @Test
    void oneThatRunsIsProgressingAndARetryOfAFailureIsNoNews() {
        assertThat(phase(CART.running())).isEqualTo(StagePhase.Progressing);
        assertThat(phase(CART)).isEqualTo(StagePhase.Progressing);

        Rollouts rollouts = folded(CART.failing("UpgradeFailed", "x"));
        Rollout failed = rollouts.the('a');
        assertThat(rollouts.fold(view(CART.running())).the('a')).isEqualTo(failed);
    }

    @Test
    void pitfall28OneWhoseChartIsNotThereWaitsForIt() {
        Rollouts rollouts = folded(CART.failing(
                "SourceNotReady", "HelmChart 'flux-system/shop-cart' is not ready: no chart version found"));

        assertThat(rollouts.stage('a', "cart").phase()).isEqualTo(StagePhase.Waiting);
        assertThat(rollouts.summary('a'))
                .isEqualTo(
                        "2/3 ready, cart waits for its chart: HelmChart 'flux-system/shop-cart' is not ready: no chart"
                                + " version found");
    }

    @Test
    void oneThatDependsOnAnotherNamesIt() {
        Rollouts rollouts = folded(CART.failing("DependencyNotReady", "dependency 'shop/db' is not ready"));

        assertThat(rollouts.stage('a', "cart").message()).isEqualTo("waits for db");
    }

    @Test
    void suspendedAndDeletedOnesCountAsDone() {
        assertThat(phase(CART.suspend())).isEqualTo(StagePhase.Suspended);
        assertThat(phase(CART.delete())).isEqualTo(StagePhase.Superseded);
        assertThat(folded(CART.suspend()).phase('a')).isEqualTo(Phase.Succeeded);
    }

    @Test
    void oneThatIsGoneWasDeleted() {
        Rollouts rollouts = folded(CART.running())
                .fold(AView.at('a').with(kustomization("apps").done('a')));

        assertThat(rollouts.stage('a', "cart").message()).isEqualTo("deleted");
        assertThat(rollouts.phase('a')).isEqualTo(Phase.Succeeded);
    }

    private static void assertNoPart(AMember member) {
        assertThatThrownBy(() -> phase(member)).isInstanceOf(NoSuchElementException.class);
    }

    private static AView view(AMember release) {
        return AView.at('a').with(kustomization("apps").done('a'), release);
    }

    private static Rollouts folded(AMember release) {
        return Rollouts.of(A).fold(view(release));
    }

    private static StagePhase phase(AMember release) {
        return folded(release).stage('a', release.key().name()).phase();
    }
}
