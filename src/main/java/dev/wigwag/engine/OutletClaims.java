package dev.wigwag.engine;

import dev.wigwag.engine.ClusterException.Fault;
import dev.wigwag.rollout.Outlet;
import dev.wigwag.rollout.Outlets;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.RolloutKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Who may show something at an outlet right now: whoever wrote a claim into its entry, for as long as that says. */
final class OutletClaims {
    /** Far longer than any call may take, so that nobody who lost a claim is still sending. */
    static final Duration TERM = Duration.ofSeconds(60);

    private static final int TRIES = 6;

    private final Ledger ledger;
    private final Clock clock;
    private final String holder = UUID.randomUUID().toString();

    OutletClaims(Ledger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * A claim of ours.
     *
     * @param face what is to be shown
     * @param ref what names the thing at the far end; null if nothing is known to
     * @param isOpen whether an earlier attempt came to no end that anybody knows of
     */
    record Held(RolloutKey key, Face face, Outlet.Claim claim, String ref, boolean isOpen) {
        /** The same once it is known what came of the earlier attempt: what it made, if anything, took the place of the old. */
        Held settled(Optional<String> found) {
            return new Held(key, face, claim, found.orElse(ref), false);
        }
    }

    /**
     * Claims an outlet. The picture is made of the very version that the claim is written upon; so an older one never follows
     * a newer one.
     *
     * @param wanted what is still to be shown of the rollout as it is stored; empty if nothing is
     * @return empty if nothing is to be shown, or somebody else is at it
     * @throws ClusterException if the ledger could not be read or written
     */
    Optional<Held> take(RolloutKey key, Function<Rollout, Optional<Face>> wanted) {
        for (int turn = 1; turn <= TRIES; turn++) {
            Optional<Rollout> stored = ledger.find(key);
            Optional<Face> face = stored.flatMap(wanted);
            if (face.isEmpty()) {
                return Optional.empty();
            }
            String kind = face.get().kind();
            String target = face.get().target();
            Outlet before = Outlets.find(stored.get(), kind, target).orElse(null);
            Outlet.Claim last = before == null ? null : before.claim();
            if (last != null && clock.instant().isBefore(last.until())) {
                return Optional.empty();
            }
            Instant now = now();
            // What nobody has found out yet may have happened as long ago as the first claim without an end.
            Instant since = last == null ? now : last.since();
            Outlet.Claim claim = new Outlet.Claim(holder, now.plus(TERM), since);
            Outlet entry = before == null ? Outlet.claimed(kind, target, claim) : before.withClaim(claim);
            if (isWritten(Outlets.with(stored.get(), entry, now))) {
                String ref = before == null ? null : before.ref();
                return Optional.of(new Held(key, face.get(), claim, ref, last != null));
            }
        }
        return Optional.empty();
    }

    /**
     * Writes what came of a claim, upon whatever the rollout is by now; an entry that is no longer ours stays.
     *
     * @throws ClusterException if the ledger could not be read or written; the claim then runs out by itself
     */
    void settle(Held held, UnaryOperator<Outlet> change) {
        for (int turn = 1; turn <= TRIES; turn++) {
            Optional<Rollout> stored = ledger.find(held.key());
            Optional<Outlet> ours = stored.flatMap(rollout -> Outlets.find(
                            rollout, held.face().kind(), held.face().target()))
                    .filter(entry -> held.claim().equals(entry.claim()));
            if (ours.isEmpty() || isWritten(Outlets.with(stored.get(), change.apply(ours.get()), now()))) {
                return;
            }
        }
        throw new ClusterException(
                Fault.CONFLICT, held.key() + " changes too often to note what was shown; the tick looks again", null);
    }

    /** Gives a claim back under which nothing was sent; a question that was open before stays open. */
    void release(Held held) {
        settle(held, entry -> entry.withClaim(ended(held)));
    }

    /** What is left of a claim that nobody is sending under: nothing, or that an earlier one's end is still unknown. */
    Outlet.Claim ended(Held held) {
        return held.isOpen()
                ? new Outlet.Claim(held.claim().holder(), now(), held.claim().since())
                : null;
    }

    private boolean isWritten(Rollout next) {
        try {
            ledger.replaceStatus(next);
            return true;
        } catch (ClusterException trouble) {
            if (trouble.fault() == Fault.CONFLICT) {
                return false;
            }
            throw trouble;
        }
    }

    /** As the ledger keeps it. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
