package dev.wigwag.rollout;

import java.time.Instant;

/**
 * What is known of the commit behind a rollout ({@code .spec.commit}); everything but {@code sha} may be null.
 *
 * @param sha 40 hex digits; of the commit itself, never of an annotated tag
 * @param message the commit message, cut; kept back until the source has shown that it can read the repository
 * @param author the author's name, kept back likewise
 * @param authorEmail the author's address as Git has it, which nobody has checked; kept back likewise
 * @param pushedBy the GitHub login of who pushed
 * @param pushedAt when GitHub took the push, to the second
 * @param compare where GitHub shows what the push changed
 * @param forced whether the push rewrote history; null if no push told
 * @param before the tip before the push, forty zeros for a new ref; null if no push told
 */
public record Commit(
        String sha,
        String message,
        String author,
        String authorEmail,
        String pushedBy,
        Instant pushedAt,
        String compare,
        Boolean forced,
        String before) {
    /** A commit that was found in the cluster; nobody told of its push. */
    static Commit found(String sha) {
        return new Commit(sha, null, null, null, null, null, null, null, null);
    }
}
