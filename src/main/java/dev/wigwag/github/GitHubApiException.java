package dev.wigwag.github;

import dev.wigwag.engine.OutletException;
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

    private final boolean denied;

    private GitHubApiException(Kind kind, Duration after, boolean denied, String message) {
        super(message);
        this.kind = kind;
        this.after = after;
        this.denied = denied;
    }

    static GitHubApiException limited(Duration after, String message) {
        return new GitHubApiException(Kind.LIMITED, after, false, message);
    }

    static GitHubApiException down(String message) {
        return new GitHubApiException(Kind.DOWN, null, false, message);
    }

    static GitHubApiException unclear(String message) {
        return new GitHubApiException(Kind.UNCLEAR, null, false, message);
    }

    static GitHubApiException refused(String message) {
        return new GitHubApiException(Kind.REFUSED, null, false, message);
    }

    /** A refusal that everything of the kind will meet with, as long as the token has no more rights. */
    static GitHubApiException denied(String message) {
        return new GitHubApiException(Kind.REFUSED, null, true, message);
    }

    Kind kind() {
        return kind;
    }

    /** Whether it is the token that may not. */
    boolean isDenied() {
        return denied;
    }

    /** The same for whoever shows something at an outlet. */
    OutletException outlet() {
        OutletException.Fault fault = switch (kind) {
            case LIMITED -> OutletException.Fault.LIMITED;
            case DOWN -> OutletException.Fault.DOWN;
            case UNCLEAR -> OutletException.Fault.UNCLEAR;
            case REFUSED -> OutletException.Fault.REFUSED;
        };
        return new OutletException(fault, after().orElse(Duration.ZERO), getMessage());
    }

    /** How long to wait; present if, and only if, it is {@link Kind#LIMITED}. */
    Optional<Duration> after() {
        return Optional.ofNullable(after);
    }
}
