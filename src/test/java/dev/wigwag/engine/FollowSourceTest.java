package dev.wigwag.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wigwag.engine.ClusterException.Fault;
import dev.wigwag.rollout.APush;
import dev.wigwag.rollout.Annotated;
import dev.wigwag.rollout.Condition;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.Showing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class FollowSourceTest {
    private static final ObjectKey GITOPS = TestEngine.gitRepository("gitops");

    private final TestEngine engine = new TestEngine();
    private final MemoryFlux.Source source = engine.flux.add("gitops");

    @Test
    void whatTheSourceIsAtIsNeverPrunedHoweverLongAgoItWasPushed() {
        engine.hear(APush.of('0').at(0));
        source.isAt(APush.sha('0'));
        engine.followSource.follow(GITOPS);
        for (int push = 1; push < 12; push++) {
            engine.hear(APush.of(Character.forDigit(push, 16)).at(60L * push));
        }

        engine.followSource.follow(GITOPS);

        assertThat(engine.rollout("gitops", '0').phase()).isEqualTo(Phase.Succeeded);
    }

    @Test
    void whatANamespacesAnnotationsAskForIsKeptWithTheRollout() {
        engine.namespaces.put("flux-system", new Annotated("C1", null, "production", List.of()));
        source.isAt(APush.sha('a'));

        engine.followSource.follow(GITOPS);

        assertThat(engine.rollout("gitops", 'a').status().showing())
                .isEqualTo(new Showing(List.of("C1"), null, "production"));
        assertThat(engine.rollout("gitops", 'a').environment()).contains("production");
    }

    @Test
    void whatIsFoundAtFirstSightIsAdoptedSilently() {
        source.isAt(APush.sha('a'));
        source.members.add(AMember.kustomization("apps").applied('a').live());

        assertThat(engine.followSource.follow(GITOPS)).isEqualTo(1);

        Rollout adopted = engine.rollout("gitops", 'a');
        assertThat(adopted.phase()).isEqualTo(Phase.Succeeded);
        assertThat(adopted.spec().request()).isNull();
        assertThat(adopted.spec().repository()).isEqualTo("https://github.com/acme/fleet");
        assertThat(conditions(adopted)).containsExactly("Adopted FirstSight");
    }

    @Test
    void aRevisionThatNobodyToldOfGetsARolloutAndIsNoFirstSight() {
        source.isAt(APush.sha('a'));
        engine.followSource.follow(GITOPS);
        source.isAt(APush.sha('b'));

        assertThat(engine.followSource.follow(GITOPS)).isEqualTo(1);

        assertThat(engine.rollout("gitops", 'b').phase()).isEqualTo(Phase.Succeeded);
        assertThat(conditions(engine.rollout("gitops", 'b'))).isEmpty();
    }

    @Test
    void theAddressIsReadOnlyForARevisionThatNobodyToldOf() {
        engine.hear(APush.of('a'));
        source.isAt(APush.sha('a'));
        engine.mishaps.refuse("get GitRepository", Fault.DENIED);

        assertThat(engine.followSource.follow(GITOPS)).isEqualTo(1);
        source.isAt(APush.sha('b'));
        assertThatThrownBy(() -> engine.followSource.follow(GITOPS)).isInstanceOf(ClusterException.class);
    }

    @Test
    void onlyWhatChangedIsWritten() {
        engine.hear(APush.of('a').at(0));
        engine.followSource.follow(GITOPS);
        engine.hear(APush.of('b').over('a').at(60));
        source.isAt(APush.sha('b'));
        engine.followSource.follow(GITOPS);
        List<String> before = engine.mishaps.written();
        source.members.add(AMember.kustomization("apps").failed('b', "no").live());

        assertThat(engine.followSource.follow(GITOPS)).isEqualTo(1);

        assertThat(engine.mishaps
                        .written()
                        .subList(before.size(), engine.mishaps.written().size()))
                .containsExactly(
                        "write status of " + engine.rollout("gitops", 'b').key());
        assertThat(engine.metrics.get("wigwag.rollout.writes").counter().count())
                .isEqualTo(before.stream()
                                .filter(write -> write.startsWith("write status"))
                                .count()
                        - 2
                        + 1);
    }

    @Test
    void timePassingAloneWritesNothing() {
        source.isAt(APush.sha('a'));
        source.members.add(AMember.kustomization("apps").failed('a', "no").live());
        engine.followSource.follow(GITOPS);
        engine.clock.pass(Duration.ofDays(1));

        assertThat(engine.followSource.follow(GITOPS)).isZero();
    }

    @Test
    void aSourceThatIsGoneEndsWhatWasUnfinished() {
        engine.hear(APush.of('a'));
        engine.flux.remove("gitops");

        assertThat(engine.followSource.follow(GITOPS)).isEqualTo(1);
        assertThat(engine.rollout("gitops", 'a').phase()).isEqualTo(Phase.Superseded);
        assertThat(conditions(engine.rollout("gitops", 'a'))).containsExactly("Superseded SourceDeleted");
    }

    @Test
    void whatIsNoSourceIsNotFollowed() {
        assertThat(engine.followSource.follow(new ObjectKey("HelmRepository", "flux-system", "gitops")))
                .isZero();
    }

    @Test
    void whatAnotherReplicaSawLaterIsNotOverwrittenFromAnOlderView() {
        source.isAt(APush.sha('a'));
        source.members.add(AMember.kustomization("apps").applied('a').live());
        engine.followSource.follow(GITOPS);
        engine.hear(APush.of('b').over('a').at(60));
        TestEngine other = engine.restarted();
        AtomicInteger calls = new AtomicInteger();
        engine.mishaps.meddle((call, landed) -> {
            if (calls.incrementAndGet() == 2) {
                source.isAt(APush.sha('b'));
                other.followSource.follow(GITOPS);
            }
        });

        engine.followSource.follow(GITOPS);

        assertThat(engine.rollout("gitops", 'b').phase()).isEqualTo(Phase.Progressing);
        assertThat(engine.rollout("gitops", 'b').attempt()).isEqualTo(1);
    }

    @Test
    void aConflictMakesBothSidesBeReadAgain() {
        engine.hear(APush.of('a'));
        source.isAt(APush.sha('a'));
        List<String> reads = new ArrayList<>();
        engine.mishaps.onceBefore("write status", () -> {
            engine.ledger.plant(engine.rollout("gitops", 'a'));
            source.members.add(AMember.kustomization("apps").failed('a', "no").live());
            engine.mishaps.onRead(reads::add);
        });

        assertThat(engine.followSource.follow(GITOPS)).isEqualTo(1);

        assertThat(reads).contains("view " + GITOPS, "list rollouts of " + GITOPS);
        assertThat(engine.rollout("gitops", 'a').phase()).isEqualTo(Phase.Failed);
    }

    @Test
    void aRolloutThatSomebodyElseCreatesFirstIsFoldedLikeAnyOther() {
        source.isAt(APush.sha('a'));
        engine.mishaps.onceBefore("create", () -> engine.hear(APush.of('a')));

        engine.followSource.follow(GITOPS);

        assertThat(engine.ledger.rollouts()).hasSize(1);
        assertThat(engine.rollout("gitops", 'a').phase()).isEqualTo(Phase.Succeeded);
        assertThat(engine.rollout("gitops", 'a').spec().request()).isNotNull();
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aWriteThatAlwaysFailsIsSaidInTheEnd(Fault fault) {
        engine.hear(APush.of('a'));
        source.isAt(APush.sha('a'));
        List<String> reads = new ArrayList<>();
        engine.mishaps.refuse("write status", fault);
        engine.mishaps.onRead(reads::add);

        assertThatThrownBy(() -> engine.followSource.follow(GITOPS))
                .isInstanceOfSatisfying(
                        ClusterException.class,
                        trouble -> assertThat(trouble.fault()).isEqualTo(fault));
        assertThat(reads).filteredOn(read -> read.startsWith("view")).hasSize(fault == Fault.CONFLICT ? 5 : 1);
    }

    @Test
    void whoComesWhileASourceIsFollowedSharesTheNextTurn() throws Exception {
        source.isAt(APush.sha('a'));
        Held<Void, Void> held = new Held<>(nothing -> null);
        engine.mishaps.onceBefore("create", () -> held.apply(null));
        FutureTask<Integer> first = Threads.start(() -> engine.followSource.follow(GITOPS));
        held.awaitBegin();
        List<FutureTask<Integer>> later = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            later.add(Threads.startAndSeeItWait(() -> engine.followSource.follow(GITOPS)));
        }
        List<String> reads = new ArrayList<>();
        engine.mishaps.onRead(reads::add);
        held.letGo();

        assertThat(first.get()).isEqualTo(1);
        for (FutureTask<Integer> one : later) {
            assertThat(one.get()).isZero();
        }
        assertThat(reads).filteredOn(read -> read.startsWith("view")).hasSize(1);
    }

    @Test
    void theHistoryIsKeptAsLongAsConfiguredAndTheOldestGoFirst() {
        for (int push = 0; push < 16; push++) {
            char commit = Character.forDigit(push, 16);
            engine.hear(APush.of(commit).at(60L * push));
            source.isAt(APush.sha(commit));
            engine.followSource.follow(GITOPS);
        }

        assertThat(engine.ledger.rollouts())
                .extracting(rollout -> rollout.revision().orElseThrow().hash().charAt(0))
                .containsExactlyInAnyOrder('6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f');
    }

    @Test
    void theUnfinishedAreNeverPruned() {
        for (int push = 0; push < 16; push++) {
            engine.hear(APush.of(Character.forDigit(push, 16)).at(null));
        }

        engine.followSource.follow(GITOPS);

        assertThat(engine.ledger.rollouts()).hasSize(16).allMatch(rollout -> rollout.phase() == Phase.Pending);
    }

    @Test
    void theNewestIsNeverPrunedHoweverManyEndedBeforeIt() {
        for (int push = 0; push < 16; push++) {
            engine.hear(APush.of(Character.forDigit(push, 16)).at(60L * push));
        }

        engine.followSource.follow(GITOPS);

        assertThat(engine.ledger.rollouts()).hasSize(10);
        assertThat(engine.rollout("gitops", 'f').phase()).isEqualTo(Phase.Pending);
    }

    private static List<String> conditions(Rollout rollout) {
        return rollout.status().conditions().stream()
                .map(FollowSourceTest::says)
                .toList();
    }

    private static String says(Condition condition) {
        return condition.type() + " " + condition.reason();
    }
}
