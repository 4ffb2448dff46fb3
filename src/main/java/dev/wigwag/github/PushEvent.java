package dev.wigwag.github;

import dev.wigwag.engine.HearPush;
import dev.wigwag.http.Malformed;
import dev.wigwag.rollout.Push;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.util.Set;

/** {@code push}: the main job. */
@ApplicationScoped
class PushEvent implements EventKind {
    private final HearPush hearPush;

    PushEvent(HearPush hearPush) {
        this.hearPush = hearPush;
    }

    @Override
    public Set<String> names() {
        return Set.of("push");
    }

    @Override
    public Understood read(Delivery delivery, InputStream payload) throws Malformed {
        Push push = PushPayload.read(payload, delivery.id());
        return new Understood(
                push.repository(), push.ref().ref(), push.ref().commit(), null, () -> hearPush.hear(push));
    }
}
