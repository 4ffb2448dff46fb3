package dev.wigwag.flux;

import dev.wigwag.http.Edge;
import dev.wigwag.http.EdgeCheck;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;

/** Turns events away that no secret can vouch for, before their body is read. */
@ApplicationScoped
class FluxCheck implements EdgeCheck {
    private final FluxSecrets secrets;

    FluxCheck(FluxSecrets secrets) {
        this.secrets = secrets;
    }

    @Override
    public Edge edge() {
        return Edge.FLUX;
    }

    @Override
    public void check(HttpServerRequest head) {
        secrets.checkHeaders(head);
    }
}
