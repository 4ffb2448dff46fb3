package dev.wigwag.git;

import dev.wigwag.rollout.Changes.Earlier;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/** Finds the rollout of before that had the very same files, as after a revert. */
final class SameFiles {
    /** One that is live still, or of which that is not known, is the latest. */
    private static final Comparator<Earlier> LATEST =
            Comparator.comparing(earlier -> earlier.liveUntil() == null ? Instant.MAX : earlier.liveUntil());

    private SameFiles() {}

    /**
     * The latest of them; none whose commit is not in our copy.
     *
     * @param earlier by their commits
     */
    static Optional<Earlier> among(GuardedRepository copy, CommitTree now, Map<String, Earlier> earlier)
            throws IOException {
        Optional<Earlier> same = Optional.empty();
        for (Map.Entry<String, Earlier> one : earlier.entrySet()) {
            if (has(copy, one.getKey(), now)
                    && same.filter(best -> LATEST.compare(best, one.getValue()) >= 0)
                            .isEmpty()) {
                same = Optional.of(one.getValue());
            }
        }
        return same;
    }

    private static boolean has(GuardedRepository copy, String sha, CommitTree now) throws IOException {
        if (!ObjectId.isId(sha) || !copy.has(ObjectId.fromString(sha))) {
            return false;
        }
        try (CommitTree then = CommitTree.of(copy, ObjectId.fromString(sha))) {
            return then.id().equals(now.id());
        }
    }
}
