package dev.wigwag.knative;

import dev.wigwag.http.LogLine;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.RejectedExecutionException;
import org.jboss.logging.Logger;

/**
 * Answers for Funqy where its own answers would make Knative repeat what can never succeed: 404 and 409 are retried by
 * Knative's dispatcher, a 2xx with a body counts as an error. So junk gets an empty 202, and only what a repeat may cure
 * a 503: an event that could not be acted on now, and our own trouble (a process that stops, or has no memory left), for
 * which no event is to blame.
 */
@ApplicationScoped
public class EventAnswers {
    private static final Logger LOG = Logger.getLogger(EventAnswers.class);

    private final MeterRegistry metrics;

    public EventAnswers(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    /** Before Quarkus' own failure handling, which would answer with a page. */
    void install(@Observes Router router) {
        router.route(HttpMethod.POST, "/").order(-100).failureHandler(this::answer);
    }

    private void answer(RoutingContext context) {
        Throwable failure = context.failure();
        if (has(failure, EventNotTaken.class)) {
            context.response().setStatusCode(503).end();
            return;
        }
        if (has(failure, RejectedExecutionException.class) || has(failure, Error.class)) {
            LOG.error("an event could not be handed to its function", failure);
            count("failed");
            context.response().setStatusCode(503).end();
            return;
        }
        if (context.failed() && context.statusCode() == 413) {
            context.response().setStatusCode(413).end();
            return;
        }
        count("junk");
        LOG.info(LogLine.of("events")
                .add("delivery", context.request().getHeader("ce-id"))
                .add("outcome", "junk")
                .add("what", "no CloudEvent that can be read"));
        context.response().setStatusCode(202).end();
    }

    private void count(String outcome) {
        metrics.counter("wigwag.deliveries", "edge", "events", "event", "other", "outcome", outcome)
                .increment();
    }

    /** Funqy wraps what a function throws, in layers that differ with how it was called. */
    private static boolean has(Throwable failure, Class<? extends Throwable> kind) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
