package dev.wigwag.model;

import dev.wigwag.rollout.LiveMember;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Ready;
import dev.wigwag.rollout.Revision;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A Kustomization and what kustomize-controller makes of it. */
final class ModelKustomization {
    final ObjectKey key;
    final Optional<ObjectKey> dependsOn;
    ObjectKey source;
    /** The revisions that somebody may have seen it fail for. */
    final Set<Revision> everFailed = new HashSet<>();

    boolean suspended;
    boolean deleting;
    /** Whether its conditions are about the source it has now. */
    boolean observed = true;

    /** What the artifact was whose path the last run did not find. */
    Revision unusable;

    Revision attempted;
    Revision applied;
    Ready ready = Ready.ABSENT;

    ModelKustomization(String name, ObjectKey source, Optional<ObjectKey> dependsOn) {
        this.key = key(name);
        this.source = source;
        this.dependsOn = dependsOn;
    }

    static ObjectKey key(String name) {
        return new ObjectKey("Kustomization", "flux-system", name);
    }

    /** From now on it takes its content from there. */
    void moveTo(ObjectKey other) {
        observed &= source.equals(other);
        source = other;
    }

    /** A run begins: it comes as far as its source and its dependency let it. */
    void begin(ModelCluster cluster, Instant now) {
        if (suspended || deleting) {
            return;
        }
        observed = true;
        ModelSource from = cluster.sources.get(source);
        if (from == null || from.current == null) {
            endWithoutContent(null, "source artifact not found", now);
            return;
        }
        Optional<ObjectKey> unready = dependsOn.filter(name -> !isThere(cluster.kustomizations.get(name), from));
        if (unready.isPresent()) {
            String name = unready.get().namespace() + "/" + unready.get().name();
            becomes(Ready.State.False, "DependencyNotReady", "dependency '" + name + "' is not ready", now);
            return;
        }
        attempted = from.current;
        becomes(Ready.State.Unknown, "Progressing", "running", now);
    }

    /** Of one with the same source the same revision has to be there. */
    private static boolean isThere(ModelKustomization dependency, ModelSource from) {
        return dependency != null
                && dependency.ready.state() == Ready.State.True
                && (!dependency.source.equals(from.key) || from.current.equals(dependency.applied));
    }

    /** The run ends before it has looked at what is in the artifact. */
    void failToFetch(ModelCluster cluster, Instant now) {
        ModelSource from = cluster.sources.get(source);
        if (!suspended && !deleting && from != null && from.current != null && ready.state() != Ready.State.Unknown) {
            observed = true;
            everFailed.add(from.current);
            endWithoutContent(from.current, "path not found", now);
        }
    }

    /** Who looks while it fails so may take it for a failure of the artifact of the same second. */
    void remember(ModelSource from) {
        if (from.current != null
                && ready.reason().equals("ArtifactFailed")
                && !ready.since().isBefore(from.storedAt)) {
            everFailed.add(from.current);
        }
    }

    private void endWithoutContent(Revision artifact, String message, Instant now) {
        // What it had attempted is then shown as failed, for whatever reason the next run does.
        Stream.of(attempted, applied).filter(Objects::nonNull).forEach(everFailed::add);
        unusable = artifact;
        becomes(Ready.State.False, "ArtifactFailed", message, now);
    }

    /** A run under way ends. */
    void succeed(Instant now) {
        if (isRunning()) {
            applied = attempted;
            becomes(Ready.State.True, "ReconciliationSucceeded", "Applied revision: " + applied, now);
        }
    }

    /** A run under way ends with one of the reasons that come this late. */
    void fail(String reason, String message, Instant now) {
        if (isRunning()) {
            everFailed.add(attempted);
            becomes(Ready.State.False, reason, message, now);
        }
    }

    /** Whether a run is under way. */
    boolean isRunning() {
        return ready.state() == Ready.State.Unknown && !suspended && !deleting;
    }

    /** Every run goes through Unknown, so that each of its ends is a transition. */
    private void becomes(Ready.State state, String reason, String message, Instant now) {
        ready = new Ready(state, reason, message, now);
    }

    LiveMember live() {
        return new LiveMember(
                key,
                Optional.empty(),
                suspended,
                deleting,
                Optional.ofNullable(attempted),
                Optional.ofNullable(applied),
                ready,
                false,
                observed,
                null,
                dependsOn.stream().toList());
    }
}
