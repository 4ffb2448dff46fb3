package dev.wigwag.sandbox.flagger;

import java.time.Duration;

/**
 * How the stand-in keeps time.
 *
 * @param speed by how much it is faster than Flagger: intervals, deadlines and waits between attempts are divided by it, timeouts are not
 * @param pickUp how often Flagger looks for new Canaries, before the division
 * @param delay how much later an event is sent that the sandbox delays
 * @param held how long an event that is to be overtaken waits for one that does so
 * @param seed decides which events trouble befalls
 */
public record FlaggerSettings(int speed, Duration pickUp, Duration delay, Duration held, long seed) {

    /** As fast as Flagger itself. */
    public static final FlaggerSettings USUAL =
            new FlaggerSettings(1, Duration.ofSeconds(10), Duration.ofSeconds(3), Duration.ofSeconds(2), 20260812);

    /** Refuses a speed below one. */
    public FlaggerSettings {
        if (speed < 1) {
            throw new IllegalArgumentException("The sandbox's Flagger cannot be slower than Flagger: speed " + speed);
        }
    }

    /** The same, this many times faster than Flagger. */
    public FlaggerSettings faster(int times) {
        return new FlaggerSettings(times, pickUp, delay, held, seed);
    }

    Duration scaled(Duration real) {
        return real.dividedBy(speed);
    }
}
