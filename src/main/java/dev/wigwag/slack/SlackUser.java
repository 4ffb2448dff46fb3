package dev.wigwag.slack;

import java.util.Optional;

/**
 * Somebody in Slack.
 *
 * @param email in lower case; empty if there is none, or the app may not see it
 */
record SlackUser(Standing standing, Optional<String> email) {
    /** What somebody is to the workspace (reference: slack.md §16). */
    enum Standing {
        MEMBER(null),
        GUEST("Guests of the workspace cannot use Wigwag. Ask a full member to do it."),
        STRANGER("Wigwag belongs to another workspace than yours. Ask somebody who is in it."),
        BOT("Wigwag takes no orders from bots. A person has to do it."),
        GONE("This Slack account is deactivated. Ask the workspace's admins to activate it again.");

        private final String refusal;

        Standing(String refusal) {
            this.refusal = refusal;
        }
    }

    /** Why nothing is done for this person, in words for that person; empty for a full member. */
    Optional<String> refusal() {
        return Optional.ofNullable(standing.refusal);
    }
}
