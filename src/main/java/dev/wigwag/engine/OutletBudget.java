package dev.wigwag.engine;

import java.time.Duration;

/**
 * How often a far end wants to be written to with one credential.
 *
 * @param gap the least time between two writes
 * @param perHour how many writes may fall into any hour, however it is laid
 */
public record OutletBudget(Duration gap, int perHour) {
    private static final Duration HOUR = Duration.ofHours(1);

    /**
     * Refuses what could never be kept.
     *
     * @throws IllegalArgumentException if the gap is negative, or the hour has room for fewer than ten
     */
    public OutletBudget {
        if (gap.isNegative() || perHour < 10) {
            throw new IllegalArgumentException(
                    "A gap of " + gap + " and " + perHour + " an hour: no budget to work with;"
                            + " the gap may not be negative and an hour needs ten writes");
        }
    }

    /** A budget that is bounded by its gap alone: a bucket that fills faster than it can be emptied. */
    public static OutletBudget every(Duration gap) {
        return new OutletBudget(gap, (int) Math.max(10, 4 * HOUR.toMillis() / Math.max(1, gap.toMillis())));
    }

    /**
     * How many may follow each other before they have to wait for the refill: half of the hour's. With what is refilled within
     * an hour they are the hour's number.
     */
    int burst() {
        return perHour / 2;
    }

    /** The time in which room for one more comes back. */
    Duration refill() {
        return HOUR.dividedBy(perHour - burst());
    }

    /** Of the burst, what only ends may use: a fifth of the hour's. */
    int keptForEnds() {
        return perHour / 5;
    }
}
