package dev.wigwag.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wigwag.engine.ClusterException.Fault;
import dev.wigwag.engine.FarEnd.Turn;
import dev.wigwag.rollout.Phase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MirrorRolloutTest {
    private final Outside outside = new Outside("ops");
    private final FarEnd far = outside.far;
    private final MirrorRollout process = outside.process();

    @BeforeEach
    void begin() {
        outside.is(Phase.Progressing, "1/5 ready");
    }

    @Test
    void aPictureIsShownOnceAndWhatNamesItIsKept() {
        assertThat(outside.mirror(process)).isFalse();

        assertThat(far.pictures()).containsExactly("Progressing 1/5 ready");
        assertThat(outside.entry("ops").ref()).isEqualTo("ref-1");
        assertThat(outside.entry("ops").digest()).isEqualTo("digest of Progressing 1/5 ready");
        assertThat(outside.entry("ops").at()).isEqualTo(outside.now());
        assertThat(outside.entry("ops").claim()).isNull();
        assertThat(outside.counted("shown")).isEqualTo(1);
    }

    @Test
    void aClockThatGoesOnWhileItIsReadHoldsUpNothing() {
        Clock going = new GoingClock(outside.clock);
        MirrorRollout real = new MirrorRollout(
                outside.ledger,
                List.of(far),
                new OutletPace(going),
                new OutletSlots(outside.turns, going, outside.metrics),
                going,
                outside.clock::pass,
                TestConfig.watching(true),
                outside.metrics);

        assertThat(real.mirror(Outside.KEY, face -> true, going.instant())).isEmpty();

        assertThat(far.pictures()).containsExactly("Progressing 1/5 ready");
    }

    @Test
    void anEqualPictureIsNeitherSentAgainNorClaimed() {
        outside.mirror(process);
        int writes = outside.mishaps.written().size();
        outside.clock.pass(Duration.ofHours(1));

        assertThat(outside.mirror(process)).isFalse();
        assertThat(outside.mirror(outside.process())).isFalse();

        assertThat(far.calls()).containsExactly("post ops");
        assertThat(outside.mishaps.written()).hasSize(writes);
    }

    @Test
    void aRolloutThatIsGoneIsNothingToShow() {
        outside.ledger.remove(Outside.KEY);

        assertThat(outside.mirror(process)).isFalse();
        assertThat(far.calls()).isEmpty();
    }

    @Test
    void theClaimIsWrittenBeforeAnythingIsSent() {
        List<String> holders = new ArrayList<>();
        far.onCall(call -> {
            assertThat(outside.entry("ops").claim().until())
                    .isEqualTo(outside.now().plus(OutletClaims.TERM));
            holders.add(outside.entry("ops").claim().holder());
        });

        outside.mirror(process);

        assertThat(holders).hasSize(1).doesNotContainNull();
    }

    @Test
    void somebodyElsesClaimIsRespectedUntilItRunsOut() {
        outside.claim("ops", Duration.ofSeconds(40));

        assertThat(outside.mirror(process)).isTrue();
        outside.clock.pass(Duration.ofSeconds(39));
        assertThat(outside.mirror(process)).isTrue();
        assertThat(far.calls()).isEmpty();

        outside.clock.pass(Duration.ofSeconds(1));
        assertThat(outside.mirror(process)).isFalse();
        assertThat(far.calls()).containsExactly("find ops", "post ops");
    }

    @Test
    void whatAnExpiredClaimMadeIsFoundAndBroughtUpToDate() {
        outside.mishaps.dieAtWrite(2, false);
        assertThatExceptionOfType(Mishaps.Death.class).isThrownBy(() -> outside.mirror(process));
        assertThat(far.posts()).hasSize(1);
        outside.is(Phase.Succeeded, "5/5 ready");

        assertThat(outside.mirror(outside.later())).isFalse();

        assertThat(far.pictures()).containsExactly("Succeeded 5/5 ready");
        assertThat(outside.entry("ops").ref()).isEqualTo("ref-1");
        assertThat(outside.entry("ops").claim()).isNull();
    }

    @Test
    void whatWasMadeLongAgoIsFoundThoughOthersDiedLookingForIt() {
        outside.mishaps.dieAtWrite(2, false);
        assertThatExceptionOfType(Mishaps.Death.class).isThrownBy(() -> outside.mirror(process));
        for (int i = 0; i < 3; i++) {
            MirrorRollout next = outside.later();
            outside.clock.pass(Duration.ofMinutes(10));
            outside.mishaps.dieAtWrite(1, true);
            assertThatExceptionOfType(Mishaps.Death.class).isThrownBy(() -> outside.mirror(next));
        }

        outside.mirror(outside.later());

        assertThat(far.posts()).hasSize(1);
        assertThat(outside.entry("ops").ref()).isEqualTo("ref-1");
    }

    @ParameterizedTest
    @EnumSource(names = {"DOWN", "LIMITED", "REFUSED"})
    void aLookThatFailsLeavesTheQuestionOpen(Turn trouble) {
        far.nextShow(Turn.DONE_UNCLEAR);
        outside.mirror(process);
        far.nextFind(trouble);
        outside.mirror(outside.later());
        assertThat(outside.entry("ops").claim()).isNotNull();
        assertThat(far.calls()).containsExactly("post ops", "find ops");

        outside.clock.pass(Duration.ofMinutes(10));
        outside.is(Phase.Succeeded, "5/5 ready");
        outside.mirror(outside.process());

        assertThat(far.pictures()).containsExactly("Succeeded 5/5 ready");
        assertThat(far.calls()).containsExactly("post ops", "find ops", "find ops", "update ops");
        assertThat(outside.entry("ops").error()).isNull();
    }

    @Test
    void anUnclearEndKeepsTheClaimSoThatNobodyRepeatsItBeforeLooking() {
        far.nextShow(Turn.DONE_UNCLEAR);

        assertThat(outside.mirror(process)).isTrue();

        assertThat(outside.entry("ops").claim()).isNotNull();
        assertThat(outside.entry("ops").error()).isEqualTo("no answer");
        outside.clock.pass(Duration.ofSeconds(59));
        assertThat(outside.mirror(outside.process())).isTrue();
        assertThat(far.calls()).containsExactly("post ops");
        outside.clock.pass(Duration.ofSeconds(1));
        assertThat(outside.mirror(outside.process())).isFalse();
        assertThat(far.posts()).hasSize(1);
    }

    @Test
    void whatSurelyCameToNothingIsPostedAfterLooking() {
        far.nextShow(Turn.LOST_UNCLEAR);
        outside.mirror(process);

        outside.mirror(outside.later());

        assertThat(far.calls()).containsExactly("post ops", "find ops", "post ops");
        assertThat(far.posts()).hasSize(1);
    }

    @Test
    void aMessageThatReplacedADeletedOneIsFoundToo() {
        outside.mirror(process);
        far.clear();
        outside.clock.pass(Duration.ofHours(1));
        outside.is(Phase.Progressing, "2/5 ready");
        far.nextShow(Turn.DONE_UNCLEAR);
        outside.mirror(process);

        outside.mirror(outside.later());

        assertThat(far.posts()).hasSize(1);
        assertThat(outside.entry("ops").ref()).isEqualTo("ref-2");
    }

    @Test
    void whatIsRefusedIsNotTriedAgainUntilThereIsSomethingElseToShow() {
        far.nextShow(Turn.REFUSED);

        assertThat(outside.mirror(process)).isFalse();
        outside.clock.pass(Duration.ofHours(1));
        assertThat(outside.mirror(outside.process())).isFalse();

        assertThat(far.calls()).containsExactly("post ops");
        assertThat(outside.entry("ops").error()).isEqualTo("refused; do something");
        assertThat(outside.entry("ops").claim()).isNull();

        outside.is(Phase.Progressing, "2/5 ready");
        outside.mirror(outside.process());
        assertThat(far.pictures()).containsExactly("Progressing 2/5 ready");
        assertThat(outside.entry("ops").error()).isNull();
    }

    @Test
    void aFailureIsTriedAgainAfterAWhileAndThenForgotten() {
        far.nextShow(Turn.DOWN);
        assertThat(outside.mirror(process)).isTrue();
        assertThat(outside.entry("ops").error()).isEqualTo("down");
        assertThat(outside.entry("ops").claim()).isNull();
        assertThat(outside.mirror(process)).isTrue();
        assertThat(far.calls()).hasSize(1);

        outside.clock.pass(OutletPace.FIRST_RETRY);
        assertThat(outside.mirror(process)).isFalse();
        assertThat(outside.entry("ops").error()).isNull();
        assertThat(outside.counted("down")).isEqualTo(1);
    }

    @Test
    void aLimitIsWaitedOutEvenByAnEnd() {
        far.nextShow(Turn.LIMITED);
        outside.mirror(process);
        outside.is(Phase.Succeeded, "5/5 ready");
        outside.clock.pass(Duration.ofSeconds(299));
        assertThat(outside.mirror(process)).isTrue();
        assertThat(far.posts()).isEmpty();

        outside.clock.pass(Duration.ofSeconds(1));
        assertThat(outside.mirror(process)).isFalse();
        assertThat(far.pictures()).containsExactly("Succeeded 5/5 ready");
    }

    @Test
    void picturesOnTheWayKeepTheirPaceAndAnEndDoesNotWait() {
        outside.mirror(process);
        outside.is(Phase.Progressing, "2/5 ready");
        outside.clock.pass(FarEnd.PACE.minusSeconds(1));
        assertThat(outside.mirror(process)).isTrue();
        assertThat(far.pictures()).containsExactly("Progressing 1/5 ready");

        outside.is(Phase.Failed, "cart failed");
        assertThat(outside.mirror(process)).isFalse();
        assertThat(far.pictures()).containsExactly("Failed cart failed");
    }

    @Test
    void aBurstOfChangesIsOnePicture() {
        outside.mirror(process);
        for (int ready = 1; ready <= 5; ready++) {
            outside.is(Phase.Progressing, ready + "/9 ready");
            outside.mirror(process);
        }
        outside.clock.pass(FarEnd.PACE);
        outside.mirror(process);

        assertThat(far.calls()).containsExactly("post ops", "update ops");
        assertThat(far.pictures()).containsExactly("Progressing 5/9 ready");
    }

    @Test
    void endsGoFirst() {
        Outside two = new Outside("first", "second");
        two.far.shareCredential();
        two.is(Phase.Progressing, "second done");

        MirrorRollout both = two.process();
        assertThat(two.mirror(both)).isTrue();
        assertThat(two.far.calls()).containsExactly("post second");
        two.clock.pass(Duration.ofSeconds(1));
        assertThat(two.mirror(both)).isFalse();
        assertThat(two.far.calls()).containsExactly("post second", "post first");
    }

    @ParameterizedTest
    @EnumSource(names = {"DOWN", "LIMITED", "REFUSED", "LOST_UNCLEAR", "MISTAKEN"})
    void oneBrokenChannelDelaysNoOther(Turn trouble) {
        Outside two = new Outside("broken", "well");
        two.is(Phase.Progressing, "1/5 ready");
        two.far.nextShow(trouble);

        two.mirror(two.process());

        assertThat(two.far.posts()).extracting(FarEnd.Post::channel).containsExactly("well");
        assertThat(two.entry("broken").error()).isNotBlank().doesNotContain("secret");
    }

    @Test
    void whatALostAnswerHadMadeIsNotForgottenWhenTheNextCallFails() {
        far.nextShow(Turn.DONE_UNCLEAR);
        outside.mirror(process);
        far.nextShow(Turn.DOWN);
        outside.mirror(outside.later());
        assertThat(far.calls()).containsExactly("post ops", "find ops", "update ops");

        outside.mirror(outside.later());

        assertThat(far.posts()).hasSize(1);
        assertThat(outside.entry("ops").ref()).isEqualTo("ref-1");
    }

    @Test
    void aClaimThatFindsNoSlotIsGivenBackAndAnOpenQuestionStaysOpen() {
        far.nextShow(Turn.DONE_UNCLEAR);
        outside.mirror(process);
        MirrorRollout next = outside.later();
        // Another process is asked for a pause between our look at the slots and our claim.
        outside.mishaps.onceBefore(
                "write status of",
                () -> outside.turns.change(
                        far.face("ops").credential(), left -> left.heldFor(Duration.ofMinutes(5), outside.now())));

        assertThat(outside.mirror(next)).isTrue();

        assertThat(far.calls()).containsExactly("post ops");
        assertThat(outside.entry("ops").claim().until()).isEqualTo(outside.now());
        outside.clock.pass(Duration.ofMinutes(5));
        outside.mirror(next);
        assertThat(far.calls()).containsExactly("post ops", "find ops", "update ops");
        assertThat(far.posts()).hasSize(1);
    }

    @Test
    void whileAPlaceFailsTheRolloutSaysSoInACondition() {
        far.nextShow(Turn.DOWN);
        outside.mirror(process);
        assertThat(outside.stored().status().conditions()).singleElement().satisfies(condition -> {
            assertThat(condition.type()).isEqualTo("OutletsReady");
            assertThat(condition.message()).isEqualTo("far ops: down");
        });

        outside.clock.pass(OutletPace.FIRST_RETRY);
        outside.mirror(process);
        assertThat(outside.stored().status().conditions()).isEmpty();
    }

    @Test
    void aLongRolloutRenewsItsPictureEverLessOften() {
        int minutes = 0;
        for (; minutes < 120; minutes++) {
            outside.is(Phase.Progressing, minutes + "/120 ready");
            outside.mirror(process);
            outside.clock.pass(Duration.ofSeconds(30));
            outside.is(Phase.Progressing, minutes + ".5/120 ready");
            outside.mirror(process);
            outside.clock.pass(Duration.ofSeconds(30));
        }

        assertThat(outside.entry("ops").shownSoFar())
                .isEqualTo(far.calls().size())
                .isBetween(120, 140);
    }

    @Test
    void whatIsFoundAtFirstSightIsNotTold() {
        outside.is(Phase.Succeeded, "found", Outside.condition("Adopted", "FirstSight", "found in the cluster"));
        assertThat(outside.mirror(process)).isFalse();
        assertThat(far.calls()).isEmpty();

        outside.is(Phase.Failed, "cart failed", Outside.condition("Adopted", "FirstSight", "found in the cluster"));
        outside.mirror(process);
        outside.clock.pass(Duration.ofMinutes(1));
        outside.is(Phase.Succeeded, "mended", Outside.condition("Adopted", "FirstSight", "found in the cluster"));
        outside.mirror(process);
        assertThat(far.pictures()).containsExactly("Succeeded mended");
    }

    @Test
    void anOvertakenRolloutIsShownWithTheOneThatTookOver() {
        outside.put('b', Phase.Progressing, "1/5 ready");
        outside.is(Phase.Superseded, "overtaken", Outside.condition("Superseded", "Overtaken", Outside.revision('b')));

        outside.mirror(process);
        assertThat(far.pictures()).containsExactly("Superseded overtaken by gitops-b Progressing");

        outside.clock.pass(Duration.ofSeconds(5));
        outside.put('b', Phase.Failed, "cart failed");
        outside.mirror(process);
        assertThat(far.pictures()).containsExactly("Superseded overtaken by gitops-b Failed");
    }

    @Test
    void aRolloutThatIsOvertakenWhileItIsClaimedIsShownAsOvertaken() {
        outside.put('b', Phase.Progressing, "1/5 ready");
        outside.mishaps.onceBefore(
                "write status of",
                () -> outside.is(
                        Phase.Superseded,
                        "overtaken",
                        Outside.condition("Superseded", "Overtaken", Outside.revision('b'))));

        outside.mirror(process);

        assertThat(far.pictures()).containsExactly("Superseded overtaken by gitops-b Progressing");
    }

    @Test
    void aFoldThatWritesWhileSomethingIsSentLosesNothingAndIsShownNext() {
        far.onCall(call -> {
            if (call.startsWith("post")) {
                outside.is(Phase.Succeeded, "5/5 ready");
            }
        });

        outside.mirror(process);

        assertThat(outside.stored().phase()).isEqualTo(Phase.Succeeded);
        assertThat(outside.entry("ops").ref()).isEqualTo("ref-1");
        outside.clock.pass(Duration.ofSeconds(1));
        outside.mirror(process);
        assertThat(far.pictures()).containsExactly("Succeeded 5/5 ready");
    }

    @Test
    void aConflictAtEitherWriteLosesNeitherSide() {
        outside.mishaps.onceBefore("write status of", () -> outside.is(Phase.Progressing, "2/5 ready"));
        far.onCall(call ->
                outside.mishaps.onceBefore("write status of", () -> outside.is(Phase.Progressing, "3/5 ready")));

        outside.mirror(process);

        assertThat(far.pictures()).containsExactly("Progressing 2/5 ready");
        assertThat(outside.stored().status().summary()).isEqualTo("3/5 ready");
        assertThat(outside.entry("ops").digest()).isEqualTo("digest of Progressing 2/5 ready");
        assertThat(outside.entry("ops").claim()).isNull();
    }

    @Test
    void aClaimThatSomebodyElseHasTakenOverMeanwhileIsLeftToThem() {
        far.onCall(call -> outside.claim("ops", Duration.ofSeconds(60)));

        outside.mirror(process);

        assertThat(outside.entry("ops").claim().holder()).isEqualTo("somebody");
        assertThat(outside.entry("ops").digest()).isNull();
    }

    @Test
    void whenTheLedgerIsDownNothingIsSent() {
        outside.mishaps.refuse("write status", Fault.DOWN);

        assertThatThrownBy(() -> outside.mirror(process))
                .isInstanceOfSatisfying(
                        ClusterException.class,
                        trouble -> assertThat(trouble.fault()).isEqualTo(Fault.DOWN));
        assertThat(far.calls()).isEmpty();
    }

    @Test
    void aReasonIsCutToWhatARolloutCanHold() {
        far.nextShow(Turn.MISTAKEN);
        outside.mirror(process);

        assertThat(outside.entry("ops").error())
                .contains("IllegalStateException")
                .hasSizeLessThanOrEqualTo(300);
        assertThat(outside.entry("ops").claim()).isNotNull();
    }

    /** As a machine's clock is: never the same twice. */
    private static final class GoingClock extends Clock {
        private final Clock from;
        private long readings;

        GoingClock(Clock from) {
            this.from = from;
        }

        @Override
        public synchronized Instant instant() {
            return from.instant().plus(++readings, ChronoUnit.MICROS);
        }

        @Override
        public ZoneId getZone() {
            return from.getZone();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
