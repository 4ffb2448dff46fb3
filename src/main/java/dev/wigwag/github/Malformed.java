package dev.wigwag.github;

/** A delivery's body is not what GitHub sends; the message says what is wrong, without quoting it. */
final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
        super(message, null, false, false);
    }
}
