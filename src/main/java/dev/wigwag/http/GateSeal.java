package dev.wigwag.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;

/**
 * Keeps the promise of Flagger's gates whoever answers: to a POST below {@code /flagger/gates/} nothing leaves but 200, 401 and
 * 403. A 200 makes Flagger go on, or roll back, so it needs the endpoint's own word beside the status; after a 429 or 5xx
 * Flagger loses the reason, tries again, and obeys a {@code Retry-After} without limit (reference: flagger.md §1.2, §11).
 */
@Singleton
public final class GateSeal implements Handler<RoutingContext> {
    /** What its answers are: Flagger repeats a body in its messages as it is. */
    public static final String MEDIA_TYPE = "text/plain;charset=UTF-8";

    /** The path below which every question is one of Flagger's gates. */
    static final String BELOW = "/flagger/gates/";

    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int MAX_WORDS = 200;
    private static final String ON = GateSeal.class.getName() + ".on";
    private static final String VOUCHED = GateSeal.class.getName() + ".vouched";

    private final EdgesConfig edges;

    GateSeal(EdgesConfig edges) {
        this.edges = edges;
    }

    @Override
    public void handle(RoutingContext context) {
        if (edges.serves(Edge.FLAGGER) && isQuestion(context)) {
            context.put(ON, true);
            context.addHeadersEndHandler(headers -> seal(context));
        }
        context.next();
    }

    /**
     * Says that a 200 to this request is meant.
     *
     * @throws IllegalStateException if the request is not sealed: it then did not come to a gate by the way that leads there
     */
    public static void vouch(RoutingContext context) {
        if (!isOn(context)) {
            throw new IllegalStateException("a gate is about to be opened at " + context.normalizedPath());
        }
        context.put(VOUCHED, true);
    }

    /** A reason as it is answered: one short line. */
    public static byte[] words(String reason) {
        return CleanText.line(reason, MAX_WORDS).getBytes(StandardCharsets.UTF_8);
    }

    /** Whether this request may be answered as a gate's only. */
    static boolean isOn(RoutingContext context) {
        return Boolean.TRUE.equals(context.get(ON));
    }

    /** The problem as a gate may answer it. */
    static Problem hold(Problem problem) {
        return problem.as(problem.status() == UNAUTHORIZED ? UNAUTHORIZED : FORBIDDEN);
    }

    private static boolean isQuestion(RoutingContext context) {
        return context.request().method() == HttpMethod.POST
                && context.normalizedPath().startsWith(BELOW);
    }

    private static void seal(RoutingContext context) {
        HttpServerResponse response = context.response();
        response.headers().remove("Retry-After");
        int status = response.getStatusCode();
        boolean open = status == OK && Boolean.TRUE.equals(context.get(VOUCHED));
        if (!open && status != UNAUTHORIZED && status != FORBIDDEN) {
            response.setStatusCode(FORBIDDEN).setStatusMessage("Forbidden");
        }
    }
}
