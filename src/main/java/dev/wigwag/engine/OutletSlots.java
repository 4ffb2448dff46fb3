package dev.wigwag.engine;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;

/**
 * The times at which this process may write to a far end. A slot is reserved among all processes before it is used; one whose
 * holder dies is lost, and no more. Where the others cannot be asked, this process keeps the pace by itself.
 */
@ApplicationScoped
public class OutletSlots {
    private static final Logger LOG = Logger.getLogger(OutletSlots.class);

    /** How long what shows no end stands back for an end that found no slot; that one comes again within it. */
    static final Duration STAND_BACK = Duration.ofSeconds(3);

    private static final int LIMIT = 2_000;

    private final OutletTurns turns;
    private final OwnTurns own = new OwnTurns();
    private final Clock clock;
    private final Counter alone;
    private final AtomicBoolean told = new AtomicBoolean();
    /** Until when only ends get a slot, by credential. */
    private final Map<String, Instant> endsFirst = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > LIMIT;
        }
    };

    public OutletSlots(OutletTurns turns, Clock clock, MeterRegistry metrics) {
        this.turns = turns;
        this.clock = clock;
        this.alone = Counter.builder("wigwag.outlets.alone")
                .description("Slots taken without the other processes, as the Lease could not be read or written")
                .register(metrics);
    }

    /** When the next slot is free, as far as this process has seen; never later than it is. Asks nobody. */
    Instant soonest(Face face) {
        Instant free = own.of(face.credential()).soonest(face.budget(), face.isFinal(), clock.instant());
        Instant others = face.isFinal() ? free : endsUntil(face.credential());
        return others.isAfter(free) ? others : free;
    }

    /** Before that time nothing can be written with the credential, whatever it is. */
    Instant opens(String credential) {
        return own.of(credential).next();
    }

    /** Lets what shows no end stand back for a while, as an end is waiting. */
    void endWaits(String credential) {
        synchronized (endsFirst) {
            endsFirst.put(credential, clock.instant().plus(STAND_BACK));
        }
    }

    /**
     * Reserves the next slot.
     *
     * @param patience until when it is worth waiting for
     * @return when to write; empty if the next slot is later, and then nothing is reserved
     */
    Optional<Instant> reserve(Face face, Instant patience) {
        Instant now = clock.instant();
        OutletAllowance before = change(face.credential(), left -> {
            Instant slot = left.soonest(face.budget(), face.isFinal(), now);
            return slot.isAfter(patience) ? left : left.spentAt(slot, face.budget());
        });
        return Optional.of(before.soonest(face.budget(), face.isFinal(), now)).filter(slot -> !slot.isAfter(patience));
    }

    /** A far end wants to be left alone: that counts for every process. */
    void hold(Face face, Duration wait) {
        Instant now = clock.instant();
        change(face.credential(), left -> left.heldFor(wait, now));
    }

    /** A write is over: it may have taken longer than the slot was, and the far end wants its rest behind it. */
    void done(Face face) {
        Instant now = clock.instant();
        own.change(face.credential(), left -> left.heldFor(face.budget().gap(), now));
    }

    private OutletAllowance change(String credential, UnaryOperator<OutletAllowance> change) {
        try {
            OutletAllowance before = turns.change(credential, change);
            own.change(credential, outdated -> change.apply(before));
            told.set(false);
            return before;
        } catch (ClusterException trouble) {
            alone.increment();
            if (!told.getAndSet(true)) {
                LOG.warnf(
                        "outlets outcome=%s: the pace of calls is not shared with other processes: %s",
                        trouble.fault(), trouble.getMessage());
            }
            return own.change(credential, change);
        }
    }

    private Instant endsUntil(String credential) {
        synchronized (endsFirst) {
            return endsFirst.getOrDefault(credential, Instant.EPOCH);
        }
    }
}
