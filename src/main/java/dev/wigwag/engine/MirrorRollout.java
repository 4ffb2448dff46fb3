package dev.wigwag.engine;

import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.RolloutKey;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Brings every outlet of a rollout in line with it, ends first. */
@ApplicationScoped
public class MirrorRollout {
    private final Ledger ledger;
    private final OutletsBehind behind;
    private final BringInLine bringInLine;
    private final DryRun dryRun = new DryRun();
    private final boolean dry;

    public MirrorRollout(
            Ledger ledger,
            @All List<Mirror> mirrors,
            OutletPace pace,
            OutletSlots slots,
            Clock clock,
            Pause pause,
            WigwagConfig config,
            MeterRegistry metrics) {
        this.ledger = ledger;
        this.behind = new OutletsBehind(ledger, mirrors);
        this.bringInLine = new BringInLine(ledger, behind, pace, slots, clock, pause, metrics);
        this.dry = config.outlets().dryRun();
    }

    /** Whether there is a place outside that should show the rollout. */
    boolean isShown(Rollout rollout) {
        return behind.isShown(rollout);
    }

    /**
     * Whether something outside does not show the rollout as it is.
     *
     * @param heir the one that took over, if it was overtaken and that one is known
     */
    boolean isBehind(Rollout rollout, Optional<Rollout> heir) {
        return !behind.of(rollout, heir).isEmpty();
    }

    /**
     * Something that has to be shown.
     *
     * @param end whether it is an end
     */
    record Owed(String credential, boolean end) {}

    /**
     * With which credentials something has to be shown of the rollout.
     *
     * @throws ClusterException if the ledger could not be read
     */
    Set<Owed> owed(RolloutKey key) {
        return ledger.find(key).map(behind::of).orElse(List.of()).stream()
                .map(face -> new Owed(face.credential(), face.isFinal()))
                .collect(Collectors.toSet());
    }

    /**
     * Until when nothing can be shown with a credential, as far as is known without asking anybody; empty if something can.
     *
     * @param ends whether an end is to be shown: what is none then stands back
     */
    Optional<Instant> closedUntil(String credential, boolean ends) {
        Optional<Instant> closed = bringInLine.closedUntil(credential);
        if (closed.isPresent() && ends) {
            bringInLine.endWaits(credential);
        }
        return closed;
    }

    /**
     * Shows what is not shown yet and may be shown by then. A dry run only tells the log.
     *
     * @param which of all that is not shown
     * @param patience until when a slot is waited for
     * @return when to come again for what is left; empty if nothing is
     * @throws ClusterException if the ledger could not be read or written
     */
    Optional<Instant> mirror(RolloutKey key, Predicate<Face> which, Instant patience) {
        Rollout rollout = ledger.find(key).orElse(null);
        if (rollout == null) {
            return Optional.empty();
        }
        List<Face> due = behind.of(rollout).stream().filter(which).toList();
        if (dry) {
            due.forEach(face -> dryRun.tell(rollout, face));
            return Optional.empty();
        }
        // One after the other, as showing one may take the slot that the next had seen.
        return due.stream()
                .map(face -> bringInLine.bring(rollout, face, patience))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }
}
