package dev.wigwag.engine;

import java.time.Duration;

/** Lets time pass in the calling thread; tests put one in its place that only says so. */
@FunctionalInterface
public interface Pause {
    /** Returns after this time, or sooner if the thread is interrupted, which it then stays. */
    void of(Duration time);
}
