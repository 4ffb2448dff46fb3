package dev.wigwag.http;

import io.quarkus.vertx.http.runtime.RouteConstants;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.stream.IntStream;

/**
 * Puts seal, gate and collector before every route, and the problem answers behind them.
 *
 * <p>The order is that of Quarkus' own body handler. Of two routes with the same order the one added first goes first, and
 * this event comes before that handler is added, while live reload and configured headers still come earlier.
 */
@Singleton
final class EdgeRoutes {

    private final GateSeal seal;
    private final EdgeGate gate;
    private final BodyCollector collector;
    private final FailureAnswer failures;

    EdgeRoutes(GateSeal seal, EdgeGate gate, BodyCollector collector, FailureAnswer failures) {
        this.seal = seal;
        this.gate = gate;
        this.collector = collector;
        this.failures = failures;
    }

    void install(@Observes Router router) {
        router.route().order(RouteConstants.ROUTE_ORDER_BODY_HANDLER).handler(seal);
        router.route().order(RouteConstants.ROUTE_ORDER_BODY_HANDLER).handler(gate);
        router.route().order(RouteConstants.ROUTE_ORDER_BODY_HANDLER).handler(collector);
        router.route().order(RouteConstants.ROUTE_ORDER_AFTER_DEFAULT).failureHandler(failures);
        // What no route matched does not go through failure handlers.
        IntStream.of(400, 404, 405, 406, 415).forEach(status -> router.errorHandler(status, failures));
    }
}
