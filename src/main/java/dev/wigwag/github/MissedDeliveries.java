package dev.wigwag.github;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which deliveries GitHub should be asked to send again. Told by its log alone, where every attempt stands: so any number of
 * processes, and restarts, ask no more often than one would.
 */
final class MissedDeliveries {
    /** How long after the last attempt the next one is due; there are no more than these. */
    static final List<Duration> WAITS = List.of(Duration.ofMinutes(5), Duration.ofMinutes(30), Duration.ofHours(4));

    /** GitHub keeps deliveries no longer (reference: github.md §3). */
    static final Duration KEPT = Duration.ofDays(3);

    private static final Set<String> EVENTS = Set.of("push", "package", "registry_package");

    /** Answers of ours to what would be as malformed, or as large, another time. */
    private static final Set<Integer> HOPELESS = Set.of(400, 413);

    private static final Comparator<LoggedDelivery> BY_TIME =
            Comparator.comparing(LoggedDelivery::at).thenComparing(LoggedDelivery::id);

    private MissedDeliveries() {}

    /**
     * The latest attempts of the events that are to be sent again, the oldest first.
     *
     * @param log all attempts of a hook, in any order
     */
    static List<LoggedDelivery> of(List<LoggedDelivery> log, Instant now) {
        Map<String, List<LoggedDelivery>> byEvent = new LinkedHashMap<>();
        log.stream()
                .filter(attempt -> !attempt.guid().isEmpty())
                .forEach(attempt -> byEvent.computeIfAbsent(attempt.guid(), guid -> new ArrayList<>())
                        .add(attempt));
        return byEvent.values().stream()
                .flatMap(attempts -> due(attempts, now).stream())
                .sorted(BY_TIME)
                .toList();
    }

    private static Optional<LoggedDelivery> due(List<LoggedDelivery> attempts, Instant now) {
        LoggedDelivery latest = attempts.stream().max(BY_TIME).orElseThrow();
        int asked = (int) attempts.stream().filter(LoggedDelivery::redelivery).count();
        boolean over = attempts.stream().anyMatch(LoggedDelivery::isOk)
                || asked >= WAITS.size()
                || !EVENTS.contains(latest.event())
                || HOPELESS.contains(latest.code())
                || latest.at().isBefore(now.minus(KEPT));
        return over || latest.at().plus(WAITS.get(asked)).isAfter(now) ? Optional.empty() : Optional.of(latest);
    }
}
