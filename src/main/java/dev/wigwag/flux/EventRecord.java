package dev.wigwag.flux;

import dev.wigwag.http.LogLine;
import dev.wigwag.http.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;

/** What an event of Flux leaves behind for operators: one log line and one count. */
@ApplicationScoped
class EventRecord {
    private static final Logger LOG = Logger.getLogger(FluxWebhook.class);

    private final MeterRegistry metrics;

    EventRecord(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    /** @param event null where it did not come to reading it */
    void answered(FluxEvent event, LogLine line, RestResponse<FluxAnswer> response, long begun) {
        finish(event, line, response.getEntity().outcome(), response.getStatus(), begun);
        LOG.info(line);
    }

    /** @param event null where it did not come to reading it */
    void refused(FluxEvent event, LogLine line, Problem problem, long begun) {
        finish(event, line, problem.slug(), problem.status(), begun);
        LOG.warn(line.add("why", problem.detail()));
    }

    private void finish(FluxEvent event, LogLine line, String outcome, int status, long begun) {
        // Kinds come from the body, so they are no label values unless we know them.
        String kind = event != null && FluxKind.named(event.object().kind()).isPresent()
                ? event.object().kind()
                : "other";
        metrics.counter("wigwag.deliveries", "edge", "flux", "event", kind, "outcome", outcome)
                .increment();
        line.add("outcome", outcome)
                .add("status", status)
                .add("millis", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
    }
}
