package dev.wigwag.flagger;

import dev.wigwag.http.LogLine;
import dev.wigwag.http.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** What an event of Flagger leaves behind for operators: one log line and one count. */
@ApplicationScoped
class EventRecord {
    private static final Logger LOG = Logger.getLogger(FlaggerWebhook.class);

    private final MeterRegistry metrics;

    EventRecord(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    /** @param kind null where it did not come to understanding it */
    void answered(MessageKind kind, LogLine line, String outcome, int status, long begun) {
        finish(kind, line, outcome, status, begun);
        LOG.info(line);
    }

    /** @param kind null where it did not come to understanding it */
    void refused(MessageKind kind, LogLine line, Problem problem, long begun) {
        finish(kind, line, problem.slug(), problem.status(), begun);
        LOG.warn(line.add("why", problem.detail()));
    }

    private void finish(MessageKind kind, LogLine line, String outcome, int status, long begun) {
        metrics.counter(
                        "wigwag.deliveries",
                        "edge",
                        "flagger",
                        "event",
                        kind == null ? "other" : kind.name(),
                        "outcome",
                        outcome)
                .increment();
        line.add("outcome", outcome)
                .add("status", status)
                .add("millis", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
    }
}
