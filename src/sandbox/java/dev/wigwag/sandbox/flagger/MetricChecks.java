package dev.wigwag.sandbox.flagger;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Holds the metrics of a Canary against their ranges, in the words of messages M19 to M23 (reference: flagger.md §2.3). */
final class MetricChecks {

    private static final String SUCCESS_RATE = "request-success-rate";
    private static final String DURATION = "request-duration";

    private final Measurements measurements;

    MetricChecks(Measurements measurements) {
        this.measurements = measurements;
    }

    /** What is wrong with the first metric that is out of its range; nothing when all are well. */
    Optional<String> firstFailure(CanaryView canary) {
        return canary.metrics().stream()
                .flatMap(metric -> failure(canary, metric).stream())
                .findFirst();
    }

    private Optional<String> failure(CanaryView canary, JsonNode metric) {
        String name = metric.path("name").asText();
        OptionalDouble measured = measurements.of(name);
        if (measured.isEmpty()) {
            return Optional.empty();
        }
        double value = measured.getAsDouble();
        if (Double.isNaN(value)) {
            return Optional.of(
                    name.equals(SUCCESS_RATE)
                            ? "Halt advancement no values found for %s metric %s probably %s is not receiving traffic: no values found"
                                    .formatted(canary.provider(), name, canary.target())
                            : "Halt advancement no values found for custom metric: %s: no values found"
                                    .formatted(name));
        }
        JsonNode range = metric.path("thresholdRange");
        JsonNode old = metric.path("threshold");
        JsonNode min = range.isMissingNode() && name.equals(SUCCESS_RATE) ? old : range.path("min");
        JsonNode max = range.isMissingNode() && !name.equals(SUCCESS_RATE) ? old : range.path("max");
        if (min.isNumber() && value < min.asDouble()) {
            return Optional.of(halt(canary, name, value, "<", min.decimalValue()));
        } else if (max.isNumber() && value > max.asDouble()) {
            return Optional.of(halt(canary, name, value, ">", max.decimalValue()));
        }
        return Optional.empty();
    }

    private static String halt(CanaryView canary, String metric, double value, String than, BigDecimal limit) {
        String bound = limit.stripTrailingZeros().toPlainString();
        String found = String.format(Locale.ROOT, "%.2f", value);
        String what = switch (metric) {
            case SUCCESS_RATE -> "success rate %s%% %s %s%%".formatted(found, than, bound);
            case DURATION -> "request duration %s %s %s".formatted(seconds(value), than, seconds(limit.doubleValue()));
            default -> "%s %s %s %s".formatted(metric, found, than, bound);
        };
        return "Halt %s advancement %s".formatted(canary.name(), what);
    }

    /** Milliseconds as Go prints a duration below a minute. */
    private static String seconds(double millis) {
        BigDecimal rounded = BigDecimal.valueOf(Math.round(millis));
        return millis < 1_000
                ? rounded.toPlainString() + "ms"
                : rounded.movePointLeft(3).stripTrailingZeros().toPlainString() + "s";
    }
}
