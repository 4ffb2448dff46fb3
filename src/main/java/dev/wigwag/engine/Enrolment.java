package dev.wigwag.engine;

import dev.wigwag.rollout.Push;
import dev.wigwag.rollout.Registration;
import dev.wigwag.rollout.Rollout;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Puts a push into the ledger of one source, by compare-and-set: on a conflict everything is read again. */
@ApplicationScoped
public class Enrolment {
    private static final int TRIES = 6;

    private final Ledger ledger;
    private final Counter conflicts;

    public Enrolment(Ledger ledger, MeterRegistry metrics) {
        this.ledger = ledger;
        this.conflicts = Counter.builder("wigwag.ledger.conflicts")
                .description("Writes that lost against another writer and were decided again")
                .register(metrics);
    }

    /**
     * Decides what the push adds and stores its spec; the status is left to {@link #takeUp}, once Flux has been asked.
     *
     * @return the decision, with the rollout as it is stored
     * @throws ClusterException if it could not be stored
     */
    Registration enrol(Push push, SourceReading reading) {
        SourceState source = reading.source();
        return retried(() -> store(Registration.of(
                push,
                source.key(),
                source.url(),
                reading.expected().orElseThrow(),
                source.holdsArtifact(),
                ledger.of(source.key()))));
    }

    /** Brings the status in line with the spec. What another writer took up meanwhile stays as it is. */
    void takeUp(Rollout stored) {
        AtomicReference<Rollout> seen = new AtomicReference<>(stored);
        retried(() -> {
            Rollout rollout = seen.get();
            if (rollout == null || !rollout.awaitsFold()) {
                return rollout;
            }
            try {
                return ledger.replaceStatus(rollout.takenUp());
            } catch (ClusterException trouble) {
                seen.set(ledger.find(rollout.key()).orElse(null));
                throw trouble;
            }
        });
    }

    private Registration store(Registration decision) {
        if (decision instanceof Registration.Created created) {
            return new Registration.Created(ledger.create(created.rollout()));
        }
        if (decision instanceof Registration.Again again) {
            return new Registration.Again(ledger.replaceSpec(again.rollout()));
        }
        return decision;
    }

    private <T> T retried(Supplier<T> write) {
        for (int turn = 1; ; turn++) {
            try {
                return write.get();
            } catch (ClusterException trouble) {
                if (trouble.fault() != ClusterException.Fault.CONFLICT || turn == TRIES) {
                    throw trouble;
                }
                conflicts.increment();
            }
        }
    }
}
