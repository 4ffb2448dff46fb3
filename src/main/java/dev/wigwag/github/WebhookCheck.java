package dev.wigwag.github;

import dev.wigwag.http.Edge;
import dev.wigwag.http.EdgeCheck;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Turns deliveries away that no secret can have signed, before their body is read. */
@ApplicationScoped
class WebhookCheck implements EdgeCheck {
    private final WebhookSecrets secrets;

    WebhookCheck(WebhookSecrets secrets) {
        this.secrets = secrets;
    }

    @Override
    public Edge edge() {
        return Edge.GITHUB;
    }

    @Override
    public void check(HttpServerRequest head) {
        secrets.checkHeaders(head);
    }

    @Override
    public Optional<String> delivery(HttpServerRequest head) {
        return Optional.of(Delivery.of(head).id());
    }
}
