package dev.wigwag.model;

import dev.wigwag.rollout.LiveMember;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Ready;
import dev.wigwag.rollout.Revision;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** A Kustomization and what kustomize-controller makes of it. */
final class ModelKustomization {
    final ObjectKey key;
    final ModelSource source;
    final Optional<ObjectKey> dependsOn;
    /** The revisions that a run of it ended badly for. */
    final Set<Revision> everFailed = new HashSet<>();

    boolean suspended;
    /** What the artifact was whose path the last run did not find. */
    Revision unusable;

    Instant unusableAt;

    Revision attempted;
    Revision applied;
    Ready ready = Ready.ABSENT;

    ModelKustomization(String name, ModelSource source, Optional<ObjectKey> dependsOn) {
        this.key = key(name);
        this.source = source;
        this.dependsOn = dependsOn;
    }

    static ObjectKey key(String name) {
        return new ObjectKey("Kustomization", "flux-system", name);
    }

    /** A run begins: it comes as far as its dependency lets it. */
    void begin(Collection<ModelKustomization> all, Instant now) {
        if (suspended || source.current == null) {
            return;
        }
        Optional<ObjectKey> unready = dependsOn.filter(name -> all.stream()
                .noneMatch(other -> other.key.equals(name)
                        && other.ready.state() == Ready.State.True
                        && source.current.equals(other.applied)));
        if (unready.isPresent()) {
            String name = unready.get().namespace() + "/" + unready.get().name();
            becomes(Ready.State.False, "DependencyNotReady", "dependency '" + name + "' is not ready", now);
            return;
        }
        attempted = source.current;
        becomes(Ready.State.Unknown, "Progressing", "running", now);
    }

    /** The run ends before it has looked at what is in the artifact. */
    void failToFetch(Instant now) {
        if (!suspended && source.current != null && ready.state() != Ready.State.Unknown) {
            everFailed.add(source.current);
            unusable = source.current;
            unusableAt = now;
            becomes(Ready.State.False, "ArtifactFailed", "path not found", now);
        }
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

    private boolean isRunning() {
        return ready.state() == Ready.State.Unknown && !suspended;
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
                false,
                Optional.ofNullable(attempted),
                Optional.ofNullable(applied),
                ready,
                false,
                true,
                null,
                dependsOn.stream().toList());
    }
}
