package dev.wigwag.flagger;

import java.math.BigInteger;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a tick of Flagger lasts: {@code spec.analysis.interval}, as Flagger reads it (flagger.md §0). */
final class AnalysisInterval {
    private static final Duration SHORTEST = Duration.ofSeconds(10);
    private static final Duration DEFAULT = Duration.ofSeconds(60);

    /** Go's durations; the fractions and small units it also knows make no interval that is long enough. */
    private static final Pattern DURATION = Pattern.compile("(?:[0-9]{1,12}[hms]){1,8}");

    private static final Pattern PART = Pattern.compile("([0-9]+)([hms])");

    /** Go counts nanoseconds in 63 bits; what is longer it cannot parse. */
    private static final BigInteger LONGEST = BigInteger.valueOf(Long.MAX_VALUE / 1_000_000_000L);

    private AnalysisInterval() {}

    /**
     * The interval.
     *
     * @param text such as {@code 30s}, {@code 1m} or {@code 1m30s}; null, or no duration, counts as one minute
     * @return at least 10 s
     */
    static Duration of(String text) {
        if (text == null || !DURATION.matcher(text).matches()) {
            return DEFAULT;
        }
        BigInteger seconds = BigInteger.ZERO;
        for (Matcher part = PART.matcher(text); part.find(); ) {
            seconds = seconds.add(new BigInteger(part.group(1)).multiply(BigInteger.valueOf(unit(part.group(2)))));
        }
        if (seconds.compareTo(LONGEST) > 0) {
            return DEFAULT;
        }
        Duration interval = Duration.ofSeconds(seconds.longValue());
        return interval.compareTo(SHORTEST) < 0 ? SHORTEST : interval;
    }

    private static long unit(String letter) {
        return switch (letter) {
            case "h" -> 3600;
            case "m" -> 60;
            default -> 1;
        };
    }
}
