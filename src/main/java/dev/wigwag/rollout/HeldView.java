package dev.wigwag.rollout;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is live about a source that holds the wanted revision.
 *
 * @param impact whom the revision concerns; null as long as that is not known
 * @param members by key, so that who has thousands of them is read in one go
 */
record HeldView(LiveSource source, Revision wanted, Impact impact, Map<ObjectKey, LiveMember> members) {
    static HeldView of(LiveView view, Revision wanted, Impact impact) {
        Map<ObjectKey, LiveMember> members = view.members().stream()
                .collect(Collectors.toMap(LiveMember::key, Function.identity(), (one, same) -> one));
        return new HeldView(view.source(), wanted, impact, members);
    }

    /**
     * Whether it is sure that a Kustomization builds the same from the wanted revision as before. Of a HelmRelease that is
     * never sure: it takes part because something of it did change.
     */
    boolean leavesAlone(ObjectKey object) {
        return impact != null && object.kind().equals(Members.KUSTOMIZATION) && impact.leavesAlone(object);
    }

    /** Whether this is the wanted revision. */
    boolean isWanted(Optional<Revision> revision) {
        return revision.filter(wanted::sameHashAs).isPresent();
    }
}
