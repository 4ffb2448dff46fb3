package dev.wigwag.sandbox.flux;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wigwag.sandbox.cluster.SandboxCluster;
import dev.wigwag.sandbox.flux.FluxObjects.Kind;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Does for the sandbox what helm-controller does for a cluster, without Helm: a HelmRelease whose spec has changed is installed or
 * upgraded, with the conditions, history and events of a real one. It makes no HelmCharts and no workloads.
 */
public final class HelmControllerStandIn implements AutoCloseable {

    private static final String CONTROLLER = "helm-controller";
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final FluxObjects releases;
    private final Clock clock;
    private final Duration actionTime;
    private final Consumer<FluxEvent> events;
    private final Set<String> failing = ConcurrentHashMap.newKeySet();
    private final Set<ObjectName> again = ConcurrentHashMap.newKeySet();
    private final ControllerLoop loop = new ControllerLoop("HelmRelease", RETRY, this::reconcile);
    private SharedIndexInformer<GenericKubernetesResource> informer;

    /** A stand-in whose installs and upgrades take {@code actionTime}; it does nothing before {@link #start}. */
    public HelmControllerStandIn(SandboxCluster cluster, Clock clock, Duration actionTime, Consumer<FluxEvent> events) {
        this.releases = new FluxObjects(cluster.administrator(), Kind.HelmRelease);
        this.clock = clock;
        this.actionTime = actionTime;
        this.events = events;
    }

    /** Begins to watch and reconciles everything there is once. */
    public void start() {
        informer = releases.inform((before, after) -> {
            if (Trigger.of(before, after) != Trigger.NONE) {
                loop.enqueue(ObjectName.of(after));
            }
        });
    }

    /** Lets the next installs and upgrades of the HelmReleases with this name fail. */
    public void failRelease(String name) {
        failing.add(name);
    }

    /** Lets releases succeed again and gives those that failed another try, as a reset by hand does. */
    public void mendReleases() {
        Set<String> mended = Set.copyOf(failing);
        failing.clear();
        informer.getStore().list().stream()
                .map(ObjectName::of)
                .filter(each -> mended.contains(each.name()))
                .forEach(each -> {
                    again.add(each);
                    loop.enqueue(each);
                });
    }

    private void reconcile(ObjectName name) {
        Optional<HelmReleaseView> found = releases.get(name).map(HelmReleaseView::of);
        if (found.isEmpty()) {
            loop.forget(name);
            loop.finished(name);
            return;
        }
        HelmReleaseView view = found.get();
        boolean reset = again.remove(name);
        boolean toDo = !view.attempted() || !view.ready() && (reset || !view.stalled());
        if (view.suspended() || !toDo) {
            releases.writeStatus(name, view.status(), new HelmReleaseStatus(view, clock.instant()).untouched());
            loop.finished(name);
            return;
        }
        ObjectNode begun = new HelmReleaseStatus(view, clock.instant()).begun();
        releases.writeStatus(name, view.status(), begun);
        loop.then(name, actionTime, () -> end(view, begun));
    }

    private void end(HelmReleaseView view, ObjectNode begun) {
        HelmReleaseStatus next = new HelmReleaseStatus(view, clock.instant());
        String action = "Helm " + view.action().toLowerCase(Locale.ROOT);
        String what = "for release %s with chart %s@%s".formatted(view.name(), view.chart(), view.version());
        if (failing.contains(view.name().name())) {
            String message = action + " failed " + what + ": context deadline exceeded";
            ObjectNode now = releases.writeStatus(view.name(), begun, next.failed(begun, message));
            tell(view, now, FluxEvent.ERROR, "Failed", message);
            if (!HelmReleaseView.of(now).stalled()) {
                loop.later(view.name(), RETRY);
            }
        } else {
            String message = action + " succeeded " + what;
            ObjectNode now = releases.writeStatus(view.name(), begun, next.released(begun, message));
            tell(view, now, FluxEvent.INFO, "Succeeded", message);
            loop.later(view.name(), view.interval());
        }
        loop.finished(view.name());
    }

    /** The revision of a HelmRelease is its chart's version, never a commit. */
    private void tell(HelmReleaseView view, ObjectNode now, String severity, String outcome, String message) {
        events.accept(FluxEvent.about(
                now,
                CONTROLLER,
                severity,
                view.action() + outcome,
                message,
                Map.of("revision", view.version(), "app-version", view.version()),
                clock.instant()));
    }

    /** Stops watching and abandons what is under way. */
    @Override
    public void close() {
        loop.close();
        if (informer != null) {
            informer.close();
        }
    }
}
