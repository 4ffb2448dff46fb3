package dev.wigwag.git;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Does something when a time is up, unless it is called off before. One thread, there from the first alarm on. */
final class Alarms implements AutoCloseable {
    private final ScheduledThreadPoolExecutor bell = new ScheduledThreadPoolExecutor(1, work -> {
        Thread thread = new Thread(work, "git-alarms");
        thread.setDaemon(true);
        return thread;
    });

    Alarms() {
        bell.setRemoveOnCancelPolicy(true);
    }

    /** Sets one; closing it calls it off. */
    Alarm set(Duration time, Runnable what) {
        return new Alarm(bell.schedule(what, Math.max(0, time.toMillis()), TimeUnit.MILLISECONDS));
    }

    @Override
    public void close() {
        bell.shutdownNow();
    }

    /** One that is set. */
    record Alarm(Future<?> due) implements AutoCloseable {
        @Override
        public void close() {
            due.cancel(false);
        }
    }
}
