package dev.wigwag.http;

/** A delivery's body is not what GitHub sends; the message says what is wrong, without quoting it. */
public final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    public Malformed(String message) {
        super(message, null, false, false);
    }
}
