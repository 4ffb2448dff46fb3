package dev.wigwag.engine;

import dev.wigwag.engine.OutletException.Fault;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;

/** What follows when a place could not be brought in line: a wait, a word in the entry and in the log, and what may be repeated. */
final class OutletTrouble {
    private static final Logger LOG = Logger.getLogger(OutletTrouble.class);
    private static final int WORDS = 300;

    private final OutletClaims claims;
    private final OutletPace pace;
    private final OutletSlots slots;
    private final MeterRegistry metrics;

    OutletTrouble(OutletClaims claims, OutletPace pace, OutletSlots slots, MeterRegistry metrics) {
        this.claims = claims;
        this.pace = pace;
        this.slots = slots;
        this.metrics = metrics;
    }

    /**
     * Notes that an attempt failed.
     *
     * @return when to try again; empty if there has to be something else to show first
     * @throws ClusterException if the ledger could not be read or written
     */
    Optional<Instant> failed(OutletClaims.Held held, OutletException trouble) {
        Face face = held.face();
        Duration wait = pace.failed(face, trouble.after());
        if (trouble.fault() == Fault.LIMITED) {
            slots.hold(face, wait);
        }
        metrics.counter(
                        "wigwag.outlets",
                        "kind",
                        face.kind(),
                        "outcome",
                        trouble.fault().name().toLowerCase(Locale.ROOT))
                .increment();
        LOG.warnf(
                "outlet=%s target=\"%s\" rollout=%s outcome=%s: %s",
                face.kind(), face.target(), held.key(), trouble.fault(), trouble.getMessage());
        boolean refused = trouble.fault() == Fault.REFUSED;
        claims.settle(
                held,
                entry -> entry.withRef(held.ref())
                        .failed(
                                // What is refused is not tried again until there is something else to show.
                                refused ? face.digest() : entry.digest(),
                                trouble.fault() == Fault.UNCLEAR ? entry.claim() : claims.ended(held),
                                cut(trouble.getMessage())));
        return refused ? Optional.empty() : Optional.of(pace.closedUntil(face));
    }

    /** The same for what should not have happened at all; nobody outside learns more of it than its kind. */
    Optional<Instant> mistaken(OutletClaims.Held held, RuntimeException mistake) {
        LOG.errorf(mistake, "outlet=%s rollout=%s outcome=failed", held.face().kind(), held.key());
        String words =
                mistake.getClass().getSimpleName() + ", a mistake of Wigwag's; its log tells where, please report it";
        return failed(held, new OutletException(Fault.UNCLEAR, Duration.ZERO, words));
    }

    private static String cut(String words) {
        return words.length() <= WORDS ? words : words.substring(0, WORDS);
    }
}
