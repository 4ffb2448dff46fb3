package dev.wigwag.http;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Counts refusals by edge and reason. Both come from fixed sets, so the number of series is bounded. */
@Singleton
public final class RefusalCounter {

    private final MeterRegistry meters;

    RefusalCounter(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Counts one refusal; an empty edge is a path that belongs to none. */
    void count(Optional<Edge> edge, Problem problem) {
        meters.counter("wigwag.http.refusals", "edge", label(edge), "reason", problem.slug())
                .increment();
    }

    static String label(Optional<Edge> edge) {
        return edge.map(Edge::label).orElse("none");
    }
}
