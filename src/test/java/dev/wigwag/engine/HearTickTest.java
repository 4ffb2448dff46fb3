package dev.wigwag.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wigwag.engine.ClusterException.Fault;
import dev.wigwag.rollout.APush;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.RolloutStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HearTickTest {
    private final TestEngine engine = new TestEngine();

    @Test
    void aSourceThatWasDeletedUnheardEndsItsRolloutsAtTheTick() {
        engine.flux.add("gitops");
        engine.hear(APush.of('a'));
        engine.flux.remove("gitops");

        engine.hearTick.hear();

        assertThat(engine.rollout("gitops", 'a').phase()).isEqualTo(Phase.Superseded);
    }

    @Test
    void aRevisionPushedAgainEndsWithItsDeletedSourceThoughItsAttemptBeforeIsDone() {
        engine.flux.add("gitops").isAt(APush.sha('a'));
        engine.hear(APush.of('a').at(0));
        engine.hearTick.hear();
        engine.flux.add("gitops").isAt(APush.sha('b'));
        engine.mishaps.refuse("ask", Fault.DOWN);
        engine.hear(APush.of('a').at(60));
        engine.mishaps.recover();
        assertThat(engine.rollout("gitops", 'a').awaitsFold()).isTrue();
        assertThat(engine.rollout("gitops", 'a').phase()).isEqualTo(Phase.Succeeded);
        engine.flux.remove("gitops");

        engine.hearTick.hear();

        assertThat(engine.rollout("gitops", 'a').awaitsFold()).isFalse();
        assertThat(engine.rollout("gitops", 'a').phase()).isEqualTo(Phase.Superseded);
    }

    @Test
    void aTickOverNothingAsksNobody() {
        assertThat(engine.hearTick.hear()).isZero();
    }

    @Test
    void everySourceThatWaitsForAPushIsAskedOnceHoweverManyRolloutsItHas() {
        engine.flux.add("apps");
        engine.flux.add("gitops");
        engine.hear(APush.of('a').at(0));
        engine.hear(APush.of('b').over('a').at(1));
        engine.clock.pass(Duration.ofMinutes(2));
        int asked = engine.flux.asked().size();

        engine.hearTick.hear();

        assertThat(engine.flux.asked()).hasSize(asked + 2);
        assertThat(requestedAt("apps")).endsWith("-2");
        assertThat(requestedAt("gitops")).endsWith("-2");
    }

    @Test
    void aTickThatComesTooSoonAndATickAfterEverythingCameAskNobody() {
        engine.flux.add("gitops");
        engine.hear(APush.of('a'));
        engine.hearTick.hear();
        engine.clock.pass(Duration.ofMinutes(2));
        engine.flux.add("gitops").isAt(APush.sha('a'));
        engine.hearTick.hear();

        assertThat(engine.flux.asked()).hasSize(1);
        assertThat(engine.rollout("gitops", 'a').phase()).isEqualTo(Phase.Succeeded);
    }

    @Test
    void aSecondTickOverTheSameClusterWritesNothing() {
        engine.flux.add("apps").isAt(APush.sha('a'));
        engine.flux.add("gitops");
        engine.hear(APush.of('a'));
        assertThat(engine.hearTick.hear()).isPositive();
        int writes = engine.mishaps.written().size();

        assertThat(engine.hearTick.hear()).isZero();
        assertThat(engine.mishaps.written()).hasSize(writes);
    }

    @Test
    void theViewsOfATickAreListedAndNotReadOneByOne() {
        engine.flux.add("apps").isAt(APush.sha('a'));
        engine.flux.add("gitops").isAt(APush.sha('b'));
        engine.mishaps.refuse("view", Fault.DOWN);

        assertThat(engine.hearTick.hear()).isEqualTo(2);
    }

    @Test
    void ofASourceAtRestOnlyTheRolloutsAreListedAndThoseOnce() {
        engine.flux.add("gitops").isAt(APush.sha('a'));
        engine.hearTick.hear();
        List<String> reads = new ArrayList<>();
        engine.mishaps.onRead(reads::add);

        engine.hearTick.hear();

        assertThat(reads)
                .containsExactlyInAnyOrder(
                        "list rollouts",
                        "list views",
                        "list rollouts of GitRepository/flux-system/gitops",
                        "list all includers");
    }

    @Test
    void aRolloutThatIsUnderWayIsNotTakenForAPushThatWaits() {
        MemoryFlux.Source source = engine.flux.add("gitops");
        engine.hear(APush.of('a'));
        source.isAt(APush.sha('a'));
        source.members.add(AMember.kustomization("apps").applied('b').live());
        engine.hearTick.hear();
        assertThat(engine.rollout("gitops", 'a').phase()).isEqualTo(Phase.Progressing);
        List<String> reads = new ArrayList<>();
        engine.mishaps.onRead(reads::add);

        engine.hearTick.hear();

        assertThat(reads)
                .filteredOn(read -> read.startsWith("list rollouts of"))
                .hasSize(1);
    }

    @Test
    void whatFluxLeftBehindIsAskedAtTheTick() {
        engine.flux.add("gitops");
        engine.flux.add("includer");
        ObjectKey includer = TestEngine.gitRepository("includer");
        engine.flux.leaveBehind(TestEngine.gitRepository("gitops"), includer, "wigwag-include-1");

        assertThat(engine.hearTick.hear()).isEqualTo(1);
        assertThat(engine.flux.asked()).containsExactly(includer + " wigwag-include-1");
    }

    @Test
    void aSourceThatHasMovedSinceTheViewsWereListedIsReadAgain() {
        MemoryFlux.Source gitops = engine.flux.add("gitops");
        gitops.isAt(APush.sha('a'));
        gitops.members.add(AMember.kustomization("apps").applied('a').live());
        engine.hearTick.hear();
        TestEngine other = engine.restarted();
        AtomicBoolean moved = new AtomicBoolean();
        engine.mishaps.meddle((call, landed) -> {
            if (call.startsWith("list rollouts of") && !moved.getAndSet(true)) {
                gitops.isAt(APush.sha('b'));
                other.followSource.follow(gitops.key);
            }
        });

        engine.hearTick.hear();

        assertThat(engine.rollout("gitops", 'b').phase()).isEqualTo(Phase.Progressing);
        assertThat(engine.rollout("gitops", 'b').attempt()).isEqualTo(1);
    }

    @Test
    void aListedViewThatLosesAgainstAnotherWriterIsReadAgain() {
        MemoryFlux.Source gitops = engine.flux.add("gitops");
        engine.hear(APush.of('a'));
        gitops.isAt(APush.sha('a'));
        TestEngine other = engine.restarted();
        engine.mishaps.onceBefore("write status", () -> {
            gitops.isAt(APush.sha('b'));
            other.followSource.follow(gitops.key);
        });

        engine.hearTick.hear();

        assertThat(engine.rollout("gitops", 'a').phase()).isEqualTo(Phase.Pending);
        assertThat(engine.rollout("gitops", 'b').phase()).isEqualTo(Phase.Succeeded);
    }

    @Test
    void sourcesWithoutPendingRolloutsAreNotRead() {
        engine.flux.add("gitops");
        engine.hear(APush.of('a'));
        Rollout rollout = engine.rollout("gitops", 'a');
        engine.ledger.plant(rollout.withStatus(new RolloutStatus(
                1, rollout.spec().request(), "main@aaaaaaa", Phase.Superseded, "", null, null, null, null, null)));
        engine.mishaps.refuse("get GitRepository", Fault.DOWN);

        assertThat(engine.hearTick.hear()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"DENIED", "REFUSED", "NOT_SERVED", "CONFLICT"})
    void troubleWithOneSourceDoesNotKeepTheOthersFromBeingAskedAndIsSaidAfterwards(Fault fault) {
        threeThatWait();
        engine.mishaps.refuse("ask GitRepository/flux-system/apps", fault);

        assertThatThrownBy(engine.hearTick::hear)
                .isInstanceOfSatisfying(
                        ClusterException.class,
                        trouble -> assertThat(trouble.fault()).isEqualTo(fault));
        assertThat(List.of(requestedAt("gitops"), requestedAt("infra"))).allMatch(token -> token.endsWith("-2"));
    }

    @Test
    void aClusterThatIsDownEndsTheTickAtOnce() {
        threeThatWait();
        engine.mishaps.refuse("ask GitRepository/flux-system/apps", Fault.DOWN);

        assertThatThrownBy(engine.hearTick::hear)
                .isInstanceOfSatisfying(
                        ClusterException.class,
                        trouble -> assertThat(trouble.fault()).isEqualTo(Fault.DOWN));
        assertThat(List.of(requestedAt("gitops"), requestedAt("infra"))).noneMatch(token -> token.endsWith("-2"));
    }

    private void threeThatWait() {
        for (String name : List.of("apps", "gitops", "infra")) {
            engine.flux.add(name);
        }
        engine.hear(APush.of('a'));
        engine.clock.pass(Duration.ofMinutes(2));
    }

    private String requestedAt(String name) {
        return engine.flux.add(name).requestedAt;
    }
}
