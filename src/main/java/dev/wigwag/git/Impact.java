package dev.wigwag.git;

import java.util.ArrayList;
import java.util.List;

/**
 * Which objects the way from one commit to another touches. Flux reconciles every one of them all the same: this is for people, and
 * an object of which it cannot be told counts as touched.
 */
final class Impact {
    private final Footprints footprints;

    Impact(Footprints footprints) {
        this.footprints = footprints;
    }

    /** One answer for each object, in the order given. */
    List<Touch> between(CommitTree from, CommitTree to, List<BuildRoot> roots) {
        boolean same = from.id().equals(to.id());
        return roots.stream()
                .map(root -> same ? Touch.of(root.object(), List.of()) : touch(from, to, root))
                .toList();
    }

    private Touch touch(CommitTree from, CommitTree to, BuildRoot root) {
        Footprint now = footprints.of(to, root);
        List<String> reasons = new ArrayList<>(root.doubts());
        reasons.addAll(now.unknown());
        Footprint before = footprints.of(from, root);
        before.unknown().stream().filter(why -> !reasons.contains(why)).forEach(reasons::add);
        reasons.addAll(before.differing(now));
        return Touch.of(root.object(), reasons);
    }
}
