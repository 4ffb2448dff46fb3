package dev.wigwag.sandbox.flux;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which events were seen within five minutes; a window begins with the first sighting and is not prolonged by later ones. Object, message
 * and revisions count, reason and severity do not (reference: flux.md §1.8). Keeps 5,000 at most.
 */
final class EventDuplicates {

    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final int KEPT = 5_000;

    private final Map<List<String>, Instant> seen = new LinkedHashMap<>();

    /** Whether this is the first of its kind in its window, which it then opens. */
    synchronized boolean first(FluxEvent event, Instant now) {
        List<String> key = List.of(
                event.object(),
                event.message(),
                event.metadata().getOrDefault("originRevision", ""),
                event.metadata().getOrDefault("revision", ""));
        Instant opened = seen.get(key);
        if (opened != null && now.isBefore(opened.plus(WINDOW))) {
            return false;
        }
        seen.remove(key);
        seen.put(key, now);
        if (seen.size() > KEPT) {
            seen.remove(seen.keySet().iterator().next());
        }
        return true;
    }
}
