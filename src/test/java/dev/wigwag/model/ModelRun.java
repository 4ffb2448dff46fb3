package dev.wigwag.model;

import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Revision;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/** One run as it truly is, restarts being runs of their own. */
final class ModelRun {
    final ModelCanary canary;
    final Instant began;
    /** The hashes of every revision that had a part in what the run is of; empty if nobody's commit did. */
    final Set<String> by = new HashSet<>();
    /** Whether a hand had a part in it. */
    boolean byHand;

    ModelRun(ModelCanary canary, Instant began) {
        this.canary = canary;
        this.began = began;
    }

    /** The source that the Canary came from when it began; another source's rollouts know nothing of who started it. */
    ObjectKey source;

    /** Whether the target was changed by Flux since the run before began, or for lack of one lately. */
    boolean soonAfterFlux;

    /** Whether only a hand began it, where another was on its way. */
    boolean carriesOn;

    /** Whether it is of nothing but a configuration that Helm wrote: Helm says of nothing that it has changed it. */
    boolean byHelmUntold;

    /** The furthest step it came to. */
    int reached;

    /** Whether it failed while promoting and took in a change that way: then it looks like a run of that change. */
    boolean swallows;

    /**
     * Whether Flux changed the target in the very second in which Flagger's gate opened for it: from outside nobody can tell
     * which of the two it was that started, and there are whole seconds only.
     */
    boolean changedAsItStarted;

    void causedBy(Revision revision) {
        if (revision == null) {
            byHand = true;
        } else {
            by.add(revision.hash());
        }
    }

    /** Began by hand where another was on its way: what that was of, it still is. */
    void carriesOn(ModelRun other) {
        carriesOn = by.isEmpty();
        if (carriesOn) {
            by.addAll(other.by);
            soonAfterFlux |= other.soonAfterFlux;
        }
    }

    @Override
    public String toString() {
        return "the run of " + began + " by " + by + (byHand ? " and a hand" : "");
    }
}
