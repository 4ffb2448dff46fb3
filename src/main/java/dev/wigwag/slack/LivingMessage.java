package dev.wigwag.slack;

import dev.wigwag.rollout.Commit;
import dev.wigwag.rollout.Rollout;
import java.util.Optional;

/**
 * What is to be shown of a rollout in one channel.
 *
 * @param rollout as that channel sees it
 * @param link where more can be read; empty if nowhere
 * @param buttons whether there are buttons where somebody has to decide
 */
record LivingMessage(Rollout rollout, String cluster, Optional<String> link, boolean buttons) {
    /** The message, with those mentioned who are known in Slack. */
    SlackMessage drawn(Credit credit) {
        return RolloutMessage.of(rollout, cluster, link, credit, buttons);
    }

    /** The same without buttons, for a place from where presses do not reach us. */
    LivingMessage withoutButtons() {
        return new LivingMessage(rollout, cluster, link, false);
    }

    /** Null if no commit is known. */
    Commit commit() {
        return rollout.spec().commit();
    }

    boolean isFinal() {
        return rollout.phase().isFinal();
    }
}
