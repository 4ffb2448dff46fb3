package dev.wigwag.knative;

import dev.wigwag.http.LogLine;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/**
 * Answers for Funqy where its own answers would make Knative repeat what can never succeed: 404 and 409 are retried by
 * Knative's dispatcher, a 2xx with a body counts as an error. So junk gets an empty 202, and only what a repeat may cure
 * a 503.
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
        if (isNotTaken(context.failure())) {
            context.response().setStatusCode(503).end();
            return;
        }
        if (context.failed() && context.statusCode() == 413) {
            context.response().setStatusCode(413).end();
            return;
        }
        metrics.counter("wigwag.deliveries", "edge", "events", "event", "other", "outcome", "junk")
                .increment();
        LOG.info(LogLine.of("events")
                .add("delivery", context.request().getHeader("ce-id"))
                .add("outcome", "junk")
                .add("what", "no CloudEvent that can be read"));
        context.response().setStatusCode(202).end();
    }

    /** Funqy wraps what a function throws, in layers that differ with how it was called. */
    private static boolean isNotTaken(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof EventNotTaken) {
                return true;
            }
        }
        return false;
    }
}
