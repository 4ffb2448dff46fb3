package dev.wigwag.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wigwag.engine.ClusterException.Fault;
import dev.wigwag.engine.Report.Outcome;
import dev.wigwag.rollout.APush;
import dev.wigwag.rollout.Impact;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.RequestToken;
import dev.wigwag.rollout.Rollout;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class HearPushTest {
    private final TestEngine engine = new TestEngine();

    @Test
    void aPushIsStoredPendingAndFluxIsAsked() {
        engine.flux.add("gitops");

        Report report = engine.hear(APush.of('a'));

        assertThat(outcomes(report)).containsExactly("gitops requested");
        assertThat(report.stored()).isTrue();
        assertThat(report.failed()).isFalse();
        assertThat(engine.flux.asked()).containsExactly("GitRepository/flux-system/gitops " + token(APush.of('a')));
        Rollout rollout = engine.rollout("gitops", 'a');
        assertThat(rollout.phase()).isEqualTo(Phase.Pending);
        assertThat(rollout.attempt()).isEqualTo(1);
        assertThat(report.lines().get(0).rollout()).isEqualTo(rollout.key());
    }

    @Test
    void theStatusIsWrittenLastSoThatItStandsForFluxWasAsked() {
        engine.flux.add("gitops");

        engine.hear(APush.of('a'));

        assertThat(engine.mishaps.written())
                .containsExactly(
                        "create rollout flux-system/gitops-aaaaaaaaaaaa",
                        "ask GitRepository/flux-system/gitops",
                        "write status of flux-system/gitops-aaaaaaaaaaaa");
    }

    @Test
    void theSameDeliveryAgainWritesNothing() {
        engine.flux.add("gitops");
        engine.hear(APush.of('a'));
        int writes = engine.mishaps.written().size();

        Report again = engine.hear(APush.of('a').deliveredAs("guid-2"));

        assertThat(outcomes(again)).containsExactly("gitops already-requested");
        assertThat(again.stored()).isTrue();
        assertThat(engine.mishaps.written()).hasSize(writes);
    }

    @Test
    void theSameDeliveryAgainWritesNothingAlsoAfterFluxHasMovedOn() {
        engine.flux.add("gitops");
        engine.hear(APush.of('a').at(0));
        engine.hear(APush.of('b').over('a').at(60));
        engine.flux.add("gitops").isAt(APush.sha('b'));
        int writes = engine.mishaps.written().size();

        engine.hear(APush.of('a').at(0));
        engine.hear(APush.of('b').over('a').at(60));

        assertThat(engine.mishaps.written()).hasSize(writes);
    }

    @Test
    void aSuspendedSourceIsListedAndNotTouched() {
        engine.flux.add("gitops").suspended = true;

        Report report = engine.hear(APush.of('a'));

        assertThat(outcomes(report)).containsExactly("gitops suspended");
        assertThat(report.stored()).isFalse();
        assertThat(report.failed()).isFalse();
        assertThat(engine.mishaps.written()).isEmpty();
    }

    @Test
    void aSourceThatFollowsAnotherBranchIsListedWithItsReason() {
        engine.flux.add("gitops").branch = "release";

        Report report = engine.hear(APush.of('a'));

        assertThat(outcomes(report)).containsExactly("gitops not-followed");
        assertThat(report.lines().get(0).why()).isEqualTo("follows branch release");
        assertThat(engine.mishaps.written()).isEmpty();
    }

    @Test
    void sourcesOfOtherRepositoriesAreOnlyCounted() {
        engine.flux.add("gitops");
        engine.flux.add("secret-one").url = "https://github.com/other/one";
        engine.flux.add("secret-two").url = "https://github.com/other/two";

        Report report = engine.hear(APush.of('a'));

        assertThat(outcomes(report)).containsExactly("gitops requested");
        assertThat(report.others()).isEqualTo(2);
    }

    @Test
    void aSourceThatHasThisRevisionAlreadyIsEnteredAndNotAsked() {
        engine.flux.add("gitops").isAt(APush.sha('a'));

        Report report = engine.hear(APush.of('a'));

        assertThat(outcomes(report)).containsExactly("gitops already-fetched");
        assertThat(engine.flux.asked()).isEmpty();
        assertThat(engine.rollout("gitops", 'a').awaitsFold()).isFalse();
    }

    @Test
    void anOlderPushCreatesNothingAndSaysWhichIsKnown() {
        engine.flux.add("gitops");
        engine.hear(APush.of('b').at(60));
        int writes = engine.mishaps.written().size();

        Report report = engine.hear(APush.of('a').at(0));

        assertThat(outcomes(report)).containsExactly("gitops older");
        assertThat(report.lines().get(0).why()).contains("2026-02-03T12:01:00Z");
        assertThat(report.stored()).isFalse();
        assertThat(engine.mishaps.written()).hasSize(writes);
    }

    @Test
    void aRevisionThatComesBackIsTheNextAttempt() {
        engine.flux.add("gitops");
        engine.hear(APush.of('a').at(0));
        engine.hear(APush.of('b').over('a').at(60));

        Report report = engine.hear(APush.of('a').over('b').byForce().at(120));

        assertThat(outcomes(report)).containsExactly("gitops requested");
        assertThat(engine.rollout("gitops", 'a').attempt()).isEqualTo(2);
        assertThat(engine.ledger.rollouts()).hasSize(2);
    }

    @Test
    void aSourceThatVanishedBeforeItWasReadIsNoFailure() {
        engine.flux.add("gitops");
        engine.flux.remove("gitops");

        Report report = engine.hear(APush.of('a'));

        assertThat(outcomes(report)).containsExactly("gitops gone");
        assertThat(report.failed()).isFalse();
        assertThat(engine.mishaps.written()).isEmpty();
    }

    @Test
    void aSourceThatVanishesBeforeItIsAskedIsNoFailure() {
        TestEngine vanishing = new TestEngine();
        vanishing.flux.add("gitops");
        ReconcileRequests gone = (object, token) -> false;
        HearPush hearPush = new HearPush(
                vanishing.flux,
                vanishing.enrolment,
                new SharedRequests(gone, vanishing.metrics),
                new NoRanges(),
                vanishing.clock,
                vanishing.metrics);

        Report report = hearPush.hear(APush.of('a').push());

        assertThat(outcomes(report)).containsExactly("gitops gone");
        assertThat(report.failed()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"DENIED", "DOWN", "REFUSED", "NOT_SERVED"})
    void troubleWithOneSourceIsToldApartAndDoesNotStopTheOthers(Fault fault) {
        engine.flux.add("apps");
        engine.flux.add("gitops");
        engine.mishaps.refuse("ask GitRepository/flux-system/apps", fault);

        Report report = engine.hear(APush.of('a'));

        assertThat(outcomes(report)).containsExactly("apps failed", "gitops requested");
        assertThat(report.lines().get(0).fault()).isEqualTo(fault);
        assertThat(report.lines().get(0).why()).contains("GitRepository/flux-system/apps");
        assertThat(report.failed()).isTrue();
        assertThat(engine.rollout("apps", 'a').awaitsFold()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"DENIED", "DOWN", "NOT_SERVED"})
    void whatCannotBeEnteredIsAFailureToo(Fault fault) {
        engine.flux.add("gitops");
        engine.mishaps.refuse("create rollout", fault);

        Report report = engine.hear(APush.of('a'));

        assertThat(outcomes(report)).containsExactly("gitops failed");
        assertThat(report.lines().get(0).fault()).isEqualTo(fault);
        assertThat(engine.flux.asked()).isEmpty();
    }

    @Test
    void aClusterThatCannotBeListedIsNobodysLine() {
        engine.mishaps.refuse("list sources", Fault.DOWN);

        assertThatThrownBy(() -> engine.hear(APush.of('a'))).isInstanceOf(ClusterException.class);
    }

    @Test
    void includersOfOtherRepositoriesAreAskedAndOnlyCounted() {
        ObjectKey includer = TestEngine.gitRepository("stranger");
        engine.flux.add("stranger").url = "https://github.com/other/one";
        engine.flux.add("gitops").includers.add(includer);

        Report report = engine.hear(APush.of('a'));

        assertThat(outcomes(report)).containsExactly("gitops requested");
        assertThat(report.includers()).isEqualTo(1);
        assertThat(report.toString()).doesNotContain("stranger");
        assertThat(engine.flux.asked()).contains(includer + " " + token(APush.of('a')));
    }

    @Test
    void anIncluderThatIsConcernedItselfIsAskedOnce() {
        engine.flux.add("umbrella");
        engine.flux.add("gitops").includers.add(TestEngine.gitRepository("umbrella"));

        Report report = engine.hear(APush.of('a'));

        assertThat(report.includers()).isZero();
        assertThat(engine.mishaps.written().stream().filter(write -> write.startsWith("ask")))
                .hasSize(2);
    }

    @Test
    void includersOfASourceThatDoesNotMoveAreLeftAlone() {
        engine.flux.add("stranger").url = "https://github.com/other/one";
        MemoryFlux.Source gitops = engine.flux.add("gitops");
        gitops.branch = "release";
        gitops.includers.add(TestEngine.gitRepository("stranger"));

        assertThat(engine.hear(APush.of('a')).includers()).isZero();
        assertThat(engine.flux.asked()).isEmpty();
    }

    @Test
    void anIncluderThatCannotBeAskedFailsNothing() {
        engine.flux.add("stranger").url = "https://github.com/other/one";
        engine.flux.add("gitops").includers.add(TestEngine.gitRepository("stranger"));
        engine.mishaps.refuse("ask GitRepository/flux-system/stranger", Fault.DENIED);

        Report report = engine.hear(APush.of('a'));

        assertThat(report.failed()).isFalse();
        assertThat(report.includers()).isZero();
    }

    @Test
    void aPushThatComesWhileARequestIsOnItsWaySharesTheNextWithTheLatest() throws Exception {
        engine.flux.add("gitops");
        Held<Void, Void> held = new Held<>(nothing -> null);
        List<String> sent = new CopyOnWriteArrayList<>();
        ReconcileRequests slow = (object, token) -> {
            sent.add(token);
            if (sent.size() == 1) {
                held.apply(null);
            }
            return engine.flux.ask(object, token);
        };
        HearPush hearPush = new HearPush(
                engine.flux,
                engine.enrolment,
                new SharedRequests(slow, engine.metrics),
                new NoRanges(),
                engine.clock,
                engine.metrics);
        FutureTask<Report> first =
                Threads.start(() -> hearPush.hear(APush.of('a').at(0).push()));
        held.awaitBegin();
        FutureTask<Report> second = Threads.startAndSeeItWait(
                () -> hearPush.hear(APush.of('b').over('a').at(1).push()));
        FutureTask<Report> third = Threads.startAndSeeItWait(
                () -> hearPush.hear(APush.of('c').over('b').at(2).push()));
        held.letGo();

        for (FutureTask<Report> push : List.of(first, second, third)) {
            assertThat(outcomes(push.get())).containsExactly("gitops requested");
        }
        assertThat(sent)
                .containsExactly(
                        token(APush.of('a').at(0)),
                        token(APush.of('c').over('b').at(2)));
        assertThat(engine.ledger.rollouts()).hasSize(3).noneMatch(Rollout::awaitsFold);
    }

    @Test
    void theTimeFromPushToRequestIsMeasuredOnceForEachPush() {
        engine.flux.add("gitops");
        engine.hear(APush.of('a'));
        engine.hear(APush.of('a'));

        var timer = engine.metrics.timer("wigwag.push.to.request");
        assertThat(timer.count()).isEqualTo(1);
        assertThat(timer.totalTime(TimeUnit.SECONDS)).isEqualTo(2);
    }

    @Test
    void aSendersClockThatRunsAheadAndAPushWithoutATimeDoNotSpoilTheMeasure() {
        engine.flux.add("gitops");
        engine.hear(APush.of('a').at(Duration.ofHours(1).toSeconds()));
        engine.hear(APush.of('b').at(null));

        var timer = engine.metrics.timer("wigwag.push.to.request");
        assertThat(timer.count()).isEqualTo(1);
        assertThat(timer.totalTime(TimeUnit.SECONDS)).isZero();
    }

    @Test
    void aPingIsAnsweredWithWhatAPushWouldConcernAndTouchesNothing() {
        engine.flux.add("gitops");
        engine.flux.add("apps").suspended = true;
        engine.flux.add("other").url = "https://github.com/other/one";
        engine.flux.remove("vanished");

        Report report = engine.hearPush.survey(APush.of('a').push().addresses());

        assertThat(outcomes(report)).containsExactly("apps suspended", "gitops follows");
        assertThat(report.others()).isEqualTo(1);
        assertThat(report.stored()).isFalse();
        assertThat(engine.mishaps.written()).isEmpty();
    }

    private static List<String> outcomes(Report report) {
        return report.lines().stream()
                .map(line -> line.object().name() + " " + line.outcome().word())
                .toList();
    }

    private static String token(APush push) {
        return RequestToken.of(push.push()).toString();
    }

    @ParameterizedTest
    @EnumSource(Outcome.class)
    void onlyWhatIsInTheClusterCountsAsStored(Outcome outcome) {
        boolean stored = outcome == Outcome.REQUESTED
                || outcome == Outcome.ALREADY_REQUESTED
                || outcome == Outcome.ALREADY_FETCHED
                || outcome == Outcome.DONE;
        assertThat(outcome.isStored()).isEqualTo(stored);
        assertThat(outcome.word()).matches("[a-z]+(-[a-z]+)*");
    }

    @Test
    void whomThePushTouchesIsToldWhereItIsKnown() {
        Ranges ranges = new Ranges();
        ranges.foresight = Optional.of(new Impact(
                APush.sha('0'),
                5,
                List.of(new Impact.Touched("Kustomization", "flux-system", "podinfo", "apps/shop/deployment.yaml")),
                null));

        assertThat(reading(ranges).hear(APush.of('a').push()).lines().get(0).touches())
                .isEqualTo("touches 1 of 5: podinfo");
        assertThat(ranges.foreseen)
                .containsExactly("GitRepository/flux-system/gitops " + APush.sha('0') + " [apps/shop/deployment.yaml]");
    }

    @Test
    void whereWhomItTouchesIsNotKnownThePushSaysNothingOfIt() {
        assertThat(reading(new Ranges())
                        .hear(APush.of('a').push())
                        .lines()
                        .get(0)
                        .touches())
                .isNull();
    }

    @Test
    void aSourceThatHasNotShownThatItCanReadTheRepositoryIsToldNothingOfWhatIsInIt() {
        Ranges ranges = new Ranges();
        ranges.foresight = Optional.of(new Impact(null, 5, List.of(), null));
        HearPush hearPush = reading(ranges);
        engine.flux.add("gitops").holdsArtifact = false;

        assertThat(hearPush.hear(APush.of('a').push()).lines().get(0).touches()).isNull();
        assertThat(ranges.foreseen).isEmpty();
        assertThat(engine.rollout("gitops", 'a').spec().changes()).isNull();
    }

    @Test
    void whatASourceDoesNotFollowIsNotForeseen() {
        Ranges ranges = new Ranges();

        reading(ranges).hear(APush.of('a').to("refs/heads/other").push());

        assertThat(ranges.foreseen).isEmpty();
    }

    private HearPush reading(Ranges ranges) {
        engine.flux.add("gitops");
        return new HearPush(engine.flux, engine.enrolment, engine.requests, ranges, engine.clock, engine.metrics);
    }
}
