package dev.wigwag.rollout;

import java.util.Optional;

/**
 * Who applies a Canary in the end: a Kustomization, itself or through the HelmRelease that it applies.
 *
 * @param kustomization empty if the view holds none
 */
record Applier(Optional<LiveMember> kustomization) {
    static Applier of(LiveCanary canary, LiveView view) {
        return new Applier(of(canary.parent(), view));
    }

    private static Optional<LiveMember> of(ObjectKey parent, LiveView view) {
        Optional<LiveMember> member =
                view.members().stream().filter(one -> one.key().equals(parent)).findFirst();
        return parent.kind().equals(Members.KUSTOMIZATION)
                ? member
                : member.flatMap(LiveMember::parent).flatMap(next -> of(next, view));
    }

    /** The revision it tried last; empty if it has come to none yet. */
    Optional<Revision> revision() {
        return kustomization.flatMap(LiveMember::attempted).or(() -> kustomization.flatMap(LiveMember::applied));
    }

    /** Whether this revision has come to it, and no other since. */
    boolean isAt(Revision wanted) {
        return revision().filter(wanted::sameHashAs).isPresent();
    }
}
