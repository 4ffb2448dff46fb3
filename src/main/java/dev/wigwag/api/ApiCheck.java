package dev.wigwag.api;

import dev.wigwag.http.Edge;
import dev.wigwag.http.EdgeCheck;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;

/** Turns readers away that show no token, whatever the path, before a body is read. */
@ApplicationScoped
class ApiCheck implements EdgeCheck {
    private final ApiTokens tokens;

    ApiCheck(ApiTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public Edge edge() {
        return Edge.API;
    }

    @Override
    public void check(HttpServerRequest head) {
        tokens.checkForm(head.headers().getAll(ApiTokens.HEADER));
    }
}
