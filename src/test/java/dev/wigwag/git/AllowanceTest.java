package dev.wigwag.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wigwag.HandSetClock;
import dev.wigwag.engine.RangeException;
import dev.wigwag.engine.RangeException.Fault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What one question may cost. */
class AllowanceTest {
    private final HandSetClock clock = new HandSetClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final Allowance allowance =
            new Allowance(clock, clock.instant().plusSeconds(30), Duration.ofSeconds(10), 1_000);

    @Test
    void silenceIsBorneForAsLongAsIsSetAndNoLongerThanTimeIsLeft() {
        assertThat(allowance.patience()).isEqualTo(10);

        clock.pass(Duration.ofSeconds(26));
        assertThat(allowance.patience()).isEqualTo(4);

        clock.pass(Duration.ofSeconds(40));
        assertThat(allowance.patience()).as("0 would be for ever").isEqualTo(1);
    }

    @Test
    void asManyBytesAsAreAllowedMayComeAndNotOneMore() throws IOException {
        allowance.receive();
        MeteredStream exact = new MeteredStream(new ByteArrayInputStream(new byte[1_000]), allowance);
        assertThat(exact.readAllBytes()).hasSize(1_000);
        assertThat(allowance.spent()).isEmpty();

        MeteredStream more = new MeteredStream(new ByteArrayInputStream(new byte[1_001]), allowance);

        assertThatThrownBy(more::readAllBytes).isInstanceOf(IOException.class);
        assertThat(allowance.spent()).map(RangeException::fault).contains(Fault.TOO_LARGE);
        assertThat(allowance.isCancelled()).isTrue();
    }

    @Test
    void whatIsReadOneByOneOrSkippedCountsToo() {
        allowance.receive();
        MeteredStream stream = new MeteredStream(new ByteArrayInputStream(new byte[2_000]), allowance);

        assertThatThrownBy(() -> {
                    stream.skip(999);
                    stream.read();
                    assertThat(allowance.spent()).isEmpty();
                    stream.read();
                })
                .isInstanceOf(IOException.class);
    }

    @Test
    void afterItsTimeNothingIsReadAnyMore() {
        MeteredStream stream = new MeteredStream(new ByteArrayInputStream(new byte[10]), allowance);
        assertThatCode(stream::read).doesNotThrowAnyException();

        clock.pass(Duration.ofSeconds(30));

        assertThatThrownBy(stream::read).isInstanceOf(IOException.class);
        assertThat(allowance.spent()).map(RangeException::fault).contains(Fault.UNREACHABLE);
    }

    @Test
    void whatIsOpenIsHungUpOnceAndWhatIsOpenedLaterAtOnce() {
        AtomicInteger hungUp = new AtomicInteger();
        allowance.hangUpBy(hungUp::incrementAndGet);
        assertThat(hungUp).hasValue(0);

        allowance.hangUp();
        allowance.hangUp();
        assertThat(hungUp).hasValue(1);

        allowance.hangUpBy(hungUp::incrementAndGet);
        assertThat(hungUp).hasValue(2);
    }

    @Test
    void anAlarmThatIsCalledOffDoesNotRing() throws Exception {
        AtomicInteger rung = new AtomicInteger();
        try (Alarms alarms = new Alarms()) {
            alarms.set(Duration.ofHours(1), rung::incrementAndGet).close();
            Alarms.Alarm due = alarms.set(Duration.ZERO, rung::incrementAndGet);
            due.due().get();
        }

        assertThat(rung).hasValue(1);
    }
}
