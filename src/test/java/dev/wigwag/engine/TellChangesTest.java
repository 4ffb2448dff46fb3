package dev.wigwag.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wigwag.engine.ClusterException.Fault;
import dev.wigwag.rollout.APush;
import dev.wigwag.rollout.Changes;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.StagePhase;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TellChangesTest {
    private static final ObjectKey GITOPS = TestEngine.gitRepository("gitops");

    private final TestEngine engine = new TestEngine();
    private final MemoryFlux.Source source = engine.flux.add("gitops");
    private final Ranges ranges = new Ranges();
    private final RangePatience patience = new RangePatience(engine.clock, engine.metrics);
    private final TellChanges tellChanges =
            new TellChanges(engine.ledger, ranges, ranges, patience, engine.followSource, engine.clock, engine.metrics);

    @Test
    void aRolloutIsComparedWithTheOneThatRanBefore() {
        live('a', 0);
        push('b', 'a', 60);

        assertThat(tell('b')).isEmpty();

        RangeQuestion question = ranges.asked.get(0);
        assertThat(question.from()).isEqualTo(APush.sha('a'));
        assertThat(question.to()).isEqualTo(APush.sha('b'));
        assertThat(question.pointer()).isEqualTo("main");
        Changes changes = changes('b');
        assertThat(changes.from()).isEqualTo("main@sha1:" + APush.sha('a'));
        assertThat(changes.told()).isEqualTo(Changes.Told.git);
        assertThat(changes.count()).isEqualTo(1);
        assertThat(engine.rollout("gitops", 'b').spec().impact().from()).isEqualTo(APush.sha('a'));
    }

    @Test
    void whomItLeavesAloneIsUnchangedAtOnce() {
        live('a', 0);
        push('b', 'a', 60);
        live('b', 60);

        tell('b');

        assertThat(engine.rollout("gitops", 'b').status().stages())
                .filteredOn(stage -> stage.name().equals("apps"))
                .singleElement()
                .satisfies(stage -> assertThat(stage.phase()).isEqualTo(StagePhase.Unchanged));
    }

    @Test
    void aRevisionThatComesBackIsNotAskedAboutBeforeItsPushIsTakenUp() {
        live('a', 0);
        Rollout rollout = engine.rollout("gitops", 'a');
        engine.ledger.plant(rollout.withSpec(rollout.spec().again(rollout.spec().commit(), "another-push")));

        assertThat(tell('a')).isEmpty();

        assertThat(ranges.asked).isEmpty();
    }

    @Test
    void whatIsToldIsNotAskedAgain() {
        live('a', 0);
        push('b', 'a', 60);
        tell('b');

        assertThat(tell('b')).isEmpty();

        assertThat(ranges.asked).hasSize(1);
    }

    @Test
    void aRolloutThatFailedIsNotWhatRanBefore() {
        live('a', 0);
        push('b', 'a', 60);
        source.isAt(APush.sha('b'));
        source.members.add(AMember.kustomization("apps").failed('b', "no").live());
        engine.clock.pass(Duration.ofSeconds(60));
        engine.followSource.follow(GITOPS);
        push('c', 'b', 180);

        tell('c');

        assertThat(ranges.asked.get(0).from()).isEqualTo(APush.sha('a'));
    }

    @Test
    void whatRunsByNowIsComparedWithAnew() {
        live('a', 0);
        push('b', 'a', 60);
        push('c', 'b', 120);
        tell('c');
        assertThat(changes('c').from()).endsWith(APush.sha('a'));

        live('b', 180);
        tell('c');

        assertThat(changes('c').from()).endsWith(APush.sha('b'));
        assertThat(ranges.asked).hasSize(2);
    }

    @Test
    void whereNothingRanBeforeTheCommitBeforeThePushIsComparedWith() {
        push('b', 'a', 0);

        tell('b');

        assertThat(ranges.asked.get(0).from()).isEqualTo(APush.sha('a'));
        assertThat(changes('b').from()).isNull();
        assertThat(changes('b').told()).isEqualTo(Changes.Told.git);
    }

    @Test
    void ofANewBranchWhereNothingRanBeforeNothingIsAsked() {
        push('b', '0', 0);

        assertThat(tell('b')).isEmpty();

        assertThat(ranges.asked).isEmpty();
    }

    @Test
    void whatWasThereAtFirstSightBroughtNothing() {
        source.isAt(APush.sha('a'));
        engine.followSource.follow(GITOPS);

        assertThat(tell('a')).isEmpty();

        assertThat(ranges.asked).isEmpty();
    }

    @Test
    void whatWasFoundWithoutAPushIsComparedAllTheSame() {
        source.isAt(APush.sha('a'));
        engine.followSource.follow(GITOPS);
        engine.clock.pass(Duration.ofSeconds(60));
        source.isAt(APush.sha('b'));
        engine.followSource.follow(GITOPS);

        tell('b');

        assertThat(ranges.asked.get(0).from()).isEqualTo(APush.sha('a'));
    }

    @Test
    void whereTheSourceHasNotShownThatItCanReadTheRepositoryNothingIsAsked() {
        live('a', 0);
        push('b', 'a', 60);
        ranges.unread = true;

        assertThat(tell('b')).isEmpty();

        assertThat(ranges.asked).isEmpty();
    }

    @Test
    void whoReadsNoRepositoriesTouchesNothing() {
        ranges.on = false;
        engine.mishaps.onRead(call -> {
            throw new AssertionError(call);
        });

        assertThat(tellChanges.tell(Outside.KEY, Instant.MAX)).isEmpty();
    }

    @Test
    void ofWhatEndedLongAgoNobodyAsksWhatItBrought() {
        live('a', 0);
        push('b', 'a', 60);
        live('b', 60);
        engine.clock.pass(Duration.ofMinutes(59));
        tell('b');
        assertThat(ranges.asked).hasSize(1);
        live('c', 7200);
        engine.clock.pass(Duration.ofMinutes(61));

        tell('c');

        assertThat(ranges.asked).hasSize(1);
    }

    @Test
    void aRepositoryThatDoesNotAnswerIsLeftInPeaceForLongerAndLonger() {
        live('a', 0);
        push('b', 'a', 60);
        ranges.trouble = new RangeException(RangeException.Fault.UNREACHABLE, "it does not answer");

        Optional<Instant> first = tell('b');
        assertThat(first).contains(engine.clock.instant().plusSeconds(30));
        assertThat(tell('b')).isEqualTo(first);
        assertThat(ranges.asked).hasSize(1);

        engine.clock.pass(Duration.ofSeconds(30));
        assertThat(tell('b')).contains(engine.clock.instant().plusSeconds(60));
        for (int i = 0; i < 10; i++) {
            engine.clock.pass(Duration.ofHours(1));
            engine.hear(APush.of('b').over('a').at(engine.clock.instant()));
            tell('b');
        }
        assertThat(tell('b')).contains(engine.clock.instant().plus(Duration.ofHours(1)));
        assertThat(engine.metrics
                        .counter("wigwag.changes", "outcome", "unreachable")
                        .count())
                .isEqualTo(12);

        engine.clock.pass(Duration.ofHours(1));
        ranges.trouble = null;
        assertThat(tell('b')).isEmpty();
        assertThat(changes('b').told()).isEqualTo(Changes.Told.git);
    }

    @Test
    void whatThePushListsStandsAsLongAsTheRepositoryDoesNotAnswer() {
        source.holdsArtifact = true;
        push('b', 'a', 0);
        ranges.trouble = new RangeException(RangeException.Fault.DENIED, "no");

        tell('b');

        assertThat(changes('b').told()).isEqualTo(Changes.Told.push);
        assertThat(changes('b').commits()).extracting("pullRequest").containsExactly(7);
    }

    @Test
    void somebodyElsesStatusInBetweenIsKept() {
        live('a', 0);
        push('b', 'a', 60);
        ranges.meanwhile = question -> {
            Rollout now = engine.rollout("gitops", 'b');
            engine.ledger.plant(now.withStatus(now.status()));
        };

        tell('b');

        assertThat(changes('b').told()).isEqualTo(Changes.Told.git);
        assertThat(engine.rollout("gitops", 'b').status()).isNotNull();
    }

    @Test
    void aPushOfTheSameRevisionInBetweenAsksAnew() {
        live('a', 0);
        push('b', 'a', 60);
        ranges.meanwhile = question -> push('b', 'a', 61);

        tell('b');

        assertThat(engine.rollout("gitops", 'b').spec().impact()).isNull();
        ranges.meanwhile = question -> {};
        tell('b');
        assertThat(engine.rollout("gitops", 'b').spec().impact()).isNotNull();
    }

    @Test
    void aRolloutThatIsDeletedInBetweenIsNotWritten() {
        live('a', 0);
        push('b', 'a', 60);
        Rollout gone = engine.rollout("gitops", 'b');
        ranges.meanwhile = question -> engine.ledger.remove(gone.key());

        assertThat(tellChanges.tell(gone.key(), Instant.MAX)).isEmpty();

        assertThat(engine.ledger.find(gone.key())).isEmpty();
    }

    @Test
    void troubleWithTheClusterIsTheCallersAffair() {
        live('a', 0);
        push('b', 'a', 60);
        engine.mishaps.refuse("write spec of " + engine.rollout("gitops", 'b').key(), Fault.DENIED);

        assertThatThrownBy(() -> tell('b')).isInstanceOf(ClusterException.class);
    }

    @Test
    void noMoreThanTwoAreReadAtATime() throws Exception {
        live('a', 0);
        push('b', 'a', 60);
        Held<RangeQuestion, Void> held = new Held<>(question -> null);
        ranges.meanwhile = held::apply;
        FutureTask<Optional<Instant>> first = Threads.start(() -> tell('b'));
        held.awaitBegin();
        ranges.meanwhile = question -> {
            ranges.meanwhile = other -> {};
            assertThat(tell('b')).contains(engine.clock.instant().plusSeconds(2));
        };

        assertThat(tell('b')).isEmpty();

        held.letGo();
        assertThat(first.get()).isEmpty();
    }

    /** The source comes to this commit, and everything is ready. */
    private void live(char commit, long second) {
        engine.clock.pass(Duration.between(engine.clock.instant(), APush.NOON.plusSeconds(second + 2)));
        source.isAt(APush.sha(commit));
        source.holdsArtifact = true;
        source.members.clear();
        source.members.add(AMember.kustomization("apps").applied(commit).live());
        engine.followSource.follow(GITOPS);
    }

    private void push(char commit, char before, long second) {
        engine.hear(APush.of(commit).over(before).at(second));
    }

    private Optional<Instant> tell(char commit) {
        return tellChanges.tell(engine.rollout("gitops", commit).key(), Instant.MAX);
    }

    private Changes changes(char commit) {
        return engine.rollout("gitops", commit).spec().changes();
    }
}
