package dev.wigwag.github;

import dev.wigwag.engine.HearPush;
import dev.wigwag.http.Malformed;
import dev.wigwag.http.PayloadReader;
import dev.wigwag.http.Picked;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.util.Set;

/** {@code ping}, which GitHub sends when a hook is made: answered with what a push of that repository would concern. */
@ApplicationScoped
class PingEvent implements EventKind {
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
        Picked fields = PayloadReader.pick(payload, RepositoryFields.paths());
        if (fields.text(RepositoryFields.FULL_NAME) == null) {
            return Understood.ofNoInterest(null, "a ping of no single repository; pushes will be taken");
        }
        RepositoryFields repository = RepositoryFields.of(fields);
        return new Understood(repository.fullName(), null, null, null, () -> hearPush.survey(repository.addresses()));
    }
}
