package dev.wigwag.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.rollout.APush;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OutletPaceTest {
    private final TestEngine.MovableClock clock = new TestEngine.MovableClock(APush.NOON);
    private final OutletPace pace = new OutletPace(clock, () -> 1);
    private final FarEnd far = new FarEnd(clock, "ops", "dev");
    private final Face ops = far.face("ops");
    private final Face dev = far.face("dev");

    @Test
    void aCredentialIsUsedByOneWorkerAtATime() {
        assertThat(pace.enter("token")).isTrue();
        assertThat(pace.isBusy("token")).isTrue();
        assertThat(pace.enter("token")).isFalse();
        assertThat(pace.enter("other")).isTrue();

        pace.leave("token");
        assertThat(pace.isBusy("token")).isFalse();
        assertThat(pace.enter("token")).isTrue();
    }

    @Test
    void failuresInARowAreTriedEverLessOftenButNeverGivenUp() {
        for (long wait : new long[] {2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300, 300, 300}) {
            assertThat(pace.failed(ops, Duration.ZERO)).isEqualTo(Duration.ofSeconds(wait));
            assertThat(pace.closedUntil(ops)).isEqualTo(clock.instant().plusSeconds(wait));
            clock.pass(Duration.ofSeconds(wait));
        }
    }

    @Test
    void processesThatFailTogetherComeBackApartButNeverSoonerThanHalfTheTime() {
        Random random = new Random(7);
        OutletPace jittered = new OutletPace(clock, random::nextDouble);
        Duration most = OutletPace.FIRST_RETRY;
        Duration last = Duration.ZERO;
        for (int failure = 1; failure <= 20; failure++) {
            Duration wait = jittered.failed(ops, Duration.ZERO);
            assertThat(wait).isBetween(most.dividedBy(2), most).isNotEqualTo(last);
            last = wait;
            most = most.multipliedBy(2).compareTo(OutletPace.LAST_RETRY) < 0
                    ? most.multipliedBy(2)
                    : OutletPace.LAST_RETRY;
        }
    }

    @Test
    void aSuccessEndsTheRow() {
        for (int i = 0; i < 5; i++) {
            pace.failed(ops, Duration.ZERO);
        }
        pace.worked(ops);
        assertThat(pace.closedUntil(ops)).isBefore(clock.instant());

        assertThat(pace.failed(ops, Duration.ZERO)).isEqualTo(OutletPace.FIRST_RETRY);
    }

    @Test
    void aFailureConcernsItsPlaceAlone() {
        far.shareCredential();
        pace.failed(ops, Duration.ZERO);

        assertThat(pace.closedUntil(ops)).isAfter(clock.instant());
        assertThat(pace.closedUntil(dev)).isBefore(clock.instant());
    }

    @Test
    void aFarEndThatAsksForMoreThanTheBackOffGetsIt() {
        assertThat(pace.failed(ops, Duration.ofHours(1))).isEqualTo(Duration.ofHours(1));
        assertThat(pace.closedUntil(ops)).isEqualTo(clock.instant().plusSeconds(3600));
    }

    @Test
    void onlySoManyPlacesAreRememberedAndTheLongestUnusedIsForgottenFirst() {
        pace.failed(ops, Duration.ofHours(1));
        for (int i = 0; i < OutletPace.LIMIT; i++) {
            pace.failed(far.face("channel-" + i), Duration.ZERO);
        }

        assertThat(pace.closedUntil(ops)).isBefore(clock.instant());
        assertThat(pace.closedUntil(far.face("channel-" + (OutletPace.LIMIT - 1))))
                .isAfter(clock.instant());
    }
}
