package dev.wigwag.rollout;

import java.util.Objects;
import java.util.Set;

/**
 * What a Kustomization says it has created or changed on behalf of a revision. Kept as a hint: what Flagger starts after it
 * was certainly started by that revision.
 *
 * @param by the Kustomization
 * @param objects those that a canary run may come from
 */
public record ChangeSet(ObjectKey by, Revision revision, Set<ObjectKey> objects) {
    public ChangeSet {
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(revision, "revision");
        objects = Set.copyOf(objects);
    }

    /** Whether it names what the Canary looks after, its release, or a configuration it tracks. */
    boolean concerns(LiveCanary canary) {
        return objects.contains(canary.target()) || objects.contains(canary.parent()) || namesConfigOf(canary);
    }

    /** Whether it names a ConfigMap or Secret that the Canary tracks: then a run comes though the template stays the same. */
    boolean namesConfigOf(LiveCanary canary) {
        return canary.tracked().stream().anyMatch(objects::contains);
    }
}
