package dev.wigwag.sandbox.page;

import dev.wigwag.sandbox.cluster.SandboxCluster;
import dev.wigwag.sandbox.flux.EventTrouble;
import dev.wigwag.sandbox.flux.HelmControllerStandIn;
import dev.wigwag.sandbox.flux.KustomizeControllerStandIn;
import dev.wigwag.sandbox.flux.NotificationControllerStandIn;
import dev.wigwag.sandbox.flux.SourceControllerStandIn;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The switches of the page: each has a name and a value, {@code off} where nothing is amiss. */
@Singleton
@IfBuildProperty(name = "wigwag.sandbox.enabled", stringValue = "true", enableIfMissing = true)
public class Switches {

    private static final String OFF = "off";

    private final Suspension suspension;
    private final SourceControllerStandIn sources;
    private final KustomizeControllerStandIn kustomize;
    private final HelmControllerStandIn helm;
    private final NotificationControllerStandIn notification;
    private final CanarySwitches canary;
    private final OutletSwitches outlets;
    private final Map<String, String> values = new LinkedHashMap<>();

    @Inject
    Switches(
            SandboxCluster cluster,
            SourceControllerStandIn sources,
            KustomizeControllerStandIn kustomize,
            HelmControllerStandIn helm,
            NotificationControllerStandIn notification,
            CanarySwitches canary,
            OutletSwitches outlets) {
        this.suspension = new Suspension(cluster.administrator());
        this.sources = sources;
        this.kustomize = kustomize;
        this.helm = helm;
        this.notification = notification;
        this.canary = canary;
        this.outlets = outlets;
        for (String name : new String[] {"fail-health", "fail-helm", "break-fetch", "suspend"}) {
            values.put(name, OFF);
        }
        for (EventTrouble.Kind kind : EventTrouble.Kind.values()) {
            values.put(kind.name().toLowerCase(Locale.ROOT) + "-events", OFF);
        }
        CanarySwitches.names().forEach(name -> values.put(name, OFF));
        OutletSwitches.names().forEach(name -> values.put(name, OFF));
    }

    /** All switches as they stand. */
    synchronized Map<String, String> all() {
        return new LinkedHashMap<>(values);
    }

    /**
     * Sets a switch: {@code fail-health} and {@code suspend} to the name of a Kustomization, {@code fail-helm} to that of a HelmRelease,
     * {@code break-fetch} to a message or {@code on}, {@code drop-events}, {@code double-events}, {@code delay-events} and
     * {@code reorder-events} to a percentage or {@code on}; those of {@link CanarySwitches} and {@link OutletSwitches}; any to {@code off}. Refuses, by
     * {@link IllegalArgumentException}, what is not there.
     */
    synchronized Map<String, String> set(String name, String value) {
        if (!values.containsKey(name)) {
            throw new IllegalArgumentException(
                    "There is no switch '" + name + "'; there are " + String.join(", ", values.keySet()));
        }
        if (value.isBlank()) {
            throw new IllegalArgumentException("Say what to set " + name + " to; 'off' takes it back");
        }
        boolean off = value.equals(OFF);
        switch (name) {
            case "fail-health" -> failHealth(value, off);
            case "fail-helm" -> {
                helm.mendReleases();
                if (!off) {
                    helm.failRelease(value);
                }
            }
            case "break-fetch" -> breakFetch(value, off);
            case "suspend" -> suspend(value, off);
            default -> {
                if (CanarySwitches.names().contains(name)) {
                    canary.set(name, value, off);
                } else if (OutletSwitches.names().contains(name)) {
                    outlets.set(name, value, off);
                } else {
                    trouble(name, value, off);
                }
            }
        }
        values.put(name, value);
        return all();
    }

    private void failHealth(String value, boolean off) {
        if (!off) {
            suspension.require(value);
        }
        kustomize.mendHealth();
        if (!off) {
            kustomize.failHealth(value);
        }
    }

    private void breakFetch(String value, boolean off) {
        if (off) {
            sources.mendFetch();
        } else {
            sources.breakFetch(value.equals("on") ? "dial tcp: i/o timeout" : value);
        }
    }

    private void suspend(String value, boolean off) {
        if (!off) {
            suspension.require(value);
        }
        String before = values.get("suspend");
        if (!before.equals(OFF)) {
            suspension.set(before, false);
        }
        if (!off) {
            suspension.set(value, true);
        }
    }

    private void trouble(String name, String value, boolean off) {
        String kind = name.substring(0, name.indexOf('-')).toUpperCase(Locale.ROOT);
        notification.trouble().share(EventTrouble.Kind.valueOf(kind), off ? 0 : Share.of(value));
    }
}
