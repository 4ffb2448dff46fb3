package dev.wigwag.rollout;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A Kustomization of a source, or a HelmRelease that such a Kustomization applies, as it is in the cluster right now.
 *
 * @param parent the Kustomization that applies it, by its labels; empty if nothing does
 * @param deleting whether it is on its way out
 * @param attempted the revision it last tried; empty for a HelmRelease, whose revision is a chart version
 * @param applied the revision it last brought to success, health checks included; empty for a HelmRelease
 * @param observed whether its status speaks of its present spec
 * @param changedAt for a HelmRelease, when its spec was last changed by who applies it; null if unknown
 * @param dependsOn what it waits for before it runs
 * @param canaries the Canaries it says it has applied; empty if it gives no account of what it applies
 * @param annotated what its annotations ask for
 */
public record LiveMember(
        ObjectKey key,
        Optional<ObjectKey> parent,
        boolean suspended,
        boolean deleting,
        Optional<Revision> attempted,
        Optional<Revision> applied,
        Ready ready,
        boolean stalled,
        boolean observed,
        Instant changedAt,
        List<ObjectKey> dependsOn,
        Optional<Set<ObjectKey>> canaries,
        Annotated annotated) {
    public LiveMember {
        dependsOn = List.copyOf(dependsOn);
        canaries = canaries.map(Set::copyOf);
    }

    /** One of which nothing is asked. */
    public LiveMember(
            ObjectKey key,
            Optional<ObjectKey> parent,
            boolean suspended,
            boolean deleting,
            Optional<Revision> attempted,
            Optional<Revision> applied,
            Ready ready,
            boolean stalled,
            boolean observed,
            Instant changedAt,
            List<ObjectKey> dependsOn,
            Optional<Set<ObjectKey>> canaries) {
        this(
                key,
                parent,
                suspended,
                deleting,
                attempted,
                applied,
                ready,
                stalled,
                observed,
                changedAt,
                dependsOn,
                canaries,
                Annotated.NOTHING);
    }

    /** One that gives no account of what it applies, and of which nothing is asked. */
    public LiveMember(
            ObjectKey key,
            Optional<ObjectKey> parent,
            boolean suspended,
            boolean deleting,
            Optional<Revision> attempted,
            Optional<Revision> applied,
            Ready ready,
            boolean stalled,
            boolean observed,
            Instant changedAt,
            List<ObjectKey> dependsOn) {
        this(
                key,
                parent,
                suspended,
                deleting,
                attempted,
                applied,
                ready,
                stalled,
                observed,
                changedAt,
                dependsOn,
                Optional.empty());
    }

    /** Whether a Canary whose labels name this member is its: labels may be copied or stale, so its account decides. */
    public boolean isBorneOutFor(ObjectKey canary) {
        return canaries.map(listed -> listed.contains(canary)).orElse(true);
    }
}
