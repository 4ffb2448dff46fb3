package dev.wigwag.sandbox.flux;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wigwag.sandbox.cluster.SandboxCluster;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Does for the sandbox what source-controller does for a cluster, GitRepositories only: watches them through the API, reconciles on a
 * changed spec, a changed {@code reconcile.fluxcd.io/requestedAt} or after {@code spec.interval}, and writes the status a real one would.
 */
public final class SourceControllerStandIn implements AutoCloseable {

    private static final Duration FETCH_TIME = Duration.ofMillis(300);
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final GitRepositories repositories;
    private final Fetch fetch;
    private final SourceEvents events;
    private final Clock clock;
    private final ControllerLoop loop = new ControllerLoop("GitRepository", RETRY, this::reconcile);
    private SharedIndexInformer<GenericKubernetesResource> informer;
    private volatile Duration fetchTime = FETCH_TIME;
    private volatile boolean ignoring;
    private volatile String broken;

    /** A stand-in for this cluster that fetches from these forges and tells nobody; it does nothing before {@link #start}. */
    public SourceControllerStandIn(SandboxCluster cluster, Forges forges, Clock clock) {
        this(cluster, forges, clock, event -> {});
    }

    /** A stand-in that also sends the events of a real one. */
    public SourceControllerStandIn(SandboxCluster cluster, Forges forges, Clock clock, Consumer<FluxEvent> events) {
        this.repositories = new GitRepositories(cluster.administrator());
        this.fetch = new Fetch(forges, repositories, clock);
        this.events = new SourceEvents(forges, events, clock);
        this.clock = clock;
    }

    /** Begins to watch and reconciles everything there is once. */
    public void start() {
        informer = repositories.inform((before, after) -> {
            Trigger trigger = Trigger.of(before, after);
            if (trigger == Trigger.SPEC || trigger == Trigger.REQUEST && !ignoring) {
                loop.enqueue(ObjectName.of(after));
            }
        });
    }

    /** How long a fetch takes from now on; 300 ms unless told otherwise. */
    public void fetchTime(Duration time) {
        fetchTime = time;
    }

    /** Makes every fetch fail with this message from now on, as an unreachable Git server would. */
    public void breakFetch(String message) {
        broken = message;
    }

    /** Lets fetches succeed again and tries all sources at once. */
    public void mendFetch() {
        broken = null;
        enqueueAll();
    }

    /** Takes no notice of requests any more, as if the controller were not running. */
    public void ignoreRequests() {
        ignoring = true;
    }

    /** Takes notice again and, as after a restart, looks at every source once. */
    public void heedRequests() {
        ignoring = false;
        enqueueAll();
    }

    private void enqueueAll() {
        informer.getStore().list().stream().map(ObjectName::of).forEach(loop::enqueue);
    }

    private void reconcile(ObjectName name) {
        repositories.get(name).ifPresentOrElse(view -> begin(name, view), () -> loop.finished(name));
    }

    private void begin(ObjectName name, GitRepositoryView view) {
        if (view.suspended()) {
            repositories.writeStatus(view, SourceStatus.suspended(view));
            loop.finished(name);
        } else if (!view.validUrl()) {
            String problem = "URL scheme of '" + view.url() + "' is not http, https or ssh";
            ObjectNode now =
                    repositories.writeStatus(view, SourceStatus.stalled(view, "URLInvalid", problem, clock.instant()));
            events.failed(now, "URLInvalid", problem);
            loop.finished(name);
        } else {
            ObjectNode begun = SourceStatus.begun(view, clock.instant());
            repositories.writeStatus(view, begun);
            loop.then(name, fetchTime, () -> end(name, view, begun));
        }
    }

    private void end(ObjectName name, GitRepositoryView view, ObjectNode begun) {
        Outcome outcome = fetch.fetch(view, Optional.ofNullable(broken));
        if (outcome instanceof Outcome.Failed failed) {
            ObjectNode now = repositories.writeStatus(
                    view,
                    SourceStatus.failed(
                            view, begun, failed.condition(), failed.reason(), failed.message(), clock.instant()));
            events.failed(now, failed.reason(), failed.message());
            loop.later(name, RETRY);
        } else if (outcome instanceof Outcome.Fetched fetched) {
            store(view, begun, fetched);
            loop.later(name, view.interval());
        }
        loop.finished(name);
    }

    private void store(GitRepositoryView view, ObjectNode begun, Outcome.Fetched fetched) {
        ObjectNode status = begun;
        if (fetched.change().isPresent()) {
            Outcome.Change change = fetched.change().get();
            status = SourceStatus.building(view, begun, change.reason(), change.message(), clock.instant());
            repositories.writeStatus(view, status);
        }
        events.stored(
                view,
                repositories.writeStatus(
                        view,
                        SourceStatus.stored(view, status, fetched.artifact(), fetched.included(), clock.instant())));
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
