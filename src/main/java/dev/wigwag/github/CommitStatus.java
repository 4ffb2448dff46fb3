package dev.wigwag.github;

import dev.wigwag.http.CleanText;
import dev.wigwag.http.Redaction;
import java.util.Objects;

/**
 * A commit status: one line beside a commit (reference: github.md §7).
 *
 * @param context whose line it is; GitHub shows the newest of each and compares them without regard to case
 * @param description for people, at most 140 code points
 * @param targetUrl where the line leads to, http or https; null for nowhere
 */
record CommitStatus(State state, String context, String description, String targetUrl) {
    /** Most code points of a description; GitHub refuses more instead of cutting them. */
    static final int DESCRIPTION = 140;

    /** GitHub's states, named as they go over the wire. */
    enum State {
        pending,
        success,
        failure,
        error
    }

    CommitStatus {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(context, "context");
        description = description == null ? "" : description;
    }

    /** A status with a description of any text: without secrets, on one line, and cut with an ellipsis. */
    static CommitStatus saying(State state, String context, String words, String targetUrl) {
        String clean = words(words);
        return new CommitStatus(state, context, clean.isBlank() ? state.name() : clean, targetUrl);
    }

    /** Any text as a description that GitHub takes. */
    static String words(String text) {
        // What is cut off first may be the half of a secret by which the other half would have been known.
        return CleanText.line(Redaction.apply(text), DESCRIPTION);
    }
}
