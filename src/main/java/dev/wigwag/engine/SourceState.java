package dev.wigwag.engine;

import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Revision;
import java.util.Optional;

/**
 * A source as it is in the cluster right now.
 *
 * @param url its address; may hold credentials, so it is never shown as it is
 * @param holdsArtifact whether it has fetched this very repository: has an artifact that belongs to its present spec
 * @param current the revision of its artifact
 * @param requestedAt the value of the reconcile request it bears; null if none
 * @param handledAt the request it has handled; null if none. Says "seen", not "succeeded"
 */
public record SourceState(
        ObjectKey key,
        String url,
        boolean suspended,
        boolean holdsArtifact,
        Optional<Revision> current,
        String requestedAt,
        String handledAt) {}
