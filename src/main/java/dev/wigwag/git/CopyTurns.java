package dev.wigwag.git;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Whose turn it is with which copy: one at a time. Holds no more than there are askers. */
final class CopyTurns {
    private static final class Turn {
        private final Semaphore free = new Semaphore(1, true);
        private int askers;
    }

    private final Map<String, Turn> turns = new HashMap<>();

    CopyTurns(MeterRegistry metrics) {
        Gauge.builder("wigwag.git.turns", this, CopyTurns::size)
                .description("Copies of repositories that somebody has or waits for")
                .register(metrics);
    }

    /**
     * Waits for the turn.
     *
     * @return whether it came in time; if so, it has to be given back
     */
    boolean take(String name, Duration patience) {
        Turn turn;
        synchronized (turns) {
            turn = turns.computeIfAbsent(name, unused -> new Turn());
            turn.askers++;
        }
        boolean taken = false;
        try {
            taken = turn.free.tryAcquire(Math.max(0, patience.toNanos()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!taken) {
            leave(name, turn);
        }
        return taken;
    }

    /** Gives the turn back. */
    void giveBack(String name) {
        Turn turn;
        synchronized (turns) {
            turn = turns.get(name);
        }
        turn.free.release();
        leave(name, turn);
    }

    /** How many copies somebody has or waits for. */
    int size() {
        synchronized (turns) {
            return turns.size();
        }
    }

    private void leave(String name, Turn turn) {
        synchronized (turns) {
            if (--turn.askers == 0) {
                turns.remove(name);
            }
        }
    }
}
