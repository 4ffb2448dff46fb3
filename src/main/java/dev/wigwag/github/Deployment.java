package dev.wigwag.github;

import java.time.Instant;
import java.util.Objects;

/**
 * A deployment at GitHub: this commit, in this environment (reference: github.md §9).
 *
 * @param id GitHub's id
 * @param marker what we put into its payload to know it again; empty if it is not one of ours
 * @param since when our source came to hold the commit; long ago if nothing is known of that
 */
record Deployment(long id, String sha, String environment, String marker, Instant since) {
    /** How it goes, named as GitHub's states go over the wire. */
    enum State {
        queued,
        pending,
        in_progress,
        success,
        failure,
        error,
        inactive
    }

    /**
     * What is said of it.
     *
     * @param description at most 140 code points
     * @param logUrl where to read more; null for nowhere
     * @param environmentUrl where the environment itself is; null if unknown
     */
    record Status(State state, String description, String logUrl, String environmentUrl) {
        Status {
            Objects.requireNonNull(state, "state");
            description = description == null ? "" : description;
        }

        /** A status with a description of any text: without secrets, on one line, and cut with an ellipsis. */
        static Status saying(State state, String words, String logUrl) {
            return new Status(state, CommitStatus.words(words), logUrl, null);
        }
    }
}
