package dev.wigwag.sandbox.page;

import dev.wigwag.sandbox.flagger.FlaggerStandIn;
import dev.wigwag.sandbox.flagger.PodTrouble;
import dev.wigwag.sandbox.flux.EventTrouble;
import dev.wigwag.sandbox.flux.TutorialCanary;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What can happen to podinfo's canary: the switches that concern Flagger, its gates, its metrics and its pods. */
@Singleton
@IfBuildProperty(name = "wigwag.sandbox.enabled", stringValue = "true", enableIfMissing = true)
public class CanarySwitches {

    private static final String NAMESPACE = "test";
    private static final String TARGET = "podinfo";
    private static final String EVENTS = "-canary-events";
    private static final List<String> GATES = List.of("rollout", "traffic", "promotion");

    private final FlaggerStandIn flagger;
    private volatile String closed = "";
    private volatile boolean rollBack;
    private volatile TutorialCanary strategy = TutorialCanary.WEIGHT;
    private volatile Set<String> asked = Set.of();
    private final String wigwag;

    @Inject
    CanarySwitches(FlaggerStandIn flagger, @ConfigProperty(name = "wigwag.sandbox.flagger-token") String token) {
        this.flagger = flagger;
        this.wigwag = "http://flagger:" + token + "@wigwag.wigwag";
    }

    /** The names of the switches. */
    static List<String> names() {
        return Stream.concat(
                        Stream.of(
                                "strategy",
                                "ask-wigwag",
                                "fail-metric",
                                "fail-pods",
                                "stuck-promotion",
                                "close-gate",
                                "roll-back"),
                        Arrays.stream(EventTrouble.Kind.values()).map(kind -> word(kind) + EVENTS))
                .toList();
    }

    /** The manifest of the Canary that the next commit to podinfo brings. */
    String canary() {
        return strategy.manifest(asked, wigwag);
    }

    /** Whether a hook at this gate is answered 200. */
    boolean open(String gate) {
        return gate.equals("rollback") ? rollBack : GATES.contains(gate) && !gate.equals(closed);
    }

    /**
     * Sets one of {@link #names}: {@code strategy} to that of a {@link TutorialCanary}, which the next commit to podinfo brings;
     * {@code ask-wigwag}, likewise, to a gate where the Canary waits for people's word in Slack, or {@code all};
     * {@code fail-metric} to a success rate in percent; {@code fail-pods} to a {@link PodTrouble}; {@code close-gate} to rollout, traffic or
     * promotion; {@code stuck-promotion} and {@code roll-back} to {@code on}; the rest to a percentage of events. Refuses, by {@link IllegalArgumentException}, a
     * value it cannot have.
     */
    void set(String name, String value, boolean off) {
        switch (name) {
            case "strategy" -> strategy = off ? TutorialCanary.WEIGHT : oneOf(TutorialCanary.class, value, "strategy");
            case "ask-wigwag" -> askWigwag(value, off);
            case "fail-metric" -> failMetric(value, off);
            case "fail-pods" -> failPods(value, off);
            case "stuck-promotion" -> stickPromotion(off);
            case "close-gate" -> closeGate(value, off);
            case "roll-back" -> rollBack = !off;
            default -> {
                String kind = name.substring(0, name.length() - EVENTS.length());
                flagger.trouble()
                        .share(EventTrouble.Kind.valueOf(kind.toUpperCase(Locale.ROOT)), off ? 0 : Share.of(value));
            }
        }
    }

    /** An order to go back is taken wherever people are asked. */
    private void askWigwag(String value, boolean off) {
        if (!off && !value.equals("all")) {
            requireGate(value);
        }
        Set<String> gates = value.equals("all") ? Set.copyOf(GATES) : Set.of(value);
        asked = off
                ? Set.of()
                : Stream.concat(gates.stream(), Stream.of("rollback")).collect(Collectors.toSet());
    }

    private void failMetric(String value, boolean off) {
        if (off) {
            flagger.measurements().clear();
        } else {
            flagger.measurements().set("success-rate", value.equals("on") ? 97.32 : 100 * Share.of(value));
        }
    }

    private void failPods(String value, boolean off) {
        if (off) {
            flagger.mendPods(NAMESPACE, TARGET);
        } else {
            flagger.troublePods(NAMESPACE, TARGET, oneOf(PodTrouble.class, value, "trouble of pods"));
        }
    }

    private void stickPromotion(boolean off) {
        if (off) {
            flagger.mendPods(NAMESPACE, TARGET + "-primary");
        } else {
            flagger.troublePods(NAMESPACE, TARGET + "-primary", PodTrouble.CRASH_LOOP);
        }
    }

    private void closeGate(String value, boolean off) {
        if (!off) {
            requireGate(value);
        }
        closed = off ? "" : value;
    }

    private static void requireGate(String value) {
        if (!GATES.contains(value)) {
            throw new IllegalArgumentException(
                    "There is no gate '" + value + "'; there are " + String.join(", ", GATES));
        }
    }

    private static <E extends Enum<E>> E oneOf(Class<E> type, String value, String what) {
        return Arrays.stream(type.getEnumConstants())
                .filter(each -> word(each).equals(value))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no %s '%s'; there are %s"
                        .formatted(
                                what,
                                value,
                                Arrays.stream(type.getEnumConstants())
                                        .map(CanarySwitches::word)
                                        .collect(Collectors.joining(", ")))));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
