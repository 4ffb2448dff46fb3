package dev.wigwag.knative;

/** An event was understood but could not be acted on now; Knative delivers it again after a 5xx. */
final class EventNotTaken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EventNotTaken(RuntimeException cause) {
        super(cause.getMessage(), cause, false, false);
    }
}
