package dev.wigwag.flagger;

import dev.wigwag.http.Edge;
import dev.wigwag.http.EdgeCheck;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;

/** Turns away what bears no token, before its body is read. */
@ApplicationScoped
class FlaggerCheck implements EdgeCheck {
    private final FlaggerTokens tokens;

    FlaggerCheck(FlaggerTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public Edge edge() {
        return Edge.FLAGGER;
    }

    @Override
    public void check(HttpServerRequest head) {
        tokens.checkHeaders(head);
    }
}
