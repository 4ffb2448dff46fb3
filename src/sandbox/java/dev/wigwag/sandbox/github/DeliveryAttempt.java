package dev.wigwag.sandbox.github;

import java.time.Duration;
import java.time.Instant;

/**
 * One attempt at a delivery, as GitHub's log has it.
 *
 * @param id of this attempt; the delivery's GUID is the same for all of them
 * @param redelivery whether somebody asked for it
 * @param code answered; 0 if nothing was
 */
public record DeliveryAttempt(long id, Delivery delivery, Instant at, boolean redelivery, int code, Duration took) {
    /** GitHub's words; it is {@code OK} for a delivery that was taken, and nothing else is. */
    public String status() {
        if (code == 0) {
            return "failed to connect to host";
        }
        return code >= 200 && code < 300 ? "OK" : "Invalid HTTP Response: " + code;
    }
}
