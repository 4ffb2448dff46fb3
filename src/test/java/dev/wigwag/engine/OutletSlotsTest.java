package dev.wigwag.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.engine.ClusterException.Fault;
import dev.wigwag.rollout.APush;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OutletSlotsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final TestEngine.MovableClock clock = new TestEngine.MovableClock(APush.NOON);
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final FarEnd far = new FarEnd(clock, "ops", "dev");
    private final OwnTurns turns = new OwnTurns();
    private final OutletSlots one = new OutletSlots(turns, clock, metrics);
    private final OutletSlots other = new OutletSlots(turns, clock, metrics);
    private final Face ops = far.face("ops");

    @Test
    void processesReserveOneSlotAfterTheOther() {
        assertThat(one.reserve(ops, in(10))).contains(in(0));
        assertThat(other.reserve(ops, in(10))).contains(in(1));
        assertThat(one.reserve(ops, in(10))).contains(in(2));
        assertThat(other.reserve(far.face("dev"), in(10)))
                .as("another credential")
                .contains(in(0));
    }

    @Test
    void aSlotBeyondThePatienceIsNotReserved() {
        one.reserve(ops, in(0));

        assertThat(one.reserve(ops, in(0))).isEmpty();
        assertThat(other.reserve(ops, in(0))).isEmpty();
        clock.pass(SECOND);
        assertThat(other.reserve(ops, in(0))).contains(in(0));
    }

    @Test
    void aProcessThatWasRefusedKnowsHowLongWithoutAskingAgain() {
        other.reserve(ops, in(0));
        assertThat(one.soonest(ops)).isEqualTo(in(0));

        one.reserve(ops, in(0));

        assertThat(one.soonest(ops)).isEqualTo(in(1));
        assertThat(one.opens(ops.credential())).isEqualTo(in(1));
    }

    @Test
    void whatAFarEndAsksForCountsForEveryProcessAndEveryPlaceWithTheCredential() {
        far.shareCredential();
        one.hold(ops, Duration.ofSeconds(90));

        assertThat(other.reserve(far.face("dev"), in(89))).isEmpty();
        assertThat(other.reserve(far.end("dev"), in(90))).contains(in(90));
    }

    @Test
    void aGapLiesBehindTheEndOfACallThatTookLong() {
        one.reserve(ops, in(0));
        clock.pass(Duration.ofSeconds(5));
        one.done(ops);

        assertThat(one.soonest(ops)).isEqualTo(in(1));
    }

    @Test
    void whatShowsNoEndStandsBackForAnEndThatWaitsForTheSameCredential() {
        far.shareCredential();
        one.endWaits(ops.credential());

        assertThat(one.soonest(far.face("dev"))).isEqualTo(in(3));
        assertThat(one.soonest(far.end("dev"))).isEqualTo(in(0));
        clock.pass(OutletSlots.STAND_BACK);
        assertThat(one.soonest(far.face("dev"))).isEqualTo(in(0));
    }

    @Test
    void whereTheOthersCannotBeAskedThePaceIsKeptAloneAndCounted() {
        boolean[] denied = {false};
        OutletSlots alone = new OutletSlots(
                (credential, change) -> {
                    if (denied[0]) {
                        throw new ClusterException(Fault.DENIED, "writing lease: RBAC does not allow it", null);
                    }
                    return turns.change(credential, change);
                },
                clock,
                metrics);
        alone.reserve(ops, in(0));
        denied[0] = true;

        assertThat(alone.reserve(ops, in(9)))
                .as("what it has seen still counts")
                .contains(in(1));
        assertThat(alone.reserve(ops, in(9))).contains(in(2));
        alone.hold(ops, Duration.ofSeconds(60));
        assertThat(alone.soonest(ops)).isEqualTo(in(60));
        assertThat(counted()).isEqualTo(3);

        denied[0] = false;
        clock.pass(Duration.ofMinutes(2));
        assertThat(alone.reserve(ops, in(0))).contains(in(0));
        assertThat(counted()).isEqualTo(3);
    }

    @Test
    void onlySoManyCredentialsAreRemembered() {
        for (int i = 0; i <= OwnTurns.LIMIT; i++) {
            one.reserve(far.face("channel-" + i), in(0));
        }

        assertThat(one.soonest(far.face("channel-0"))).isEqualTo(in(0));
        assertThat(one.soonest(far.face("channel-" + OwnTurns.LIMIT))).isEqualTo(in(1));
    }

    private Instant in(int seconds) {
        return clock.instant().plusSeconds(seconds);
    }

    private double counted() {
        return metrics.get("wigwag.outlets.alone").counter().count();
    }
}
