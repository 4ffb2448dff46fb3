package dev.wigwag.github;

import java.time.Duration;
import java.util.Optional;

/** A call to GitHub's API that did not come to its end. The message names cause and fix, and holds no secret. */
final class GitHubApiException extends Exception {
    private static final long serialVersionUID = 1;

    /** What to do about it. */
    enum Kind {
        /** Not done; to be tried again after a time, and nothing else with this credential before. */
        LIMITED,
        /** Not done, or safe to be done twice; to be tried again. */
        DOWN,
        /** May have been done: to be looked for before it is repeated. */
        UNCLEAR,
        /** Not done, and never will be until somebody changes something. */
        REFUSED
    }

    private final Kind kind;
    private final Duration after;

    private GitHubApiException(Kind kind, Duration after, String message) {
        super(message);
        this.kind = kind;
        this.after = after;
    }

    static GitHubApiException limited(Duration after, String message) {
        return new GitHubApiException(Kind.LIMITED, after, message);
    }

    static GitHubApiException down(String message) {
        return new GitHubApiException(Kind.DOWN, null, message);
    }

    static GitHubApiException unclear(String message) {
        return new GitHubApiException(Kind.UNCLEAR, null, message);
    }

    static GitHubApiException refused(String message) {
        return new GitHubApiException(Kind.REFUSED, null, message);
    }

    Kind kind() {
        return kind;
    }

    /** How long to wait; present if, and only if, it is {@link Kind#LIMITED}. */
    Optional<Duration> after() {
        return Optional.ofNullable(after);
    }
}
