package dev.wigwag.sandbox.slack;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Switches that make Slack fail in the ways it does. They concern the calls that come after. Thread-safe. */
public final class SlackFaults {
    /** A way to fail. */
    public enum Trouble {
        /** 429 with {@code Retry-After: 2}; not done. */
        LIMITED,
        /** {@code "ok":false} with a code that says it was not done. */
        UNAVAILABLE,
        /** 500; not done, which the caller cannot know. */
        BROKEN,
        /** The connection is closed; not done, which the caller cannot know. */
        CUT,
        /** Done, then the connection is closed. */
        DONE_THEN_CUT,
        /** Done, then 500. */
        DONE_THEN_BROKEN,
        /** Done, and answered only after {@link #lateness}. */
        DONE_THEN_LATE
    }

    private final Map<String, Deque<Trouble>> ordered = new HashMap<>();
    private final Map<String, Deque<String>> codes = new HashMap<>();
    private final Map<Trouble, Integer> shares = new EnumMap<>(Trouble.class);
    private final Random random = new Random(20261123);
    private Duration lateness = Duration.ofSeconds(15);

    /** The next call of this method, such as {@code chat.postMessage} or {@code webhook}, fails so; several are used up in turn. */
    public synchronized void next(String method, Trouble trouble) {
        ordered.computeIfAbsent(method, key -> new ArrayDeque<>()).add(trouble);
    }

    /** The next call of this method is answered {@code "ok":false} with this code, and not done. */
    public synchronized void refuse(String method, String code) {
        codes.computeIfAbsent(method, key -> new ArrayDeque<>()).add(code);
    }

    /** So many of a hundred calls of any method fail so, by a fixed seed; 0 ends it. */
    public synchronized void share(Trouble trouble, int percent) {
        shares.put(trouble, percent);
    }

    /** How late {@link Trouble#DONE_THEN_LATE} is; 15 s unless told otherwise. */
    public synchronized void lateness(Duration time) {
        lateness = time;
    }

    /** Takes back every switch. */
    public synchronized void clear() {
        ordered.clear();
        codes.clear();
        shares.clear();
    }

    synchronized Duration lateness() {
        return lateness;
    }

    /** The code to refuse this call with; each ordered one is used up. */
    synchronized Optional<String> code(String method) {
        return Optional.ofNullable(codes.get(method)).map(Deque::poll);
    }

    /** How this call fails; empty if it does not. */
    synchronized Optional<Trouble> trouble(String method) {
        Optional<Trouble> next = Optional.ofNullable(ordered.get(method)).map(Deque::poll);
        if (next.isPresent() || shares.isEmpty()) {
            return next;
        }
        int drawn = random.nextInt(100);
        for (Map.Entry<Trouble, Integer> share : shares.entrySet()) {
            drawn -= share.getValue();
            if (drawn < 0) {
                return Optional.of(share.getKey());
            }
        }
        return Optional.empty();
    }
}
