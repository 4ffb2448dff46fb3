package dev.wigwag.rollout;

import java.time.Instant;
import java.util.Map;

/**
 * What the objects around a Canary say; reading them costs, so it is done only where somebody needs to know.
 *
 * @param target digest of the target's pod template, of what a promotion keeps; empty if there is no target
 * @param primary the same of the primary's; empty if there is none yet
 * @param images the image that runs and the one to come, under {@code old} and {@code new}; one that is not known is left out
 * @param changedAt when Flux last changed the target; null if unknown
 * @param routed percent of traffic that the route really gives to the canary; null if it could not be read
 * @param trouble why the canary's pods do not get ready, in words that stay the same; null if they do
 */
public record CanaryDetails(
        String target, String primary, Map<String, String> images, Instant changedAt, Integer routed, String trouble) {
    public CanaryDetails {
        target = target == null ? "" : target;
        primary = primary == null ? "" : primary;
        images = images == null ? Map.of() : Map.copyOf(images);
    }

    /** Whether the target's template is known to differ from what runs. */
    boolean differ() {
        return !target.isEmpty() && !primary.isEmpty() && !target.equals(primary);
    }
}
