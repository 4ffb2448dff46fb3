package dev.wigwag.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** How long the same thing took, time after time; in milliseconds. */
public final class Spans {
    private final List<Double> millis = new ArrayList<>();

    /** Does it once more. */
    public void time(Runnable work) {
        long begun = System.nanoTime();
        work.run();
        millis.add((System.nanoTime() - begun) / 1e6);
    }

    /** Half of them took no longer. */
    public double median() {
        return percentile(50);
    }

    /** One in twenty took no longer: what is left when nothing else wants the machine. */
    public double best() {
        return percentile(5);
    }

    /** One in a hundred took longer. */
    public double rare() {
        return percentile(99);
    }

    /** One line. */
    public String summary() {
        return String.format(
                Locale.ROOT,
                "median %.2f ms, best %.2f ms, p90 %.2f ms (of %d)",
                median(),
                best(),
                percentile(90),
                millis.size());
    }

    private double percentile(int percent) {
        List<Double> sorted = new ArrayList<>(millis);
        Collections.sort(sorted);
        int rank = (int) Math.ceil(sorted.size() * percent / 100.0);
        return sorted.get(Math.max(rank, 1) - 1);
    }
}
