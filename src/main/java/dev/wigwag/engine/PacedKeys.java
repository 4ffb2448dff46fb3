package dev.wigwag.engine;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * A bounded queue of keys, each in it once. A key that is being worked on is not handed out to a second worker, and comes
 * again no sooner than a second after it was done.
 */
final class PacedKeys<K> {
    static final int LIMIT = 10_000;
    private static final long PACE = TimeUnit.SECONDS.toNanos(1);

    private record Due<K>(long nanos, long number, K key) implements Comparable<Due<K>> {
        @Override
        public int compareTo(Due<K> other) {
            int byTime = Long.compare(nanos - other.nanos, 0);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    private final TreeSet<Due<K>> order = new TreeSet<>();
    private final Map<K, Due<K>> waiting = new HashMap<>();
    private final Set<K> working = new HashSet<>();
    /** Keys offered while they were being worked on, and for when. */
    private final Map<K, Long> again = new HashMap<>();

    private final Map<K, Long> done = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, Long> eldest) {
            return size() > LIMIT;
        }
    };
    private long number;
    private boolean closed;
    private boolean draining;
    private long end;

    /** Puts the key in, if it is not in; false if there is no room. */
    boolean offer(K key) {
        return offer(key, Duration.ZERO);
    }

    /** Puts the key in, to be handed out after that time; one that is in for later comes sooner. False if there is no room. */
    synchronized boolean offer(K key, Duration delay) {
        long due = System.nanoTime() + Math.max(0, delay.toNanos());
        if (closed || draining && due - end > 0) {
            return false;
        }
        if (working.contains(key)) {
            again.merge(key, due, (one, other) -> one - other < 0 ? one : other);
            return true;
        }
        Due<K> there = waiting.get(key);
        if (there != null && there.nanos() - due <= 0) {
            return true;
        }
        if (there == null && waiting.size() >= LIMIT) {
            return false;
        }
        if (there != null) {
            order.remove(there);
        }
        enter(key, due);
        return true;
    }

    /** The key that is due first; waits for it, and gives null once the queue is closed. */
    synchronized K take() {
        while (!closed) {
            long now = System.nanoTime();
            Due<K> first = order.isEmpty() ? null : order.first();
            if (first != null && first.nanos() - now <= 0) {
                order.remove(first);
                waiting.remove(first.key());
                working.add(first.key());
                return first.key();
            }
            try {
                if (first == null) {
                    wait();
                } else {
                    TimeUnit.NANOSECONDS.timedWait(this, Math.max(1, first.nanos() - now));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return null;
            }
        }
        return null;
    }

    /** The worker is through with the key. */
    synchronized void done(K key) {
        working.remove(key);
        done.remove(key);
        done.put(key, System.nanoTime());
        Long next = again.remove(key);
        if (next != null) {
            enter(key, next);
        }
        notifyAll();
    }

    /**
     * Waits until everything is done that is due within the limit; what is due later is let go, and not taken any more.
     *
     * @return whether all of it is done
     */
    synchronized boolean drain(Duration limit) {
        draining = true;
        end = System.nanoTime() + limit.toNanos();
        order.removeIf(due -> due.nanos() - end > 0);
        waiting.values().removeIf(due -> due.nanos() - end > 0);
        long left = limit.toNanos();
        while (left > 0 && !(waiting.isEmpty() && working.isEmpty())) {
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
            left = end - System.nanoTime();
        }
        return waiting.isEmpty() && working.isEmpty();
    }

    /** Lets every waiting worker go. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    synchronized int size() {
        return waiting.size();
    }

    private void enter(K key, long wanted) {
        Long last = done.get(key);
        long due = last == null || wanted - last >= PACE ? wanted : last + PACE;
        if (draining && due - end > 0) {
            return;
        }
        Due<K> entry = new Due<>(due, number++, key);
        waiting.put(key, entry);
        order.add(entry);
        notifyAll();
    }
}
