package dev.wigwag.chatops;

import dev.wigwag.chatops.PersonDirectory.UnknownForNow;
import dev.wigwag.rollout.Commit;
import dev.wigwag.rollout.Noreply;
import dev.wigwag.rollout.Rollout;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * That nobody approves what they pushed or wrote themselves ({@code wigwag.chatops.four-eyes}). Where it cannot be told who pushed
 * or who asks, nobody is let in: a second pair of eyes that may be the first is none.
 */
@ApplicationScoped
class FourEyes {
    private static final String LOGIN = "github:";
    private static final String ADDRESS = "mailto:";

    private final ChatOpsConfig config;
    private final People people;

    FourEyes(ChatOpsConfig config, People people) {
        this.config = config;
        this.people = people;
    }

    /** Why somebody may not approve this rollout's revision, in a sentence for that person; empty if they may. */
    Optional<String> refusal(Speaker speaker, Rollout rollout) {
        if (!config.fourEyes()) {
            return Optional.empty();
        }
        Set<String> makers = makers(rollout.spec().commit());
        if (makers.isEmpty()) {
            return refused("it is not known who pushed " + RolloutLines.revision(rollout)
                    + ". If it was pushed to GitHub, have the delivery of that push sent again there, then approve");
        }
        try {
            return judged(people.identities(speaker), makers, speaker, rollout);
        } catch (UnknownForNow unknown) {
            return refused("it cannot be found out at the moment who you are on GitHub: " + unknown.getMessage()
                    + ". Try again in a minute");
        }
    }

    private static Optional<String> judged(Set<String> who, Set<String> makers, Speaker speaker, Rollout rollout) {
        if (who.stream().anyMatch(makers::contains)) {
            return refused("you pushed or wrote " + RolloutLines.revision(rollout)
                    + " yourself. Somebody else has to approve it");
        }
        // An address alone tells nothing of a login, and the login is what GitHub has checked.
        String needed = makers.stream().anyMatch(id -> id.startsWith(LOGIN)) ? LOGIN : ADDRESS;
        return who.stream().anyMatch(id -> id.startsWith(needed))
                ? Optional.empty()
                : refused("it is not known who you (" + speaker.id()
                        + ") are on GitHub. Whoever runs Wigwag can add you to"
                        + " wigwag.slack.people, as in your-login => "
                        + speaker.id().substring(speaker.id().indexOf(':') + 1));
    }

    /** Who stands behind the commit: the login that GitHub took the push from, and the author by the address in it. */
    private static Set<String> makers(Commit commit) {
        Set<String> makers = new TreeSet<>();
        if (commit != null && commit.pushedBy() != null) {
            makers.add(LOGIN + commit.pushedBy().toLowerCase(Locale.ROOT));
        }
        if (commit != null && commit.authorEmail() != null) {
            makers.add(ADDRESS + commit.authorEmail().toLowerCase(Locale.ROOT));
            Noreply.login(commit.authorEmail()).ifPresent(login -> makers.add(LOGIN + login.toLowerCase(Locale.ROOT)));
        }
        return makers;
    }

    private static Optional<String> refused(String why) {
        return Optional.of(
                "Nobody may approve what they pushed themselves (" + ChatOpsConfig.FOUR_EYES + "), and " + why + ".");
    }
}
