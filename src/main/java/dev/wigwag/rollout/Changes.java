package dev.wigwag.rollout;

import java.time.Instant;
import java.util.List;

/**
 * What a rollout brings, compared with what ran before ({@code .spec.changes}): for people, nothing is decided by it.
 *
 * @param from the revision that ran before; null if none is known, and then the changes are those of the push
 * @param told by what
 * @param way how its commit is reached from the one before
 * @param count how many commits lie in between, at least; where the way is back, those that are taken away
 * @param whole false if the history that was at hand ends before all are counted
 * @param people how many wrote them
 * @param commits the newest of them, newest first; at most {@value #MOST}
 * @param sameAs an earlier rollout the files of which are the very same; null if there is none
 * @param canaries those whose primary runs something else than {@code from}
 */
public record Changes(
        String from,
        Told told,
        Way way,
        Integer count,
        Boolean whole,
        Integer people,
        List<ListedCommit> commits,
        Earlier sameAs,
        List<OfCanary> canaries) {
    /** Nobody reads on, and a Rollout has a size to keep. */
    public static final int MOST = 20;

    /** By what the changes are known. */
    public enum Told {
        /** The repository itself. */
        git,
        /** The commits that the push lists, as long as the repository cannot be read. */
        push
    }

    /** How one commit is reached from another. */
    public enum Way {
        /** It has the other among its ancestors. */
        forward,
        /** It is among the other's ancestors: somebody went back. */
        back,
        /** Neither: history was written anew, as by a forced push. */
        aside,
        /** They are the same. */
        nowhere
    }

    /**
     * A rollout of before.
     *
     * @param revision as Flux writes it
     * @param liveUntil until when it was live; null if that is not known
     */
    public record Earlier(String revision, Instant liveUntil) {}

    /**
     * What a canary gets, where its primary runs something else than most.
     *
     * @param canary {@code namespace/name}
     * @param from the revision its primary runs
     * @param count how many commits lie in between, at least
     */
    public record OfCanary(String canary, String from, Integer count) {}

    public Changes {
        commits = commits == null ? List.of() : commits.stream().limit(MOST).toList();
        canaries = canaries == null ? List.of() : List.copyOf(canaries);
    }

    /** How many further commits there are than those listed. */
    public int more() {
        return count == null ? 0 : Math.max(0, count - commits.size());
    }
}
