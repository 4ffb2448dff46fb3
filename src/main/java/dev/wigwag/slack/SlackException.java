package dev.wigwag.slack;

import java.time.Duration;
import java.util.Objects;

/** Slack did not do what it was asked to, or did not say so. */
public final class SlackException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What the caller may do about it. */
    public enum Kind {
        /** Too many calls; not done. Try again after {@link SlackException#after()}. */
        LIMITED,
        /** Not done, or harmless to do again: try again, ever less often. */
        DOWN,
        /** It may have been done. Look for it before it is repeated. */
        UNCLEAR,
        /** It will never be taken like this: token, permission, channel or content. */
        REFUSED,
        /** The message that was to be changed cannot be changed any more. Post a new one. */
        GONE
    }

    private final Kind kind;
    private final SlackError error;
    private final Duration after;

    /**
     * @param message cause and fix, for an operator; free of secrets
     * @param error the class of Slack's code; UNKNOWN where there was none
     * @param after how long Slack wants to be left alone; zero if it did not say
     * @param cause null if an answer said so
     */
    SlackException(Kind kind, String message, SlackError error, Duration after, Throwable cause) {
        super(message, cause);
        this.kind = Objects.requireNonNull(kind, "kind");
        this.error = Objects.requireNonNull(error, "error");
        this.after = Objects.requireNonNull(after, "after");
    }

    static SlackException of(Kind kind, String message) {
        return new SlackException(kind, message, SlackError.UNKNOWN, Duration.ZERO, null);
    }

    /** The same failure of a call that does no harm when it is made twice. */
    SlackException ofRepeatable() {
        return kind == Kind.UNCLEAR ? new SlackException(Kind.DOWN, getMessage(), error, after, getCause()) : this;
    }

    /** What the caller may do about it. */
    public Kind kind() {
        return kind;
    }

    /** Whether Slack minded what the message looks like; its text alone ({@link SlackMessage#withoutBlocks}) may do. */
    public boolean isAboutContent() {
        return error == SlackError.CONTENT;
    }

    /** Whether this token is not taken any more, so that another may be tried. */
    boolean isAboutToken() {
        return error == SlackError.TOKEN_DEAD;
    }

    /** Whether the app may not do this at all, whatever it is asked with. */
    boolean isAboutPermission() {
        return error == SlackError.TOKEN;
    }

    /** Whether there is no such user. */
    boolean isAboutNobody() {
        return error == SlackError.NOBODY;
    }

    /** How long to wait before the next call of this method; zero if Slack did not say. */
    public Duration after() {
        return after;
    }
}
