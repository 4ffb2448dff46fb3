package dev.wigwag.github;

import dev.wigwag.http.LogLine;
import dev.wigwag.http.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;

/** What a delivery leaves behind for operators: one log line and one count. */
@ApplicationScoped
class DeliveryRecord {
    private static final Logger LOG = Logger.getLogger(GitHubWebhook.class);

    /** Event names come from a header, so they are no label values unless we know them. */
    private static final Set<String> KNOWN =
            Set.of("push", "ping", "package", "registry_package", "issue_comment", "commit_comment");

    private final MeterRegistry metrics;

    DeliveryRecord(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    void answered(Delivery delivery, LogLine line, RestResponse<Answer> response, long begun) {
        finish(delivery, line, response.getEntity().outcome(), response.getStatus(), begun);
        LOG.info(line);
    }

    void refused(Delivery delivery, LogLine line, Problem problem, long begun) {
        finish(delivery, line, problem.slug(), problem.status(), begun);
        LOG.warn(line.add("why", problem.detail()));
    }

    private void finish(Delivery delivery, LogLine line, String outcome, int status, long begun) {
        String event = delivery.event() != null && KNOWN.contains(delivery.event()) ? delivery.event() : "other";
        metrics.counter("wigwag.deliveries", "edge", "github", "event", event, "outcome", outcome)
                .increment();
        line.add("outcome", outcome)
                .add("status", status)
                .add("millis", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
    }
}
