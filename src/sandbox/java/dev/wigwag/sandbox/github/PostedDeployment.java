package dev.wigwag.sandbox.github;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

/**
 * A deployment as GitHub keeps it.
 *
 * @param marker what stands under {@code wigwag} in its payload; empty if nothing does
 * @param states what was said of it, oldest first
 * @param payload as it was sent
 */
public record PostedDeployment(
        long id,
        String sha,
        String environment,
        String description,
        String marker,
        String creator,
        Instant at,
        List<State> states,
        JsonNode payload) {
    /** One thing said of a deployment; the addresses are null where none was given. */
    public record State(String state, String description, String logUrl, String environmentUrl, Instant at) {}

    /** The state that GitHub shows; {@code pending} before any was said. */
    public String state() {
        return states.isEmpty() ? "pending" : states.get(states.size() - 1).state();
    }
}
