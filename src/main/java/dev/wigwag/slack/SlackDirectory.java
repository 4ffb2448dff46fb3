package dev.wigwag.slack;

import dev.wigwag.chatops.PersonDirectory;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Slack's people and user groups. Somebody who leaves a group, or the workspace, may be taken for a member of it for
 * {@link #TIME} longer.
 */
@ApplicationScoped
class SlackDirectory implements PersonDirectory {
    static final Duration TIME = Duration.ofMinutes(3);

    private static final Logger LOG = Logger.getLogger(SlackDirectory.class);
    private static final String PREFIX = "slack:";
    private static final int USERS = 1_000;
    private static final int GROUPS = 200;

    private final SlackPeople people;
    private final KnownPeople known;
    private final RecentAnswers<Optional<SlackUser>> users;
    private final RecentAnswers<Set<String>> groups;
    private final SaidOnce said = new SaidOnce();

    SlackDirectory(SlackPeople people, SlackConfig config, Clock clock, MeterRegistry metrics) {
        this.people = people;
        this.known = KnownPeople.of(config.people().orElse(List.of()));
        this.users = new RecentAnswers<>("who you are", TIME, USERS, clock);
        this.groups = new RecentAnswers<>("who is in a user group", TIME, GROUPS, clock);
        users.metered(metrics, "users");
        groups.metered(metrics, "groups");
    }

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public boolean isIn(String group, String person) {
        Optional<String> user = id(person);
        return user.isPresent() && id(group).map(this::members).orElse(Set.of()).contains(user.get());
    }

    /** An address is only known if the app has the scope {@code users:read.email}. */
    @Override
    public Set<String> alsoKnownAs(String person) {
        Set<String> names = new HashSet<>();
        id(person).ifPresent(user -> {
            known.of(user).forEach(name -> names.add((name.indexOf('@') < 0 ? "github:" : "mailto:") + name));
            user(user).flatMap(SlackUser::email).ifPresent(address -> names.add("mailto:" + address));
        });
        return names;
    }

    /**
     * Why nothing is done for this user, in words for that person; empty for a full member of our workspace.
     *
     * @throws UnknownForNow if Slack could not be asked
     */
    Optional<String> refusal(String user) {
        return user(user)
                .map(SlackUser::refusal)
                .orElse(Optional.of(
                        "Slack knows nobody of your id in this workspace. Ask its admins about your account."));
    }

    private Optional<SlackUser> user(String id) {
        return users.of(id, people::user);
    }

    private Set<String> members(String group) {
        return groups.of(group, id -> {
            Optional<Set<String>> members = people.members(id);
            if (members.isEmpty() && said.isNew(id)) {
                LOG.warnf(
                        "Slack has no user group %s, or the workspace's plan has none at all: nobody is let in for it; correct"
                                + " wigwag.chatops.approvers",
                        id);
            }
            return members.orElse(Set.of());
        });
    }

    /** Without the prefix; empty if it is not of Slack's. */
    private static Optional<String> id(String prefixed) {
        return Optional.of(prefixed)
                .filter(text -> text.startsWith(PREFIX))
                .map(text -> text.substring(PREFIX.length()))
                .filter(KnownPeople::isUser);
    }
}
