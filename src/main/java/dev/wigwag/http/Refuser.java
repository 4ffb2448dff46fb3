package dev.wigwag.http;

import io.quarkus.arc.All;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Answers a request that does not reach its endpoint with a problem, counts it and writes its log line.
 *
 * <p>A sender that is still sending its body would find the connection reset and never read the reason. So the answer goes
 * out at once, the rest of the body is read and thrown away for a moment, and only then the connection is closed.
 */
@Singleton
final class Refuser {

    private static final Logger LOG = Logger.getLogger(Refuser.class);
    private static final Duration LINGER = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final RefusalCounter counter;
    private final List<EdgeCheck> checks;

    Refuser(Vertx vertx, RefusalCounter counter, @All List<EdgeCheck> checks) {
        this.vertx = vertx;
        this.counter = counter;
        this.checks = checks;
    }

    /** Refuses. As long as the body has not been read this is to be called on the request's event loop. */
    void refuse(RoutingContext context, Refusal refusal) {
        boolean sealed = GateSeal.isOn(context);
        Problem problem = sealed ? GateSeal.hold(refusal.problem()) : refusal.problem();
        Optional<Edge> edge = Edge.at(context.normalizedPath());
        counter.count(edge, problem);
        if (refusal.problem().status() != 500) {
            // An unexpected error stands in the log already, with its stack.
            LOG.info(line(context, edge, problem));
        }

        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (response.headWritten()) {
            // Half an answer is out already; only a cut connection still tells that it is not whole.
            context.request().connection().close();
            return;
        }
        byte[] body = sealed ? GateSeal.words(problem.detail()) : problem.json();
        response.setStatusCode(problem.status());
        response.putHeader(HttpHeaders.CONTENT_TYPE, sealed ? GateSeal.MEDIA_TYPE : Problem.MEDIA_TYPE);
        response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length));
        refusal.headers().forEach(response::putHeader);
        send(context, Buffer.buffer(body));
    }

    private void send(RoutingContext context, Buffer body) {
        HttpServerRequest request = context.request();
        HttpServerResponse response = context.response();
        RequestHead head = new RequestHead(request);
        if (request.isEnded() || !head.hasBody()) {
            response.end(body);
            return;
        }
        response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        if (head.waitsForContinue() && !BodyIntake.hasContinued(context)) {
            response.end(body).onComplete(sent -> request.connection().close());
            return;
        }
        response.write(body);
        long timer = vertx.setTimer(LINGER.toMillis(), id -> endAndClose(request));
        request.exceptionHandler(cut -> vertx.cancelTimer(timer));
        request.handler(bytes -> {});
        request.endHandler(done -> {
            vertx.cancelTimer(timer);
            endAndClose(request);
        });
        request.resume();
    }

    /** The header alone would leave closing to the sender. */
    private static void endAndClose(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        if (!response.ended() && !response.closed()) {
            response.end().onComplete(sent -> request.connection().close());
        }
    }

    private String line(RoutingContext context, Optional<Edge> edge, Problem problem) {
        LogLine line = LogLine.of(RefusalCounter.label(edge));
        checks.stream()
                .filter(check -> edge.filter(check.edge()::equals).isPresent())
                .flatMap(check -> check.delivery(context.request()).stream())
                .findFirst()
                .ifPresent(delivery -> line.add("delivery", delivery));
        return line.add("method", context.request().method().name())
                .add("path", context.normalizedPath())
                .add("outcome", problem.slug())
                .add("status", problem.status())
                .add("detail", problem.detail())
                .toString();
    }
}
