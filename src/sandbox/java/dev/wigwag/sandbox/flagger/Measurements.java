package dev.wigwag.sandbox.flagger;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;

/** What the metric providers measure. Every metric is within its range unless it is set otherwise. */
public final class Measurements {

    private final Map<String, Double> values = new ConcurrentHashMap<>();

    /** From now on the metric of this name has this value; NaN for no value at all, as without traffic. */
    public void set(String metric, double value) {
        values.put(metric, value);
    }

    /** All metrics are within their ranges again. */
    public void clear() {
        values.clear();
    }

    OptionalDouble of(String metric) {
        Double value = values.get(metric);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
