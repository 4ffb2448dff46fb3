package dev.wigwag.slack;

import dev.wigwag.rollout.Commit;
import java.util.Optional;

/**
 * Whose a commit is, as far as they are known in Slack.
 *
 * @param author the author's user id; empty if that is not known
 * @param pusher the user id of who pushed it; empty if that is not known, or the author is
 */
record Credit(Optional<String> author, Optional<String> pusher) {
    private static final int MAX_NAME = 150;

    /** Of people whom Slack does not know. */
    static final Credit NONE = new Credit(Optional.empty(), Optional.empty());

    /** {@code by Ana López, pushed by @ana}, in mrkdwn; empty if nobody is known at all. */
    Optional<String> line(Commit commit) {
        Optional<String> name = Optional.ofNullable(commit)
                .map(Commit::author)
                .filter(author -> !author.isBlank())
                .map(author -> SlackText.data(author, MAX_NAME));
        Optional<String> by = author.map(Credit::mention).or(() -> name).map(who -> "by " + who);
        Optional<String> pushed = pusher.map(who -> "pushed by " + mention(who));
        return by.isPresent() && pushed.isPresent() ? Optional.of(by.get() + ", " + pushed.get()) : by.or(() -> pushed);
    }

    private static String mention(String user) {
        return "<@" + user + ">";
    }
}
