package dev.wigwag.github;

import dev.wigwag.engine.HearPush;
import dev.wigwag.rollout.RepositoryUrl;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.util.Set;

/** {@code ping}, which GitHub sends when a hook is made: answered with what a push of that repository would concern. */
@ApplicationScoped
class PingEvent implements EventKind {
    private static final Set<String> FIELDS = Set.of(
            "/repository/full_name",
            "/repository/html_url",
            "/repository/clone_url",
            "/repository/ssh_url",
            "/repository/git_url");

    private final HearPush hearPush;

    PingEvent(HearPush hearPush) {
        this.hearPush = hearPush;
    }

    @Override
    public Set<String> names() {
        return Set.of("ping");
    }

    @Override
    public Understood read(Delivery delivery, InputStream payload) throws Malformed {
        Picked fields = PayloadReader.pick(payload, FIELDS);
        String repository = fields.text("/repository/full_name");
        if (repository == null) {
            return Understood.ofNoInterest(null, "a ping of no single repository; pushes will be taken");
        }
        Set<RepositoryUrl> addresses = PushPayload.addresses(fields);
        return new Understood(repository, null, null, null, () -> hearPush.survey(addresses));
    }
}
