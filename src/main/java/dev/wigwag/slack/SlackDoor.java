package dev.wigwag.slack;

import dev.wigwag.http.Malformed;
import dev.wigwag.http.RawBody;
import dev.wigwag.http.Refusal;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/** Lets in what Slack has signed just now; whose workspace it comes from stands in what was signed. */
@ApplicationScoped
class SlackDoor {
    private final SigningSecrets secrets;
    private final OwnTeam team;

    SlackDoor(SigningSecrets secrets, OwnTeam team) {
        this.secrets = secrets;
        this.team = team;
    }

    /**
     * The form that was signed.
     *
     * @throws Refusal 503 without a workspace or a secret configured, 401 without Slack's signature
     * @throws Malformed if it is no form
     */
    SlackForm open(RoutingContext context) throws Malformed {
        team.checkConfigured();
        RawBody body = RawBody.of(context);
        secrets.check(context.request().headers(), body);
        return SlackForm.of(body);
    }

    /**
     * Makes sure that it comes from our workspace, as {@link OwnTeam#check}.
     *
     * @throws Refusal 401 if it does not
     */
    void checkTeam(String workspace, String organisation, boolean installedForAll) {
        team.check(workspace, organisation, installedForAll);
    }
}
