package dev.wigwag.flagger;

import dev.wigwag.engine.GateAnswer;
import dev.wigwag.engine.GateAnswer.Kind;
import dev.wigwag.http.LogLine;
import dev.wigwag.rollout.ObjectKey;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * What Flagger's questions leave behind for operators: a count of each, and a log line where the answer to the same question is
 * another than before. Flagger asks at every look, for days if need be.
 */
@ApplicationScoped
class GateRecord {
    /** Questions whose last answer is remembered; beyond them the one that was longest not asked is forgotten. */
    static final int QUESTIONS = 1_000;

    private static final Logger LOG = Logger.getLogger(FlaggerGates.class);

    private final MeterRegistry metrics;
    private final Map<String, Kind> answers = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Kind> eldest) {
            return size() > QUESTIONS;
        }
    };

    GateRecord(MeterRegistry metrics) {
        this.metrics = metrics;
        Gauge.builder("wigwag.gates.remembered", this, GateRecord::size)
                .description("Flagger's questions whose last answer is remembered, for the log")
                .register(metrics);
    }

    /**
     * Keeps an answer.
     *
     * @param gate a gate's name, or {@code other} for a path that is none
     * @param canary null where it did not come to reading it: each of those is logged
     * @param cause for operators alone; null if there is none
     */
    void answered(String gate, ObjectKey canary, GateAnswer answer, int status, String cause) {
        metrics.counter("wigwag.gates", "gate", gate, "answer", answer.kind().label())
                .increment();
        if (canary == null || isNews(gate + " " + canary, answer.kind())) {
            LOG.info(LogLine.of("flagger")
                    .add("gate", gate)
                    .add("object", canary)
                    .add("outcome", answer.kind().label())
                    .add("status", status)
                    .add("why", answer.why())
                    .add("cause", cause));
        }
    }

    private synchronized int size() {
        return answers.size();
    }

    private synchronized boolean isNews(String question, Kind answer) {
        return answers.put(question, answer) != answer;
    }
}
