package dev.wigwag.sandbox.flux;

import java.time.Duration;

/**
 * How patient notification-controller is.
 *
 * @param firstWait between the first attempt and the second; each further wait is twice as long
 * @param patience for all attempts together
 * @param delay how much later an event is sent that the sandbox delays
 * @param held how long an event that is to be overtaken waits for one that does so
 * @param seed decides which events trouble befalls
 */
public record NotificationSettings(Duration firstWait, Duration patience, Duration delay, Duration held, long seed) {

    /** As Flux does it: 2, 4, 8 seconds within 15. */
    public static final NotificationSettings USUAL = new NotificationSettings(
            Duration.ofSeconds(2), Duration.ofSeconds(15), Duration.ofSeconds(3), Duration.ofSeconds(1), 20260812);
}
