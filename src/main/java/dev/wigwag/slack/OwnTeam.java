package dev.wigwag.slack;

import dev.wigwag.http.Problem;
import dev.wigwag.http.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * The workspace that is ours. One app may be installed in several, and all of them sign with the same secret.
 *
 * <p>An app that is installed for a whole organisation names no workspace, but the organisation (reference: slack.md §12).
 */
@ApplicationScoped
class OwnTeam {
    private final Optional<String> own;

    OwnTeam(SlackConfig config) {
        this.own = config.teamId().map(String::strip).filter(id -> !id.isEmpty());
    }

    boolean configured() {
        return own.isPresent();
    }

    /** Its id; empty if what is ours is an organisation, whose ids begin with E. */
    Optional<String> workspace() {
        return own.filter(id -> !id.startsWith("E"));
    }

    /** @throws Refusal 503 if nobody has said which it is */
    void checkConfigured() {
        if (own.isEmpty()) {
            throw new Refusal(Problem.notSet(
                    SlackConfig.TEAM_ID,
                    "set it to the id of your workspace (T…), which stands in the address of Slack in a browser"));
        }
    }

    /** Whether this is the id of our workspace, or of our organisation; null is not. */
    boolean is(String id) {
        return id != null && own.equals(Optional.of(id));
    }

    /**
     * Makes sure that something comes from our workspace.
     *
     * @param team null where an app of a whole organisation names none
     * @param organisation null outside of one
     * @param installedForAll whether Slack says that the app is installed for the whole organisation
     * @throws Refusal 401 if it does not
     */
    void check(String team, String organisation, boolean installedForAll) {
        if (!is(team) && !(installedForAll && is(organisation))) {
            throw new Refusal(Problem.credentialsWrong("This comes from another workspace than " + SlackConfig.TEAM_ID
                    + " says; install the app in that one only, or set the property to the id of this one."));
        }
    }
}
