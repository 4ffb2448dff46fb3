package dev.wigwag.engine;

import dev.wigwag.rollout.Outlet;
import dev.wigwag.rollout.Outlets;
import dev.wigwag.rollout.Rollout;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Compares what should be shown of a rollout with what was shown last. */
final class OutletsBehind {
    private final Ledger ledger;
    private final List<Mirror> mirrors;

    OutletsBehind(Ledger ledger, List<Mirror> mirrors) {
        this.ledger = ledger;
        this.mirrors = List.copyOf(mirrors);
    }

    /** Whether there is a place outside that should show the rollout. */
    boolean isShown(Rollout rollout) {
        return wanted(rollout, Optional.empty()).findAny().isPresent();
    }

    /**
     * What something outside does not show yet. Ends go first: nothing that is on its way may use up the time that one of them
     * needs.
     *
     * @throws ClusterException if the ledger could not be read
     */
    List<Face> of(Rollout rollout) {
        return of(rollout, heirOf(rollout));
    }

    /**
     * The same without reading anything.
     *
     * @param heir the one that took over, if it was overtaken and that one is known
     */
    List<Face> of(Rollout rollout, Optional<Rollout> heir) {
        return wanted(rollout, heir)
                .filter(face -> entry(rollout, face)
                        .filter(outlet -> face.digest().equals(outlet.digest()))
                        .isEmpty())
                .sorted(Comparator.comparing(face -> !face.isFinal()))
                .toList();
    }

    /** What this place does not show yet; empty if nothing. */
    Optional<Face> at(Rollout rollout, Face place) {
        return of(rollout).stream()
                .filter(face ->
                        face.kind().equals(place.kind()) && face.target().equals(place.target()))
                .findFirst();
    }

    /** When the outlet may be brought in line at the soonest, for all that the rollout says of it; the past if now. */
    Instant notBefore(Rollout rollout, Face face) {
        Optional<Outlet> entry = entry(rollout, face);
        Instant free = entry.map(Outlet::claim).map(Outlet.Claim::until).orElse(Instant.EPOCH);
        if (face.isFinal() || entry.map(Outlet::at).isEmpty()) {
            return free;
        }
        int sharers = (int) wanted(rollout, Optional.empty())
                .filter(other -> other.credential().equals(face.credential()))
                .count();
        Instant paced =
                entry.get().at().plus(PictureShare.pace(face, entry.get().shownSoFar(), sharers));
        return paced.isAfter(free) ? paced : free;
    }

    private Stream<Face> wanted(Rollout rollout, Optional<Rollout> heir) {
        return Outlets.isSilent(rollout)
                ? Stream.empty()
                : mirrors.stream().flatMap(mirror -> mirror.faces(rollout, heir).stream());
    }

    private static Optional<Outlet> entry(Rollout rollout, Face face) {
        return Outlets.find(rollout, face.kind(), face.target());
    }

    private Optional<Rollout> heirOf(Rollout rollout) {
        return Outlets.heirOf(rollout).isEmpty()
                ? Optional.empty()
                : Outlets.heirAmong(ledger.of(rollout.source()), rollout);
    }
}
