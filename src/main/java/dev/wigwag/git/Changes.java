package dev.wigwag.git;

import java.util.List;

/**
 * What lies between two commits.
 *
 * @param way how the later is reached from the earlier
 * @param commits those that came with the later, or that going back takes away; newest first, at most as many as asked for
 * @param more how many further there are; where the history ends before all are found, at least so many
 * @param whole whether the history was there as far as it was needed
 * @param people how many authors the commits have that were counted
 */
record Changes(Way way, List<Change> commits, int more, boolean whole, int people) {
    enum Way {
        /** The later has the earlier among its ancestors. */
        FORWARD,
        /** The earlier has the later among its ancestors: somebody went back. */
        BACK,
        /** Neither: history was written anew, as by a forced push. */
        ASIDE,
        /** They are the same commit. */
        NOWHERE
    }

    Changes {
        commits = List.copyOf(commits);
    }
}
