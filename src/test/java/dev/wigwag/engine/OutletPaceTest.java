package dev.wigwag.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.engine.OutletException.Fault;
import dev.wigwag.rollout.APush;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OutletPaceTest {
    private final TestEngine.MovableClock clock = new TestEngine.MovableClock(APush.NOON);
    private final OutletPace pace = new OutletPace(clock);
    private final FarEnd far = new FarEnd(clock, "ops", "dev");
    private final Face ops = far.face("ops");
    private final Face dev = far.face("dev");

    @Test
    void aTurnIsTakenByOneAndComesAgainAfterASecond() {
        assertThat(pace.take(ops)).isTrue();
        assertThat(pace.take(ops)).isFalse();
        assertThat(pace.take(dev)).isTrue();

        clock.pass(Duration.ofMillis(999));
        assertThat(pace.take(ops)).isFalse();
        clock.pass(Duration.ofMillis(1));
        assertThat(pace.take(ops)).isTrue();
    }

    @Test
    void aSecondPassesBetweenTheEndOfACallAndTheNextWithTheSameCredential() {
        far.shareCredential();
        pace.take(ops);
        clock.pass(Duration.ofSeconds(5));
        pace.called(ops);

        assertThat(pace.take(dev)).isFalse();
        clock.pass(OutletPace.BETWEEN_CALLS);
        assertThat(pace.take(dev)).isTrue();
    }

    @Test
    void failuresInARowAreTriedEverLessOftenButNeverGivenUp() {
        for (long wait : new long[] {2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300, 300, 300}) {
            assertThat(pace.take(ops)).isTrue();
            pace.failed(ops, trouble(Fault.DOWN, 0));
            clock.pass(Duration.ofSeconds(wait).minusMillis(1));
            assertThat(pace.take(ops)).as("before %s s", wait).isFalse();
            clock.pass(Duration.ofMillis(1));
        }
        assertThat(pace.take(ops)).isTrue();
    }

    @Test
    void aSuccessEndsTheRow() {
        for (int i = 0; i < 5; i++) {
            pace.failed(ops, trouble(Fault.DOWN, 0));
        }
        pace.called(ops);
        clock.pass(Duration.ofSeconds(1));
        assertThat(pace.take(ops)).isTrue();

        pace.failed(ops, trouble(Fault.DOWN, 0));
        clock.pass(OutletPace.FIRST_RETRY);
        assertThat(pace.take(ops)).isTrue();
    }

    @Test
    void aFailureConcernsItsPlaceAndALimitEverythingWithTheCredential() {
        far.shareCredential();
        pace.failed(ops, trouble(Fault.DOWN, 0));
        clock.pass(Duration.ofSeconds(1));
        assertThat(pace.take(ops)).isFalse();
        assertThat(pace.take(dev)).isTrue();

        pace.failed(dev, trouble(Fault.LIMITED, 90));
        clock.pass(Duration.ofSeconds(89));
        assertThat(pace.take(ops)).isFalse();
        clock.pass(Duration.ofSeconds(1));
        assertThat(pace.take(ops)).isTrue();
    }

    @Test
    void aCallThatEndsLaterDoesNotShortenALimit() {
        far.shareCredential();
        pace.failed(ops, trouble(Fault.LIMITED, 90));
        pace.called(dev);
        pace.failed(dev, trouble(Fault.DOWN, 0));

        clock.pass(Duration.ofSeconds(89));
        assertThat(pace.take(dev)).isFalse();
    }

    @Test
    void aFarEndThatAsksForMoreThanTheBackOffGetsIt() {
        pace.failed(ops, trouble(Fault.DOWN, 3600));

        clock.pass(Duration.ofSeconds(3599));
        assertThat(pace.take(ops)).isFalse();
        clock.pass(Duration.ofSeconds(1));
        assertThat(pace.take(ops)).isTrue();
    }

    @Test
    void onlySoManyPlacesAreRememberedAndTheLongestUnusedIsForgottenFirst() {
        pace.failed(ops, trouble(Fault.LIMITED, 3600));
        for (int i = 0; i < OutletPace.LIMIT; i++) {
            pace.take(far.face("channel-" + i));
        }

        assertThat(pace.take(ops)).isTrue();
        assertThat(pace.take(far.face("channel-" + (OutletPace.LIMIT - 1)))).isFalse();
    }

    private static OutletException trouble(Fault fault, long after) {
        return new OutletException(fault, Duration.ofSeconds(after), "trouble");
    }
}
