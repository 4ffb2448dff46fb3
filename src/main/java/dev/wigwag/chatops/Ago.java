package dev.wigwag.chatops;

import java.time.Duration;
import java.time.Instant;

/** How long ago something was, for people. */
final class Ago {
    private Ago() {}

    /** {@code 3 min ago}; clocks that differ a little make nothing lie in the future. */
    static String words(Instant then, Instant now) {
        Duration time = Duration.between(then, now);
        if (time.toSeconds() < 5) {
            return "just now";
        }
        if (time.toMinutes() < 1) {
            return time.toSeconds() + " s ago";
        }
        if (time.toHours() < 1) {
            return time.toMinutes() + " min ago";
        }
        return time.toDays() < 2 ? time.toHours() + " h ago" : time.toDays() + " days ago";
    }
}
