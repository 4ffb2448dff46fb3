package dev.wigwag.http;

import io.quarkus.arc.All;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * Collects the body of every request before anything else sees it: within the path's size limit, the time limit and the
 * budget of all bodies in flight. An endpoint behind it has no entity parameter and asks {@link RawBody#of}.
 */
@Singleton
final class BodyCollector implements Handler<RoutingContext> {

    private final HttpConfig config;
    private final BodyBudget budget;
    private final Refuser refuser;
    private final List<EdgeCheck> checks;

    BodyCollector(HttpConfig config, BodyBudget budget, Refuser refuser, @All List<EdgeCheck> checks) {
        this.config = config;
        this.budget = budget;
        this.refuser = refuser;
        this.checks = checks;
    }

    @Override
    public void handle(RoutingContext context) {
        try {
            collect(context);
        } catch (Refusal refusal) {
            refuser.refuse(context, refusal);
        }
    }

    private void collect(RoutingContext context) {
        HttpServerRequest request = context.request();
        Optional<Edge> edge = Edge.at(context.normalizedPath());
        for (EdgeCheck check : checks) {
            if (edge.filter(check.edge()::equals).isPresent()) {
                check.check(request);
            }
        }
        RequestHead head = new RequestHead(request);
        if (!head.hasBody()) {
            BodyIntake.handOver(context, RawBody.EMPTY);
            return;
        }
        long limit = limitOf(edge);
        if (head.contentLength() > limit) {
            throw new Refusal(Problem.bodyTooLarge(limit));
        }
        if (!budget.hasRoomFor(head.contentLength())) {
            throw new Refusal(Problem.noRoomForBody(budget.capacity()));
        }
        BodyBudget.Reservation reservation = budget.reserve();
        ArrivingBody body = new ArrivingBody(limit, head.contentLength(), budget, reservation);
        new BodyIntake(context, body, reservation, config.bodyTimeout(), refuser).start();
    }

    private long limitOf(Optional<Edge> edge) {
        long configured = edge.filter(Edge.GITHUB::equals).isPresent()
                ? config.githubBodyLimit().asLongValue()
                : config.bodyLimit().asLongValue();
        return checks.stream()
                .filter(check -> edge.filter(check.edge()::equals).isPresent())
                .mapToLong(EdgeCheck::bodyLimit)
                .reduce(configured, Math::min);
    }
}
