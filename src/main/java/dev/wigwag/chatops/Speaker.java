package dev.wigwag.chatops;

import java.util.Objects;

/**
 * Who speaks. The chat's own edge has made sure that it is really this person, and one of the team.
 *
 * @param id {@code slack:U024BE7LH} or {@code github:octocat}: never a name that people can give themselves
 */
public record Speaker(String id) {
    public Speaker {
        Objects.requireNonNull(id, "id");
    }

    /** Somebody in Slack, by the id of the user. */
    public static Speaker inSlack(String user) {
        return new Speaker("slack:" + user);
    }

    /** Somebody on GitHub, by login. */
    public static Speaker onGitHub(String login) {
        return new Speaker("github:" + login);
    }
}
