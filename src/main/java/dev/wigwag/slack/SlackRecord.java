package dev.wigwag.slack;

import dev.wigwag.http.LogLine;
import dev.wigwag.http.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** What a command or a press leaves behind for operators: one log line and one count. */
@ApplicationScoped
class SlackRecord {
    private static final Logger LOG = Logger.getLogger(SlackRecord.class);

    private final MeterRegistry metrics;

    SlackRecord(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    /** @param event command or interaction */
    void answered(String event, LogLine line, String outcome, long begun) {
        finish(event, line, outcome, 200, begun);
        LOG.info(line);
    }

    /** @param event command or interaction */
    void refused(String event, LogLine line, Problem problem, long begun) {
        finish(event, line, problem.slug(), problem.status(), begun);
        LOG.warn(line.add("why", problem.detail()));
    }

    private void finish(String event, LogLine line, String outcome, int status, long begun) {
        metrics.counter("wigwag.deliveries", "edge", "slack", "event", event, "outcome", outcome)
                .increment();
        line.add("outcome", outcome)
                .add("status", status)
                .add("millis", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
    }
}
