package dev.wigwag.sandbox.flux;

/**
 * An event and what the endpoint said to it.
 *
 * @param attempt from 1
 * @param status the code answered; 0 when there was no answer
 */
public record SentEvent(FluxEvent event, int attempt, int status) {

    /** Whether that ends it: any 2xx. */
    public boolean delivered() {
        return status >= 200 && status < 300;
    }
}
