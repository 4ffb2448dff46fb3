package dev.wigwag.github;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What GitHub does not let us do, so that it is not asked, and complained about, over and over: for a day, or until there is
 * another token. Kept by this process alone. Thread-safe.
 */
final class Denials {
    static final Duration KEPT = Duration.ofDays(1);
    private static final int MOST = 1000;

    private final Clock clock;
    private final Map<String, Instant> until = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > MOST;
        }
    };

    Denials(Clock clock) {
        this.clock = clock;
    }

    synchronized void add(String credential, Object where) {
        until.put(key(credential, where), clock.instant().plus(KEPT));
    }

    synchronized boolean contains(String credential, Object where) {
        Instant end = until.get(key(credential, where));
        return end != null && clock.instant().isBefore(end);
    }

    private static String key(String credential, Object where) {
        return credential + " " + where;
    }
}
