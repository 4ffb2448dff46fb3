package dev.wigwag.github;

import java.time.Instant;

/**
 * One attempt to deliver an event, as GitHub's log of a hook has it (reference: github.md §3).
 *
 * @param id of this attempt
 * @param guid of the event, the same for all attempts
 * @param redelivery whether somebody asked for it
 * @param status {@code OK}, or what went wrong; an attempt without an answer has no code, and is found by this alone
 * @param code the status code of the answer; 0 if there was none
 */
record LoggedDelivery(long id, String guid, Instant at, boolean redelivery, String status, int code, String event) {
    boolean isOk() {
        return status.equals("OK");
    }
}
