package dev.wigwag.sandbox.flux;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wigwag.sandbox.cluster.SandboxCluster;
import dev.wigwag.sandbox.flux.FluxObjects.Kind;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Does for the sandbox what kustomize-controller does for a cluster: reconciles Kustomizations of GitRepositories on a new artifact, a
 * changed spec, a changed {@code reconcile.fluxcd.io/requestedAt}, after {@code spec.interval} or {@code spec.retryInterval}, and while
 * they wait for others. What it applies is really in the cluster afterwards.
 */
public final class KustomizeControllerStandIn implements AutoCloseable {

    private static final Duration RETRY = Duration.ofSeconds(2);

    private final FluxObjects kustomizations;
    private final FluxObjects sources;
    private final Forges forges;
    private final Applier applier;
    private final KustomizationEvents events;
    private final Clock clock;
    private final KustomizeSettings times;
    private final Set<String> unhealthy = ConcurrentHashMap.newKeySet();
    private final ControllerLoop loop = new ControllerLoop("Kustomization", RETRY, this::reconcile);
    private final KustomizationRun.Setting setting;
    private SharedIndexInformer<GenericKubernetesResource> informer;
    private SharedIndexInformer<GenericKubernetesResource> sourceInformer;

    /** A stand-in for this cluster that builds from these forges and tells {@code events}; it does nothing before {@link #start}. */
    public KustomizeControllerStandIn(
            SandboxCluster cluster, Forges forges, Clock clock, KustomizeSettings times, Consumer<FluxEvent> events) {
        this.kustomizations = new FluxObjects(cluster.administrator(), Kind.Kustomization);
        this.sources = new FluxObjects(cluster.administrator(), Kind.GitRepository);
        this.forges = forges;
        this.applier = new Applier(cluster);
        this.events = new KustomizationEvents(events, clock);
        this.clock = clock;
        this.times = times;
        this.setting = new KustomizationRun.Setting(
                kustomizations,
                new Manifests(cluster.administrator().getKubernetesSerialization()),
                applier,
                this.events,
                clock,
                loop,
                times,
                name -> unhealthy.contains(name.name()));
    }

    /** Begins to watch and reconciles everything there is once. */
    public void start() {
        informer = kustomizations.inform((before, after) -> {
            if (Trigger.of(before, after) != Trigger.NONE) {
                loop.enqueue(ObjectName.of(after));
            }
        });
        sourceInformer = sources.inform(this::sourceChanged);
    }

    /** Lets the health checks of the Kustomizations with this name fail, and has them reconciled at once, as if their interval was over. */
    public void failHealth(String name) {
        unhealthy.add(name);
        enqueue(name);
    }

    /** Lets all health checks pass again and has those that failed reconciled at once. */
    public void mendHealth() {
        Set<String> mended = Set.copyOf(unhealthy);
        unhealthy.clear();
        mended.forEach(this::enqueue);
    }

    private void enqueue(String name) {
        informer.getStore().list().stream()
                .map(ObjectName::of)
                .filter(each -> each.name().equals(name))
                .forEach(loop::enqueue);
    }

    private void sourceChanged(GenericKubernetesResource before, GenericKubernetesResource after) {
        String revision = revision(sources.json(after));
        if (before == null || revision.isEmpty() || revision.equals(revision(sources.json(before)))) {
            return;
        }
        ObjectName source = ObjectName.of(after);
        informer.getStore().list().stream()
                .map(each -> KustomizationView.of(kustomizations.json(each)))
                .filter(each -> each.source().equals(source))
                .filter(each -> !each.lastAppliedRevision().equals(revision))
                .forEach(each -> loop.enqueue(each.name()));
    }

    private static String revision(JsonNode source) {
        return source.at("/status/artifact/revision").asText();
    }

    private void reconcile(ObjectName name) {
        Optional<KustomizationView> found = kustomizations.get(name).map(KustomizationView::of);
        if (found.isEmpty()) {
            loop.forget(name);
            loop.finished(name);
            return;
        }
        KustomizationView view = found.get();
        if (view.deleting()) {
            remove(view);
        } else if (view.suspended()) {
            kustomizations.writeStatus(name, view.status(), status(view).suspended());
            loop.finished(name);
        } else {
            if (!view.finalized()) {
                finalizers(view, true);
            }
            advance(view);
        }
    }

    private void advance(KustomizationView view) {
        Optional<ObjectNode> source = sources.get(view.source());
        String revision = source.map(KustomizeControllerStandIn::revision).orElse("");
        if (revision.isEmpty()) {
            String message = source.isEmpty()
                    ? "source 'GitRepository/" + view.source() + "' not found"
                    : "Source artifact not found, retrying in " + GoDuration.text(times.requeueDependency());
            // Neither is worth an event.
            kustomizations.writeStatus(view.name(), view.status(), status(view).waiting("ArtifactFailed", message));
            again(view);
            return;
        }
        Optional<ObjectName> missing = view.dependsOn().stream()
                .filter(each -> !fulfilled(each, view, revision))
                .findFirst();
        if (missing.isPresent()) {
            String message = "dependency '" + missing.get() + "' is not ready";
            ObjectNode now = kustomizations.writeStatus(
                    view.name(), view.status(), status(view).waiting("DependencyNotReady", message));
            events.waiting(now, revision, times.requeueDependency());
            again(view);
            return;
        }
        new KustomizationRun(setting, view, revision)
                .begin(forges.find(source.get().at("/spec/url").asText()));
    }

    /** A dependency on the same source must have applied the very revision that is to be applied now. */
    private boolean fulfilled(ObjectName name, KustomizationView dependent, String revision) {
        return kustomizations
                .get(name)
                .map(KustomizationView::of)
                .filter(KustomizationView::ready)
                .filter(each -> !each.source().equals(dependent.source())
                        || each.lastAppliedRevision().equals(revision))
                .isPresent();
    }

    private void again(KustomizationView view) {
        loop.later(view.name(), times.requeueDependency());
        loop.finished(view.name());
    }

    /** What was applied goes first; the change-set is told under whatever reason Ready has, often that of a success. */
    private void remove(KustomizationView view) {
        if (view.finalized()) {
            if (view.prune() && !view.suspended()) {
                JsonNode entries = view.object().at("/status/inventory/entries");
                events.changed(
                        view.object(),
                        view.lastAppliedRevision(),
                        applier.prune(Inventory.gone(entries, JsonNodeFactory.instance.arrayNode())));
            }
            finalizers(view, false);
        }
        loop.forget(view.name());
        loop.finished(view.name());
    }

    private void finalizers(KustomizationView view, boolean held) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        ArrayNode finalizers = patch.putObject("metadata").putArray("finalizers");
        view.object().at("/metadata/finalizers").forEach(each -> {
            if (!each.asText().equals(KustomizationView.FINALIZER)) {
                finalizers.add(each);
            }
        });
        if (held) {
            finalizers.add(KustomizationView.FINALIZER);
        }
        kustomizations.patch(view.name(), patch);
    }

    private KustomizationStatus status(KustomizationView view) {
        return new KustomizationStatus(view, clock.instant());
    }

    /** Stops watching and abandons what is under way. */
    @Override
    public void close() {
        loop.close();
        if (informer != null) {
            informer.close();
        }
        if (sourceInformer != null) {
            sourceInformer.close();
        }
    }
}
