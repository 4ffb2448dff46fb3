package dev.wigwag.slack;

import dev.wigwag.rollout.Commit;
import dev.wigwag.rollout.Rollout;
import java.util.Optional;

/**
 * What is to be shown of a rollout in one channel.
 *
 * @param rollout as that channel sees it
 * @param link where more can be read; empty if nowhere
 */
record LivingMessage(Rollout rollout, String cluster, Optional<String> link) {
    /** The message, with those mentioned who are known in Slack. */
    SlackMessage drawn(Credit credit) {
        return RolloutMessage.of(rollout, cluster, link, credit);
    }

    /** Null if no commit is known. */
    Commit commit() {
        return rollout.spec().commit();
    }

    boolean isFinal() {
        return rollout.phase().isFinal();
    }
}
