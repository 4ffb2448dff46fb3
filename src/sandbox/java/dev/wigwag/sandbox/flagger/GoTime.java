package dev.wigwag.sandbox.flagger;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The durations of a Canary: whole numbers of hours, minutes, seconds or milliseconds, one after the other. */
final class GoTime {

    private static final Pattern PART = Pattern.compile("(\\d{1,9})(h|ms|m|s)");

    private GoTime() {}

    /** Empty for anything else, including nothing. */
    static Optional<Duration> parse(String text) {
        if (!text.matches("(?:" + PART + ")+")) {
            return Optional.empty();
        }
        Duration sum = Duration.ZERO;
        Matcher parts = PART.matcher(text);
        while (parts.find()) {
            long number = Long.parseLong(parts.group(1));
            sum = sum.plus(
                    switch (parts.group(2)) {
                        case "h" -> Duration.ofHours(number);
                        case "m" -> Duration.ofMinutes(number);
                        case "s" -> Duration.ofSeconds(number);
                        default -> Duration.ofMillis(number);
                    });
        }
        return Optional.of(sum);
    }
}
