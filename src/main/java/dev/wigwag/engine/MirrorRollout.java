package dev.wigwag.engine;

import dev.wigwag.engine.OutletException.Fault;
import dev.wigwag.rollout.Outlet;
import dev.wigwag.rollout.Outlets;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.RolloutKey;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Brings every outlet of a rollout in line with it: compares what should be shown with what was shown last, claims the outlet
 * by compare-and-set, shows it, and records that. So of any number of processes one shows a picture, and one that dies in
 * between leaves a claim that tells the next to look before it repeats anything.
 */
@ApplicationScoped
public class MirrorRollout {
    private static final Logger LOG = Logger.getLogger(MirrorRollout.class);
    private static final int WORDS = 300;

    private final Ledger ledger;
    private final List<Mirror> mirrors;
    private final OutletPace pace;
    private final OutletClaims claims;
    private final Clock clock;
    private final MeterRegistry metrics;

    public MirrorRollout(
            Ledger ledger, @All List<Mirror> mirrors, OutletPace pace, Clock clock, MeterRegistry metrics) {
        this.ledger = ledger;
        this.mirrors = mirrors;
        this.pace = pace;
        this.claims = new OutletClaims(ledger, clock);
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Whether there is a place outside that should show the rollout. */
    boolean isShown(Rollout rollout) {
        return !Outlets.isSilent(rollout)
                && mirrors.stream()
                        .anyMatch(mirror ->
                                !mirror.faces(rollout, Optional.empty()).isEmpty());
    }

    /**
     * Whether something outside does not show the rollout as it is.
     *
     * @param heir the one that took over, if it was overtaken and that one is known
     */
    boolean isBehind(Rollout rollout, Optional<Rollout> heir) {
        return behind(rollout, heir).findAny().isPresent();
    }

    /**
     * Shows what is not shown yet and may be shown now.
     *
     * @return whether something is left for later
     * @throws ClusterException if the ledger could not be read or written
     */
    public boolean mirror(RolloutKey key) {
        Optional<Rollout> rollout = ledger.find(key);
        if (rollout.isEmpty()) {
            return false;
        }
        // Ends go first: nothing that is on its way may use up the time that one of them needs.
        List<Face> due = behind(rollout.get(), heirOf(rollout.get()))
                .sorted(Comparator.comparing(face -> !face.isFinal()))
                .toList();
        boolean left = false;
        for (Face face : due) {
            left |= !isTime(rollout.get(), face) || !pace.take(face) || !bring(key, face);
        }
        return left;
    }

    private Stream<Face> behind(Rollout rollout, Optional<Rollout> heir) {
        return Outlets.isSilent(rollout)
                ? Stream.empty()
                : mirrors.stream()
                        .flatMap(mirror -> mirror.faces(rollout, heir).stream())
                        .filter(face -> !isShown(rollout, face));
    }

    private static boolean isShown(Rollout rollout, Face face) {
        return Outlets.find(rollout, face.kind(), face.target())
                .filter(outlet -> face.digest().equals(outlet.digest()))
                .isPresent();
    }

    private boolean isTime(Rollout rollout, Face face) {
        Optional<Instant> next = Outlets.find(rollout, face.kind(), face.target())
                .map(Outlet::at)
                .map(last -> last.plus(face.pace()));
        return face.isFinal() || next.filter(clock.instant()::isBefore).isEmpty();
    }

    /** Whether the outlet shows the rollout's present state now, or never will. */
    private boolean bring(RolloutKey key, Face wanted) {
        Optional<OutletClaims.Held> held = claims.take(
                key,
                stored -> behind(stored, heirOf(stored))
                        .filter(face -> face.kind().equals(wanted.kind())
                                && face.target().equals(wanted.target()))
                        .findFirst());
        return held.isPresent() && show(held.get());
    }

    private boolean show(OutletClaims.Held held) {
        Face face = held.face();
        boolean unsettled = held.isUnsettled();
        try {
            String ref = held.ref();
            if (unsettled) {
                // What the attempt made, if it made anything, took the place of what was known before.
                ref = face.find(held.claim().since()).orElse(ref);
                unsettled = false;
            }
            String shown = face.show(ref);
            pace.called(face);
            count(face, "shown");
            claims.settle(held, entry -> entry.shown(shown, face.digest(), claims.now()));
            return true;
        } catch (OutletException trouble) {
            return failed(held, trouble, unsettled);
        } catch (ClusterException trouble) {
            throw trouble;
        } catch (RuntimeException mistake) {
            LOG.errorf(mistake, "outlet=%s rollout=%s outcome=failed", face.kind(), held.key());
            return failed(
                    held,
                    new OutletException(
                            Fault.UNCLEAR,
                            Duration.ZERO,
                            mistake.getClass().getSimpleName() + ", a mistake of Wigwag's; its log tells where, please"
                                    + " report it"),
                    unsettled);
        }
    }

    private boolean failed(OutletClaims.Held held, OutletException trouble, boolean unsettled) {
        Face face = held.face();
        pace.failed(face, trouble);
        count(face, trouble.fault().name().toLowerCase(Locale.ROOT));
        LOG.warnf(
                "outlet=%s target=\"%s\" rollout=%s outcome=%s: %s",
                face.kind(), face.target(), held.key(), trouble.fault(), trouble.getMessage());
        boolean refused = trouble.fault() == Fault.REFUSED;
        claims.settle(
                held,
                entry -> entry.failed(
                        // What is refused is not tried again until there is something else to show.
                        refused ? face.digest() : entry.digest(),
                        kept(entry.claim(), trouble.fault(), unsettled),
                        cut(trouble.getMessage())));
        return refused;
    }

    /** While it is not known what came of an attempt, the claim stays; once nobody is sending it need hold up nobody. */
    private Outlet.Claim kept(Outlet.Claim claim, Fault fault, boolean unsettled) {
        if (fault == Fault.UNCLEAR) {
            return claim;
        }
        return unsettled ? new Outlet.Claim(claim.holder(), claims.now(), claim.since()) : null;
    }

    private Optional<Rollout> heirOf(Rollout rollout) {
        return Outlets.heirOf(rollout).isEmpty()
                ? Optional.empty()
                : Outlets.heirAmong(ledger.of(rollout.source()), rollout);
    }

    private void count(Face face, String outcome) {
        metrics.counter("wigwag.outlets", "kind", face.kind(), "outcome", outcome)
                .increment();
    }

    private static String cut(String words) {
        return words.length() <= WORDS ? words : words.substring(0, WORDS);
    }
}
