package dev.wigwag.engine;

import dev.wigwag.rollout.Rollout;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Brings one outlet in line: claims it by compare-and-set, waits for its slot, shows the picture, and records that. So of any
 * number of processes one shows it, and one that dies in between leaves a claim that tells the next to look before it repeats
 * anything.
 */
final class BringInLine {
    /** Others may have taken slots between our look at them and our claim; for so long the claim is worth keeping. */
    private static final Duration RACE = Duration.ofSeconds(3);

    /** Somebody else is at it; soon it is known what came of that. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private final OutletsBehind behind;
    private final OutletClaims claims;
    private final OutletPace pace;
    private final OutletSlots slots;
    private final OutletTrouble trouble;
    private final Clock clock;
    private final Pause pause;
    private final MeterRegistry metrics;

    BringInLine(
            Ledger ledger,
            OutletsBehind behind,
            OutletPace pace,
            OutletSlots slots,
            Clock clock,
            Pause pause,
            MeterRegistry metrics) {
        this.behind = behind;
        this.claims = new OutletClaims(ledger, clock);
        this.pace = pace;
        this.slots = slots;
        this.trouble = new OutletTrouble(claims, pace, slots, metrics);
        this.clock = clock;
        this.pause = pause;
        this.metrics = metrics;
    }

    /**
     * Shows the rollout's present state at the face's place, if it may be shown by then.
     *
     * @param patience until when a slot is waited for
     * @return when to come again; empty if there is nothing left to do
     * @throws ClusterException if the ledger could not be read or written
     */
    Optional<Instant> bring(Rollout rollout, Face face, Instant patience) {
        Instant now = clock.instant();
        Instant open = later(behind.notBefore(rollout, face), pace.closedUntil(face));
        if (open.isAfter(now)) {
            return Optional.of(open);
        }
        Instant slot = slots.soonest(face);
        // A slot that is free now begins now, which is a little later than the caller's.
        boolean busy = slot.isAfter(later(patience, clock.instant())) || !pace.enter(face.credential());
        if (busy) {
            if (face.isFinal()) {
                slots.endWaits(face.credential());
            }
            return Optional.of(later(slot, now.plus(SOON)));
        }
        try {
            Optional<OutletClaims.Held> held = claims.take(rollout.key(), stored -> behind.at(stored, face));
            return held.isEmpty() ? Optional.of(now.plus(SOON)) : inTurn(held.get(), patience.plus(RACE));
        } finally {
            pace.leave(face.credential());
        }
    }

    /** Until when nothing can be written with a credential, as far as this process knows; empty if something can. */
    Optional<Instant> closedUntil(String credential) {
        Instant now = clock.instant();
        Instant opens = later(slots.opens(credential), pace.isBusy(credential) ? now.plus(SOON) : now);
        return Optional.of(opens).filter(now::isBefore);
    }

    /** An end waits for the credential. */
    void endWaits(String credential) {
        slots.endWaits(credential);
    }

    private Optional<Instant> inTurn(OutletClaims.Held held, Instant patience) {
        Optional<Instant> slot = slots.reserve(held.face(), patience);
        if (slot.isEmpty()) {
            claims.release(held);
            return Optional.of(slots.soonest(held.face()));
        }
        Duration wait = Duration.between(clock.instant(), slot.get());
        if (!wait.isNegative() && !wait.isZero()) {
            pause.of(wait);
        }
        return show(held);
    }

    private Optional<Instant> show(OutletClaims.Held held) {
        Face face = held.face();
        OutletClaims.Held known = held;
        try {
            if (held.isOpen()) {
                known = held.settled(face.find(held.claim().since()));
            }
            String shown = face.show(known.ref());
            pace.worked(face);
            metrics.counter("wigwag.outlets", "kind", face.kind(), "outcome", "shown")
                    .increment();
            claims.settle(held, entry -> entry.shown(shown, face.digest(), claims.now()));
            return Optional.empty();
        } catch (OutletException failure) {
            return trouble.failed(known, failure);
        } catch (ClusterException failure) {
            throw failure;
        } catch (RuntimeException mistake) {
            return trouble.mistaken(known, mistake);
        } finally {
            slots.done(face);
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
