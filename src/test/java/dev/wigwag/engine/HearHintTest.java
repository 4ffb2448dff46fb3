package dev.wigwag.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wigwag.engine.ClusterException.Fault;
import dev.wigwag.rollout.APush;
import dev.wigwag.rollout.ObjectChanged;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HearHintTest {
    private static final ObjectKey GITOPS = TestEngine.gitRepository("gitops");
    private static final ObjectKey INCLUDER = TestEngine.gitRepository("includer");
    private static final ObjectKey APPS = new ObjectKey("Kustomization", "flux-system", "apps");

    private final TestEngine engine = new TestEngine();

    @Test
    void aHintAtASourceThatNobodyWaitsForAndThatHoldsNothingWritesNothing() {
        engine.flux.add("gitops");

        assertThat(engine.hearHint.hear(new ObjectChanged(GITOPS))).isZero();
        assertThat(engine.mishaps.written()).isEmpty();
    }

    @Test
    void aHintAtAKustomizationBringsTheRolloutOfItsSourceInLine() {
        MemoryFlux.Source gitops = engine.flux.add("gitops");
        engine.hear(APush.of('a'));
        gitops.isAt(APush.sha('a'));
        gitops.members.add(AMember.kustomization("apps").applied('a').live());

        assertThat(engine.hearHint.hear(new ObjectChanged(APPS))).isEqualTo(1);
        assertThat(engine.rollout("gitops", 'a').phase()).isEqualTo(Phase.Succeeded);
    }

    @Test
    void aHintAtAnObjectOfTwoSourcesLooksAtBoth() {
        for (String name : new String[] {"gitops", "infra"}) {
            MemoryFlux.Source source = engine.flux.add(name);
            source.isAt(APush.sha('a'));
            source.members.add(AMember.kustomization("apps").applied('a').live());
        }

        engine.hearHint.hear(new ObjectChanged(APPS));

        assertThat(engine.ledger.rollouts())
                .extracting(rollout -> rollout.source().name())
                .containsExactlyInAnyOrder("gitops", "infra");
    }

    @Test
    void aHintThatIsHeardAgainWritesNothingMore() {
        engine.flux.add("gitops").isAt(APush.sha('a'));
        engine.hearHint.hear(new ObjectChanged(GITOPS));
        int writes = engine.mishaps.written().size();

        assertThat(engine.hearHint.hear(new ObjectChanged(GITOPS))).isZero();
        assertThat(engine.mishaps.written()).hasSize(writes);
    }

    @Test
    void whatFluxLeavesBehindIsAskedWithTheTokenOfTheSituation() {
        engine.flux.add("gitops");
        engine.flux.add("includer");
        engine.flux.leaveBehind(GITOPS, INCLUDER, "wigwag-include-1");
        engine.flux.leaveBehind(GITOPS, APPS, "wigwag-include-2");

        assertThat(engine.hearHint.hear(new ObjectChanged(GITOPS))).isEqualTo(2);
        assertThat(engine.flux.asked())
                .containsExactlyInAnyOrder(INCLUDER + " wigwag-include-1", APPS + " wigwag-include-2");
    }

    @Test
    void whatVanishedMeanwhileIsNotCounted() {
        engine.flux.add("gitops");
        engine.flux.leaveBehind(GITOPS, INCLUDER, "wigwag-include-1");

        assertThat(engine.hearHint.hear(new ObjectChanged(GITOPS))).isZero();
    }

    @Test
    void aPushThatHasNotComeIsShownAsWaitedForAndAskedForOnTheWay() {
        engine.flux.add("gitops");
        engine.hear(APush.of('a'));
        engine.clock.pass(Duration.ofMinutes(2));
        engine.flux.leaveBehind(GITOPS, APPS, "wigwag-include-2");

        assertThat(engine.hearHint.hear(new ObjectChanged(GITOPS))).isEqualTo(3);
        assertThat(engine.rollout("gitops", 'a').phase()).isEqualTo(Phase.Pending);
        assertThat(engine.flux.asked()).hasSize(3).last().isEqualTo(APPS + " wigwag-include-2");
    }

    @Test
    void aLookListsTheRolloutsOfASourceOnce() {
        engine.flux.add("gitops");
        engine.hear(APush.of('a'));
        engine.hearHint.hear(new ObjectChanged(GITOPS));

        assertThat(listsOfAHint()).isEqualTo(1);
    }

    @Test
    void askingAgainWithoutTakingUpCostsNoFurtherList() {
        engine.flux.add("gitops");
        engine.hear(APush.of('a'));
        engine.clock.pass(Duration.ofMinutes(2));

        assertThat(listsOfAHint()).isEqualTo(1);
        assertThat(engine.flux.asked()).hasSize(2);
    }

    @Test
    void whatWasTakenUpIsReadAgainBeforeItIsFollowed() {
        MemoryFlux.Source gitops = engine.flux.add("gitops");
        engine.mishaps.dieAtWrite(1, true);
        assertThatThrownBy(() -> engine.hear(APush.of('a'))).isInstanceOf(Mishaps.Death.class);
        engine.mishaps.recover();
        gitops.isAt(APush.sha('b'));
        assertThat(listsOfAHint()).isEqualTo(2);
        assertThat(engine.rollout("gitops", 'a').phase()).isEqualTo(Phase.Pending);
        assertThat(engine.rollout("gitops", 'a').awaitsFold()).isFalse();
    }

    @Test
    void aReadingThatAnotherWriterOvertookIsMadeAnew() {
        MemoryFlux.Source gitops = engine.flux.add("gitops");
        engine.hear(APush.of('a'));
        gitops.isAt(APush.sha('a'));
        TestEngine other = engine.restarted();
        engine.mishaps.onceBefore("write status", () -> other.followSource.follow(GITOPS));

        assertThat(engine.hearHint.hear(new ObjectChanged(GITOPS))).isZero();
        assertThat(engine.rollout("gitops", 'a').phase()).isEqualTo(Phase.Succeeded);
    }

    private long listsOfAHint() {
        List<String> reads = new ArrayList<>();
        engine.mishaps.onRead(reads::add);
        engine.hearHint.hear(new ObjectChanged(GITOPS));
        return reads.stream()
                .filter(read -> read.startsWith("list rollouts of"))
                .count();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Kustomization", "OCIRepository", "Secret", "gitrepository", ""})
    void aHintAtWhatFluxDidNotBringReadsNothingBeyondItsTrace(String kind) {
        engine.flux.add("gitops").isAt(APush.sha('a'));
        for (String read : new String[] {"get", "list", "view"}) {
            engine.mishaps.refuse(read, Fault.DOWN);
        }

        assertThat(engine.hearHint.hear(new ObjectChanged(new ObjectKey(kind, "flux-system", "gitops"))))
                .isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"DENIED", "REFUSED"})
    void troubleWithOneDoesNotKeepTheOthersFromBeingAskedAndIsSaidAfterwards(Fault fault) {
        engine.flux.add("gitops");
        engine.flux.add("includer");
        engine.flux.leaveBehind(GITOPS, INCLUDER, "wigwag-include-1");
        engine.flux.leaveBehind(GITOPS, APPS, "wigwag-include-2");
        engine.mishaps.refuse("ask " + INCLUDER, fault);

        assertThatThrownBy(() -> engine.hearHint.hear(new ObjectChanged(GITOPS)))
                .isInstanceOfSatisfying(
                        ClusterException.class,
                        trouble -> assertThat(trouble.fault()).isEqualTo(fault));
        assertThat(engine.flux.asked()).containsExactly(APPS + " wigwag-include-2");
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"DENIED", "REFUSED", "CONFLICT"})
    void troubleWithTheLedgerDoesNotKeepWhatWasLeftBehindFromBeingAsked(Fault fault) {
        engine.flux.add("gitops").isAt(APush.sha('a'));
        engine.flux.leaveBehind(GITOPS, APPS, "wigwag-include-2");
        engine.mishaps.refuse("create", fault);

        assertThatThrownBy(() -> engine.hearHint.hear(new ObjectChanged(GITOPS)))
                .isInstanceOfSatisfying(
                        ClusterException.class,
                        trouble -> assertThat(trouble.fault()).isEqualTo(fault));
        assertThat(engine.flux.asked()).containsExactly(APPS + " wigwag-include-2");
    }

    @Test
    void aClusterThatIsDownIsSaidAtOnce() {
        engine.flux.add("gitops");
        engine.flux.leaveBehind(GITOPS, APPS, "wigwag-include-2");
        engine.mishaps.refuse("list rollouts", Fault.DOWN);

        assertThatThrownBy(() -> engine.hearHint.hear(new ObjectChanged(GITOPS)))
                .isInstanceOfSatisfying(
                        ClusterException.class,
                        trouble -> assertThat(trouble.fault()).isEqualTo(Fault.DOWN));
        assertThat(engine.flux.asked()).isEmpty();
    }
}
