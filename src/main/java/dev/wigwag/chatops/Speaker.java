package dev.wigwag.chatops;

import dev.wigwag.rollout.ObjectKey;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Who speaks. The chat's own edge has made sure that it is really this person, and one of the team.
 *
 * @param id {@code slack:U024BE7LH} or {@code github:octocat}: never a name that people can give themselves
 * @param reach the sources that can be spoken of where it is said: a repository's comments are vouched for by whoever holds the
 *     secret of its webhook, and that may be good for this repository alone. Empty where everything can be spoken of
 */
public record Speaker(String id, Optional<Set<ObjectKey>> reach) {
    public Speaker {
        Objects.requireNonNull(id, "id");
        reach = reach.map(Set::copyOf);
    }

    /** Somebody who may speak of everything. */
    public Speaker(String id) {
        this(id, Optional.empty());
    }

    /** Somebody in Slack, by the id of the user. */
    public static Speaker inSlack(String user) {
        return new Speaker("slack:" + user);
    }

    /** Somebody on GitHub, by login, who speaks of what these sources brought. */
    public static Speaker onGitHub(String login, Set<ObjectKey> sources) {
        return new Speaker("github:" + login, Optional.of(sources));
    }

    /** Whether this person can speak of what the source brought. */
    public boolean reaches(ObjectKey source) {
        return reach.isEmpty() || reach.get().contains(source);
    }
}
