package dev.wigwag.api;

import dev.wigwag.http.LogLine;
import dev.wigwag.http.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** What a read leaves behind for operators: one log line and one count. */
@ApplicationScoped
class ReadRecord {
    private static final Logger LOG = Logger.getLogger(RolloutsEndpoint.class);

    private final MeterRegistry metrics;

    ReadRecord(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    void answered(String event, LogLine line, long begun) {
        finish(event, line, "answered", 200, begun);
        LOG.info(line);
    }

    void refused(String event, LogLine line, Problem problem, long begun) {
        finish(event, line, problem.slug(), problem.status(), begun);
        LOG.info(line.add("why", problem.detail()));
    }

    private void finish(String event, LogLine line, String outcome, int status, long begun) {
        metrics.counter("wigwag.deliveries", "edge", "api", "event", event, "outcome", outcome)
                .increment();
        line.add("outcome", outcome)
                .add("status", status)
                .add("millis", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
    }
}
