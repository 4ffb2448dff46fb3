package dev.wigwag.slack;

import dev.wigwag.http.Edge;
import dev.wigwag.http.EdgeCheck;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** Turns away what Slack cannot have signed just now, before its body is read. */
@ApplicationScoped
class SlackCheck implements EdgeCheck {
    /** A press brings the whole message along, some 30 kB of it. */
    private static final long BODY_LIMIT = 256 * 1024;

    private static final Set<String> SIGNED = Set.of(SlackCommands.PATH, SlackInteractions.PATH);

    private final SigningSecrets secrets;
    private final OwnTeam team;

    SlackCheck(SigningSecrets secrets, OwnTeam team) {
        this.secrets = secrets;
        this.team = team;
    }

    @Override
    public Edge edge() {
        return Edge.SLACK;
    }

    /** However else these paths may be written, the endpoints look again. */
    @Override
    public void check(HttpServerRequest head) {
        if (SIGNED.contains(head.path())) {
            team.checkConfigured();
            secrets.checkHeaders(head.headers());
        }
    }

    @Override
    public long bodyLimit() {
        return BODY_LIMIT;
    }
}
