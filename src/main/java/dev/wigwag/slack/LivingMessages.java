package dev.wigwag.slack;

import dev.wigwag.engine.LinkTemplate;
import dev.wigwag.rollout.Rollout;
import java.util.Optional;

/**
 * Makes the living messages of this cluster.
 *
 * @param link where they lead to
 */
record LivingMessages(String cluster, LinkTemplate link) {
    /** Of a rollout as a channel sees it. */
    LivingMessage of(Rollout rollout) {
        return new LivingMessage(rollout, cluster, Optional.ofNullable(link.to(rollout, cluster)));
    }
}
