package dev.wigwag.engine;

import dev.wigwag.rollout.ObjectKey;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Asks Flux with one request in flight per object: pushes that come while one is on its way share the next, as far as there
 * are workers to wait for it. So a burst on one repository costs the API server fewer writes than it has pushes.
 */
@ApplicationScoped
public class SharedRequests {
    private final ReconcileRequests requests;
    private final OneInFlight<ObjectKey, String, Boolean> flights = new OneInFlight<>();

    public SharedRequests(ReconcileRequests requests, MeterRegistry metrics) {
        this.requests = requests;
        Gauge.builder("wigwag.requests.in.flight", flights, OneInFlight::inFlight)
                .description("Objects with a reconcile request on its way")
                .register(metrics);
    }

    /** As {@link ReconcileRequests#ask}; a shared request bears the token of whoever came last. */
    public boolean ask(ObjectKey object, String token) {
        return flights.share(object, token, latest -> requests.ask(object, latest));
    }
}
