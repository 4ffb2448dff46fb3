package dev.wigwag.sandbox.flagger;

import dev.wigwag.sandbox.cluster.SandboxCluster;
import dev.wigwag.sandbox.flux.EventTrouble;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Does for the sandbox what Flagger 1.44 does for a cluster, and what the controllers do that run the Deployments it works with. Between
 * {@link #start} and {@link #close} each Canary has its ticks by itself; without a start they happen when they are asked for.
 */
public final class FlaggerStandIn implements AutoCloseable {

    private final FlaggerObjects objects;
    private final WorkloadController workloads;
    private final Measurements measurements = new Measurements();
    private final EventFeed events;
    private final Tick.Tools tools;
    private final CanaryLoops loops;
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * A stand-in for this cluster that does nothing yet.
     *
     * @param events address of the event webhook for all Canaries, if there is one; may hold user info
     * @param dns where the hosts in the addresses of hooks are
     */
    public FlaggerStandIn(
            SandboxCluster cluster,
            ClusterDns dns,
            Supplier<Optional<String>> events,
            FlaggerSettings settings,
            Clock clock) {
        this(cluster, dns, events, settings, clock, Optional.empty());
    }

    /** The same with something else than the passing of time between two attempts of a hook. */
    FlaggerStandIn(
            SandboxCluster cluster,
            ClusterDns dns,
            Supplier<Optional<String>> events,
            FlaggerSettings settings,
            Clock clock,
            Optional<Consumer<Duration>> pause) {
        objects = new FlaggerObjects(cluster.administrator(), "flagger");
        workloads = new WorkloadController(cluster, clock);
        HookCaller caller = new HookCaller(dns, pause.orElse(wait -> pause(settings.scaled(wait))));
        this.events = new EventFeed(caller, events, settings, clock);
        tools = new Tick.Tools(objects, caller, this.events, new MetricChecks(measurements), settings, clock);
        loops = new CanaryLoops(objects, settings, this::tick);
    }

    /** Begins to pick up Canaries and to tick. */
    public void start() {
        loops.start();
    }

    /** Does one tick of the Canary now, on this thread, after one step of the controllers that run its pods. Nothing if there is none. */
    public void tick(String namespace, String name) {
        tick(new Named(namespace, name));
    }

    /** Ticks every Canary there is until each has been initialised once; gives up, with an exception, after a hundred ticks. */
    public void initialize() {
        for (int ticks = 0; ticks < 100; ticks++) {
            List<CanaryView> fresh = objects.list(FlaggerKind.Canary).stream()
                    .map(CanaryView::new)
                    .filter(canary -> canary.status().phase() == CanaryPhase.Initializing)
                    .toList();
            if (fresh.isEmpty()) {
                return;
            }
            fresh.forEach(canary -> tick(canary.name()));
        }
        throw new IllegalStateException("A Canary cannot be initialised; see what Flagger told: " + told());
    }

    private void tick(Named name) {
        Optional<CanaryView> found = read(name);
        if (found.isEmpty()) {
            return;
        }
        events.sendLate();
        try {
            workloads.step(found.get().target());
            workloads.step(found.get().target().primary());
            ControlFunction.run(new Tick(tools, found.get()));
        } catch (KubernetesClientException e) {
            new Tick(tools, found.get()).warn(e.getMessage());
        }
    }

    /** The Canary, which has a phase from the first look at it. */
    private Optional<CanaryView> read(Named name) {
        Optional<CanaryView> found = objects.get(FlaggerKind.Canary, name).map(CanaryView::new);
        if (found.isPresent() && found.get().object().path("status").isMissingNode()) {
            new Tick(tools, found.get()).enter(CanaryPhase.Initializing);
            return objects.get(FlaggerKind.Canary, name).map(CanaryView::new);
        }
        return found;
    }

    /** What the metric providers measure. */
    public Measurements measurements() {
        return measurements;
    }

    /** The switches that make events get lost, doubled, late or out of order. */
    public EventTrouble trouble() {
        return events.trouble();
    }

    /** From now on this keeps new pods of the Deployment from getting ready. */
    public void troublePods(String namespace, String deployment, PodTrouble trouble) {
        workloads.trouble(new Named(namespace, deployment), trouble);
    }

    /** Pods of the Deployment get ready again. */
    public void mendPods(String namespace, String deployment) {
        workloads.mend(new Named(namespace, deployment));
    }

    /** The latest 500 messages, oldest first, whether anybody received them or not. */
    public List<Told> told() {
        return events.told();
    }

    /** How each Canary stands. */
    public List<CanaryState> canaries() {
        List<Told> told = told();
        return objects.list(FlaggerKind.Canary).stream()
                .map(object -> CanaryState.of(objects, new CanaryView(object), told))
                .toList();
    }

    private void pause(Duration wait) {
        try {
            if (closed.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                Thread.currentThread().interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Abandons what is under way. */
    @Override
    public void close() {
        closed.countDown();
        loops.close();
    }
}
