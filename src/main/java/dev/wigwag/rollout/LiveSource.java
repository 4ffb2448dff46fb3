package dev.wigwag.rollout;

import java.time.Instant;
import java.util.Optional;

/**
 * A source as it is in the cluster right now.
 *
 * @param exists false if it was deleted; then nothing else is known
 * @param ref the pointer its {@code spec.ref} follows if that is one fixed branch, tag or name; empty for a semver range,
 *     a pinned commit and sources that are no GitRepository
 * @param current the revision of its artifact
 * @param origin for an artifact that was itself built from Git, the Git revision it says it was built from
 * @param storedAt when that artifact was stored; null if unknown
 * @param requestedAt the reconcile request it bears; null if none
 * @param handledAt the reconcile request it has handled; null if none
 * @param annotated what its annotations ask for
 */
public record LiveSource(
        ObjectKey key,
        boolean exists,
        boolean suspended,
        Optional<String> ref,
        Optional<Revision> current,
        Optional<Revision> origin,
        Instant storedAt,
        Ready ready,
        boolean stalled,
        String requestedAt,
        String handledAt,
        Annotated annotated) {
    /** One of which nothing is asked. */
    public LiveSource(
            ObjectKey key,
            boolean exists,
            boolean suspended,
            Optional<String> ref,
            Optional<Revision> current,
            Optional<Revision> origin,
            Instant storedAt,
            Ready ready,
            boolean stalled,
            String requestedAt,
            String handledAt) {
        this(
                key,
                exists,
                suspended,
                ref,
                current,
                origin,
                storedAt,
                ready,
                stalled,
                requestedAt,
                handledAt,
                Annotated.NOTHING);
    }

    /** A source that is not there (any more). */
    public static LiveSource gone(ObjectKey key) {
        return new LiveSource(
                key,
                false,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                null,
                Ready.ABSENT,
                false,
                null,
                null);
    }
}
