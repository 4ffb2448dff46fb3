package dev.wigwag.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * Runs at most one call per key at a time; who comes meanwhile shares the next. The next runs with the argument of its
 * latest comer, and starts only after all its sharers have come, so its effect covers them all.
 *
 * <p>Bounded by its callers: it keeps an entry per key in flight, and each caller waits in its own thread.
 *
 * @param <K> what must not be done twice at once
 * @param <A> what to do it with
 * @param <R> what it gives
 */
final class OneInFlight<K, A, R> {
    private final Map<K, Slot<A, R>> slots = new HashMap<>();

    private static final class Slot<A, R> {
        private Turn<A, R> running;
        private Turn<A, R> next;
    }

    private static final class Turn<A, R> {
        private A argument;
        private final CompletableFuture<R> result = new CompletableFuture<>();

        private Turn(A argument) {
            this.argument = argument;
        }
    }

    /**
     * Runs {@code call}, now or as the shared next turn.
     *
     * @return what the turn gave; everybody who shares it gets the same
     * @throws RuntimeException what the turn threw, as likewise an error; everybody who shares it gets the same
     */
    R share(K key, A argument, Function<A, R> call) {
        return share(key, argument, argument, call);
    }

    /**
     * The same for an argument that ages.
     *
     * @param waited what to run {@code call} with instead, if another call has to end first
     */
    R share(K key, A argument, A waited, Function<A, R> call) {
        Turn<A, R> before;
        Turn<A, R> mine;
        boolean leads = true;
        synchronized (slots) {
            Slot<A, R> slot = slots.computeIfAbsent(key, k -> new Slot<>());
            before = slot.running;
            if (before == null) {
                mine = slot.running = new Turn<>(argument);
            } else if (slot.next == null) {
                mine = slot.next = new Turn<>(waited);
            } else {
                mine = slot.next;
                mine.argument = waited;
                leads = false;
            }
        }
        return leads ? lead(key, before, mine, call) : await(mine.result);
    }

    private R lead(K key, Turn<A, R> before, Turn<A, R> mine, Function<A, R> call) {
        if (before != null) {
            before.result.handle((result, failure) -> null).join();
            synchronized (slots) {
                Slot<A, R> slot = slots.get(key);
                slot.running = mine;
                slot.next = null;
            }
        }
        run(key, mine, call);
        return await(mine.result);
    }

    private void run(K key, Turn<A, R> mine, Function<A, R> call) {
        R result = null;
        Throwable failure = null;
        try {
            result = call.apply(mine.argument);
        } catch (RuntimeException | Error e) {
            failure = e;
        }
        synchronized (slots) {
            if (slots.get(key).next == null) {
                slots.remove(key);
            }
        }
        if (failure == null) {
            mine.result.complete(result);
        } else {
            mine.result.completeExceptionally(failure);
        }
    }

    /** How many keys have a call in flight. */
    int inFlight() {
        synchronized (slots) {
            return slots.size();
        }
    }

    private static <R> R await(CompletableFuture<R> result) {
        try {
            return result.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            // Not wrapped: who survives exceptions would take it for one.
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }
}
