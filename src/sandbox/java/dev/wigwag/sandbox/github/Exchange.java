package dev.wigwag.sandbox.github;

import java.time.Duration;

/**
 * A delivery and what came of it, as GitHub shows it under "Recent deliveries".
 *
 * @param status the code answered, 0 when there was no answer within the time
 * @param answer the body answered, or why there was none
 * @param took from sending to the end of the answer
 */
public record Exchange(Delivery delivery, int status, String answer, Duration took) {

    /** Whether GitHub counts it as delivered: any 2xx. */
    public boolean delivered() {
        return status >= 200 && status < 300;
    }
}
