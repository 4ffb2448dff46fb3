package dev.wigwag.rollout;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One revision of one source on its way through this cluster: the unit everything hangs on.
 *
 * @param key where it is stored
 * @param spec what is rolled out
 * @param status how far it is; null for one that has just been created and not been folded yet
 * @param version what the store gave with it, for compare-and-set; null for one that is not stored yet
 */
public record Rollout(RolloutKey key, RolloutSpec spec, RolloutStatus status, String version) {
    public Rollout {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(spec, "spec");
    }

    /** The source it is a revision of. */
    public ObjectKey source() {
        return new ObjectKey(
                spec.source().kind(), key.namespace(), spec.source().name());
    }

    /** The phase; Pending as long as no status was written. */
    public Phase phase() {
        return status == null || status.phase() == null ? Phase.Pending : status.phase();
    }

    /** The attempt, from 1. */
    public int attempt() {
        return status == null || status.attempt() == null ? 1 : status.attempt();
    }

    /** Whether the spec names a push that the status has not taken up: the process died between the two writes. */
    public boolean awaitsFold() {
        return status == null || status.phase() == null || !Objects.equals(status.request(), spec.request());
    }

    /**
     * This rollout with its status brought in line with its spec: a further push of a revision is a fresh Pending
     * attempt. A rollout that was found in the cluster before its push was heard only learns of the push; if another
     * has overtaken it since, the push has brought it back.
     */
    public Rollout takenUp() {
        if (!awaitsFold()) {
            return this;
        }
        if (status == null || status.phase() == null) {
            return pending(attempt());
        }
        boolean found = status.request() == null && status.phase() != Phase.Superseded;
        return found ? withStatus(status.heard(spec.request())) : pending(attempt() + 1);
    }

    /** This rollout, come back to life without a push that was heard: a fresh attempt. */
    Rollout nextAttempt() {
        return pending(attempt() + 1);
    }

    private Rollout pending(int attempt) {
        String summary = "waiting for Flux to fetch " + shortRevision();
        List<Stage> kept = status == null
                ? List.of()
                : status.stages().stream().filter(Parting::outlivesAttempt).toList();
        Showing showing = status == null ? null : status.showing();
        return withStatus(RolloutStatus.pending(attempt, spec.request(), shortRevision(), summary, kept)
                .asking(showing, kept));
    }

    /** This rollout with another status, still at the version it was read at. */
    public Rollout withStatus(RolloutStatus next) {
        return new Rollout(key, spec, next, version);
    }

    /** This rollout with another spec, still at the version it was read at. */
    public Rollout withSpec(RolloutSpec next) {
        return new Rollout(key, next, status, version);
    }

    /** The revision; empty if what is stored cannot be read as one. */
    public Optional<Revision> revision() {
        return Revision.read(spec.revision());
    }

    /** The revision for people, {@code main@1648322}. */
    public String shortRevision() {
        return revision().map(Revision::shortForm).orElse(spec.revision());
    }

    /** The environment that the source's annotation names, or else its Namespace's; empty if neither does. */
    public Optional<String> environment() {
        return status == null || status.showing() == null
                ? Optional.empty()
                : Optional.ofNullable(status.showing().environment());
    }
}
