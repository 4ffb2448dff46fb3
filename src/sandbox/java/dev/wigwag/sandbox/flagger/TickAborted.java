package dev.wigwag.sandbox.flagger;

/** What keeps a tick from going on; its message is told as it is, and nothing is counted. */
final class TickAborted extends RuntimeException {

    private static final long serialVersionUID = 1;

    TickAborted(String message) {
        super(message);
    }
}
