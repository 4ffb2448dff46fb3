package dev.wigwag.engine;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** Threads for tests of what happens at the same time. */
final class Threads {
    private static final Set<Thread.State> WAITING = EnumSet.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);

    private Threads() {}

    /** Begins. */
    static <T> FutureTask<T> start(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        thread(task).start();
        return task;
    }

    /** Begins, and comes back once the work waits for somebody else. */
    static <T> FutureTask<T> startAndSeeItWait(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = thread(task);
        thread.start();
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(1))
                .until(() -> WAITING.contains(thread.getState()));
        return task;
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    }
}
