package dev.wigwag.sandbox.flux;

import java.math.BigDecimal;
import java.time.Duration;

/** Durations as Go prints them: {@code 10m0s}, {@code 2.084434647s}, {@code 31ms}. */
final class GoDuration {

    private GoDuration() {}

    static String text(Duration duration) {
        if (duration.isZero()) {
            return "0s";
        }
        if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
            return decimal(duration.toNanos(), 6) + "ms";
        }
        String seconds = decimal(duration.minusMinutes(duration.toMinutes()).toNanos(), 9) + "s";
        if (duration.toMinutes() == 0) {
            return seconds;
        }
        String minutes = duration.toMinutesPart() + "m" + seconds;
        return duration.toHours() == 0 ? minutes : duration.toHours() + "h" + minutes;
    }

    private static String decimal(long nanos, int places) {
        BigDecimal value = BigDecimal.valueOf(nanos, places);
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
