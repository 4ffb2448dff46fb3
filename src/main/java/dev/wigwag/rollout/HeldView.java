package dev.wigwag.rollout;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is live about a source that holds the wanted revision.
 *
 * @param members by key, so that who has thousands of them is read in one go
 */
record HeldView(LiveSource source, Revision wanted, Map<ObjectKey, LiveMember> members) {
    static HeldView of(LiveView view, Revision wanted) {
        Map<ObjectKey, LiveMember> members = view.members().stream()
                .collect(Collectors.toMap(LiveMember::key, Function.identity(), (one, same) -> one));
        return new HeldView(view.source(), wanted, members);
    }

    /** Whether this is the wanted revision. */
    boolean isWanted(Optional<Revision> revision) {
        return revision.filter(wanted::sameHashAs).isPresent();
    }
}
