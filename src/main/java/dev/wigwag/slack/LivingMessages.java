package dev.wigwag.slack;

import dev.wigwag.engine.LinkTemplate;
import dev.wigwag.rollout.Approvals;
import dev.wigwag.rollout.Rollout;
import java.time.Clock;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Makes the living messages of this cluster. A decision that has lapsed is left out of them, so the button for it is there again:
 * with the next tick at the latest, which finds the message behind.
 *
 * @param link where they lead to
 * @param buttons whether presses of buttons reach us
 */
record LivingMessages(String cluster, LinkTemplate link, BooleanSupplier buttons, Clock clock) {
    /** Of a rollout as a channel sees it. */
    LivingMessage of(Rollout rollout) {
        return new LivingMessage(
                Approvals.holding(rollout, clock.instant()),
                cluster,
                Optional.ofNullable(link.to(rollout, cluster)),
                buttons.getAsBoolean());
    }
}
