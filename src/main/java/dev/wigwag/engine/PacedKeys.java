package dev.wigwag.engine;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
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

    private final PriorityQueue<Due<K>> order = new PriorityQueue<>();
    private final Set<K> waiting = new HashSet<>();
    private final Set<K> working = new HashSet<>();
    /** Keys offered while they were being worked on. */
    private final Set<K> again = new HashSet<>();

    private final Map<K, Long> done = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, Long> eldest) {
            return size() > LIMIT;
        }
    };
    private long number;
    private boolean closed;

    /** Puts the key in, if it is not in; false if there is no room. */
    synchronized boolean offer(K key) {
        if (closed) {
            return false;
        }
        if (working.contains(key)) {
            again.add(key);
            return true;
        }
        if (waiting.contains(key)) {
            return true;
        }
        if (waiting.size() >= LIMIT) {
            return false;
        }
        enter(key);
        return true;
    }

    /** The key that is due first; waits for it, and gives null once the queue is closed. */
    synchronized K take() {
        while (!closed) {
            long now = System.nanoTime();
            Due<K> first = order.peek();
            if (first != null && first.nanos() - now <= 0) {
                order.poll();
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
        if (again.remove(key)) {
            enter(key);
        }
    }

    /** Lets every waiting worker go. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    synchronized int size() {
        return waiting.size();
    }

    private void enter(K key) {
        Long last = done.get(key);
        long now = System.nanoTime();
        long due = last == null || now - last >= PACE ? now : last + PACE;
        waiting.add(key);
        order.add(new Due<>(due, number++, key));
        notifyAll();
    }
}
