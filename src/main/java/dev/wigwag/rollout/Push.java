package dev.wigwag.rollout;

import java.time.Instant;
import java.util.Set;

/**
 * Somebody pushed to a repository.
 *
 * @param delivery the sender's id of the delivery, for logs and people; unsigned, so nothing hangs on it
 * @param repository {@code owner/name}
 * @param addresses every address the sender gives for the repository, normalised
 * @param url where people see the repository
 * @param ref the ref and the commit it now points at (peeled: a tag object is not a commit)
 * @param before the tip before, forty zeros for a new ref
 * @param after the tip now, which for an annotated tag is the tag object
 * @param message the message of the newest commit; null on deletion
 * @param author the author of the newest commit; null on deletion
 * @param authorEmail the author's address as Git has it; null on deletion, or if it is none
 * @param pushedBy the login of who pushed
 * @param pushedAt when the sender took the push, to the second; null if it did not say
 * @param compare where the sender shows the changes
 * @param commits what the sender says of the commits
 */
public record Push(
        String delivery,
        String repository,
        Set<RepositoryUrl> addresses,
        String url,
        PushedRef ref,
        String before,
        String after,
        boolean forced,
        String message,
        String author,
        String authorEmail,
        String pushedBy,
        Instant pushedAt,
        String compare,
        PushedCommits commits)
        implements Signal {
    public Push {
        addresses = Set.copyOf(addresses);
    }
}
