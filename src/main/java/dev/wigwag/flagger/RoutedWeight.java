package dev.wigwag.flagger;

import dev.wigwag.kube.Fields;
import dev.wigwag.kube.Tree;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The percentage of traffic that really goes to the canary, from the object that routes it; the Canary's own status says 0
 * while a promotion waits (pitfall 9).
 */
final class RoutedWeight {
    /** Weights of SMI v1alpha1 are quantities; these are the units that make sense for one. */
    private static final Pattern QUANTITY = Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,9})?)([mk]?)");

    private RoutedWeight() {}

    /**
     * The percentage, rounded.
     *
     * @param route an HTTPRoute of the Gateway API, or a TrafficSplit of SMI, of any version
     * @param service the base name of the Canary's Services
     * @return empty if the object does not split between the two
     */
    static OptionalInt of(Fields route, String service) {
        return route.tree().trees("spec", "rules").stream()
                .map(rule -> percent(rule.trees("backendRefs"), "name", service))
                .filter(OptionalInt::isPresent)
                .findFirst()
                .orElseGet(() -> percent(route.tree().trees("spec", "backends"), "service", service));
    }

    private static OptionalInt percent(List<Tree> backends, String name, String service) {
        Optional<BigDecimal> primary = weight(backends, name, service + "-primary");
        Optional<BigDecimal> canary = weight(backends, name, service + "-canary");
        if (primary.isEmpty() || canary.isEmpty()) {
            return OptionalInt.empty();
        }
        BigDecimal all = primary.get().add(canary.get());
        return all.signum() == 0
                ? OptionalInt.empty()
                : OptionalInt.of(canary.get()
                        .multiply(BigDecimal.valueOf(100))
                        .divide(all, 0, RoundingMode.HALF_UP)
                        .intValue());
    }

    private static Optional<BigDecimal> weight(List<Tree> backends, String name, String wanted) {
        return backends.stream()
                .filter(backend -> wanted.equals(backend.text(name)))
                .findFirst()
                .flatMap(RoutedWeight::weight);
    }

    /** The weight; a backend of the Gateway API without one has weight 1. */
    private static Optional<BigDecimal> weight(Tree backend) {
        Object weight = backend.value("weight");
        Matcher quantity = QUANTITY.matcher(weight == null ? "1" : String.valueOf(weight));
        if (!quantity.matches()) {
            return Optional.empty();
        }
        int shift = switch (quantity.group(2)) {
            case "m" -> -3;
            case "k" -> 3;
            default -> 0;
        };
        return Optional.of(new BigDecimal(quantity.group(1)).scaleByPowerOfTen(shift));
    }
}
