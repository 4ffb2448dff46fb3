package dev.wigwag.rollout;

import java.util.List;

/**
 * What a push says of its commits.
 *
 * @param count how many it lists
 * @param doubt why that may not be all of them; null if it is
 * @param people how many wrote them
 * @param newest the newest, newest first; at most {@link Changes#MOST}
 * @param paths what they change
 */
public record PushedCommits(int count, String doubt, int people, List<ListedCommit> newest, PushedPaths paths) {
    /** A push that lists none, as that of a tag does. */
    public static final PushedCommits NONE =
            new PushedCommits(0, null, 0, List.of(), PushedPaths.unknown("the push lists no commits"));

    public PushedCommits {
        newest = newest.stream().limit(Changes.MOST).toList();
    }
}
