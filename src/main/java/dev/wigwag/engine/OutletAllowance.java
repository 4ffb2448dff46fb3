package dev.wigwag.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * What is left of a credential's {@link OutletBudget}, in two times, so that it can be kept anywhere and grows by itself.
 *
 * @param next when the next slot is free
 * @param full when the bucket of the hour's writes will be full again; each write moves it by the time of one refill
 */
public record OutletAllowance(Instant next, Instant full) {
    /** Of a credential that was never used. */
    public static final OutletAllowance UNUSED = new OutletAllowance(Instant.EPOCH, Instant.EPOCH);

    /** What a far end or a full hour may ask for at most. */
    static final Duration LONGEST = Duration.ofHours(1);

    /**
     * The next time at which something may be written. What lies much further ahead than it may was written by a broken clock, and
     * holds up nobody.
     *
     * @param last whether it shows an end, for which a part of the budget is kept
     */
    public Instant soonest(OutletBudget budget, boolean last, Instant now) {
        int room = budget.burst() - (last ? 0 : budget.keptForEnds());
        Instant refilled = full.minus(budget.refill().multipliedBy(room - 1));
        return Stream.of(next, refilled)
                .filter(time -> time.isBefore(now.plus(LONGEST.multipliedBy(2))))
                .reduce(now, OutletAllowance::later);
    }

    /** What is left once something is written at that time. */
    public OutletAllowance spentAt(Instant slot, OutletBudget budget) {
        return new OutletAllowance(slot.plus(budget.gap()), later(full, slot).plus(budget.refill()));
    }

    /** The same, with nothing to be written for that long, or an hour if that is less. */
    public OutletAllowance heldFor(Duration wait, Instant now) {
        Instant until = now.plus(wait.compareTo(LONGEST) < 0 ? wait : LONGEST);
        return next.isBefore(until) ? new OutletAllowance(until, full) : this;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
