package dev.wigwag.model;

import dev.wigwag.rollout.LiveMember;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Ready;
import dev.wigwag.rollout.Revision;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A HelmRelease that a Kustomization applies, and what helm-controller makes of it. */
final class ModelRelease {
    final ObjectKey key;
    final ObjectKey parent;
    /** Where its chart is built from; that takes no part in anything. */
    final ObjectKey chart;
    /** The revisions in whose time its spec was changed. */
    private final Set<String> changedIn = new HashSet<>();
    /** The revisions in whose time it was seen failing. */
    private final Set<String> failedIn = new HashSet<>();

    /** Whether its controller is of those that move the observed generation only with success. */
    final boolean older;

    boolean suspended;
    boolean deleting;
    Ready ready = Ready.ABSENT;
    Instant changedAt;
    /** The revision that its Kustomization was applying when that changed it. */
    Revision changedBy;

    /** The revision whose spec the run under way, or the last one, is of. */
    Revision runningBy;

    private int generation;
    private int running;
    private int observed;
    /** The generation that Ready speaks of. */
    private int spokenOf;

    ModelRelease(String name, ObjectKey parent, ObjectKey chart, boolean older) {
        this.key = new ObjectKey("HelmRelease", "shop", name);
        this.parent = parent;
        this.chart = chart;
        this.older = older;
    }

    /** Its Kustomization applies another spec. */
    void change(Revision by, Instant now) {
        generation++;
        changedBy = by;
        changedAt = now;
    }

    /** A run begins, or ends at once for this reason. */
    void begin(Optional<String> waiting, Instant now) {
        if (suspended || deleting) {
            return;
        }
        running = generation;
        runningBy = changedBy;
        if (waiting.isPresent()) {
            becomes(Ready.State.False, waiting.get(), "is not ready", now);
        } else {
            becomes(Ready.State.Unknown, "Progressing", "running", now);
        }
    }

    /** A run under way ends; the spec may have changed again since it began. */
    void succeed(Instant now) {
        if (isRunning()) {
            becomes(Ready.State.True, "UpgradeSucceeded", "Helm upgrade succeeded", now);
            observed = running;
        }
    }

    void fail(Instant now) {
        if (isRunning()) {
            becomes(Ready.State.False, "UpgradeFailed", "it does not work", now);
        }
    }

    /** Whether an upgrade is under way. */
    boolean isRunning() {
        return ready.state() == Ready.State.Unknown && !suspended && !deleting;
    }

    private void becomes(Ready.State state, String reason, String message, Instant now) {
        ready = new Ready(state, reason, message, now);
        spokenOf = running;
        if (!older) {
            observed = running;
        }
    }

    /** Whether Ready is about the spec there is now. */
    boolean speaksOfItsSpec() {
        return spokenOf == generation && ready.state() != Ready.State.Absent;
    }

    boolean isFailing() {
        return ready.state() == Ready.State.False && ready.reason().equals("UpgradeFailed");
    }

    /** What is true of it while its source is at a revision. */
    void remember(ModelSource source) {
        if (source.current == null) {
            return;
        }
        if (!changedAt.isBefore(source.storedAt)) {
            changedIn.add(in(source));
        }
        if (isFailing()) {
            failedIn.add(in(source));
        }
    }

    boolean everChangedIn(ModelSource source) {
        return changedIn.contains(in(source));
    }

    boolean everFailedIn(ModelSource source) {
        return failedIn.contains(in(source));
    }

    private static String in(ModelSource source) {
        return source.key + " " + source.current.hash();
    }

    /** Its revisions are chart versions; here they look like the very commit, and must convince nobody. */
    LiveMember live(ModelSource source) {
        Optional<Revision> version = Optional.ofNullable(source).map(found -> found.current);
        return new LiveMember(
                key,
                Optional.of(parent),
                suspended,
                deleting,
                version,
                version,
                ready,
                false,
                observed == generation,
                changedAt,
                List.of());
    }
}
