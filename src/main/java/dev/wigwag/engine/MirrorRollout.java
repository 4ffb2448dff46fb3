package dev.wigwag.engine;

import dev.wigwag.engine.ClusterException.Fault;
import dev.wigwag.rollout.Outlet;
import dev.wigwag.rollout.Outlets;
import dev.wigwag.rollout.Revision;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.RolloutKey;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;

/**
 * Brings every outlet of a rollout in line with it: compares what should be shown with what was shown last, claims the outlet
 * by compare-and-set, shows it, and records that. So of any number of processes one shows a picture, and one that dies in
 * between leaves a claim that tells the next to look before it repeats anything.
 */
@ApplicationScoped
public class MirrorRollout {
    private static final Logger LOG = Logger.getLogger(MirrorRollout.class);

    /** Far longer than any call may take, so that nobody who lost a claim is still sending. */
    static final Duration CLAIM = Duration.ofSeconds(60);

    private static final int TRIES = 6;
    private static final int WORDS = 300;

    private final Ledger ledger;
    private final List<Mirror> mirrors;
    private final OutletPace pace;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final String holder = UUID.randomUUID().toString();

    public MirrorRollout(
            Ledger ledger, @All List<Mirror> mirrors, OutletPace pace, Clock clock, MeterRegistry metrics) {
        this.ledger = ledger;
        this.mirrors = mirrors;
        this.pace = pace;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Whether something outside does not show the rollout as it is. */
    public boolean isBehind(Rollout rollout) {
        return behind(rollout, Optional.empty()).findAny().isPresent();
    }

    /**
     * Shows what is not shown yet and may be shown now.
     *
     * @return whether something is left for later
     * @throws ClusterException if the ledger could not be read or written
     */
    public boolean mirror(RolloutKey key) {
        Optional<Rollout> rollout = ledger.find(key);
        if (rollout.isEmpty() || Outlets.isSilent(rollout.get())) {
            return false;
        }
        Optional<Rollout> heir = heirOf(rollout.get());
        List<Face> due = behind(rollout.get(), heir)
                .sorted(Comparator.comparing(face -> !face.isFinal()))
                .toList();
        boolean left = false;
        for (Face face : due) {
            left |= !isTime(rollout.get(), face) || !bring(key, face, heir);
        }
        return left;
    }

    private java.util.stream.Stream<Face> behind(Rollout rollout, Optional<Rollout> heir) {
        return Outlets.isSilent(rollout)
                ? java.util.stream.Stream.empty()
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
        Instant last = Outlets.find(rollout, face.kind(), face.target())
                .map(Outlet::at)
                .orElse(null);
        boolean paced = !face.isFinal() && last != null && clock.instant().isBefore(last.plus(face.pace()));
        return !paced && pace.isOpen(face);
    }

    /** Whether the outlet shows the rollout's present state now, by us or by somebody else. */
    private boolean bring(RolloutKey key, Face wanted, Optional<Rollout> heir) {
        Optional<Claimed> claimed = claim(key, wanted, heir);
        if (claimed.isEmpty()) {
            return false;
        }
        Face face = claimed.get().face();
        Outlet before = claimed.get().before();
        try {
            String ref = before == null ? null : before.ref();
            boolean unclear = ref == null && before != null && before.claim() != null;
            if (unclear) {
                ref = face.find(before.claim().until().minus(CLAIM)).orElse(null);
            }
            String shown = face.show(ref);
            pace.called(face);
            count(face, "shown");
            record(key, face, entry -> new Outlet(face.kind(), face.target(), shown, face.digest(), now(), null, null));
            return true;
        } catch (OutletException trouble) {
            pace.failed(face, trouble);
            count(face, trouble.fault().name().toLowerCase(java.util.Locale.ROOT));
            LOG.warnf(
                    "outlet=%s target=\"%s\" rollout=%s outcome=%s: %s",
                    face.kind(), face.target(), key, trouble.fault(), trouble.getMessage());
            boolean keepClaim = trouble.fault() == OutletException.Fault.UNCLEAR;
            record(
                    key,
                    face,
                    entry -> new Outlet(
                            face.kind(),
                            face.target(),
                            entry.ref(),
                            // What is refused is not tried again until there is something else to show.
                            trouble.fault() == OutletException.Fault.REFUSED ? face.digest() : entry.digest(),
                            entry.at(),
                            keepClaim ? entry.claim() : null,
                            cut(trouble.getMessage())));
            return trouble.fault() == OutletException.Fault.REFUSED;
        }
    }

    private record Claimed(Face face, Outlet before) {}

    /** The picture is made of the very version that the claim is written upon; so an older one never follows a newer one. */
    private Optional<Claimed> claim(RolloutKey key, Face wanted, Optional<Rollout> heir) {
        for (int turn = 1; turn <= TRIES; turn++) {
            Optional<Rollout> stored = ledger.find(key);
            Optional<Face> face = stored.flatMap(rollout -> behind(rollout, heir)
                    .filter(one ->
                            one.kind().equals(wanted.kind()) && one.target().equals(wanted.target()))
                    .findFirst());
            if (face.isEmpty()) {
                return Optional.empty();
            }
            Outlet before =
                    Outlets.find(stored.get(), wanted.kind(), wanted.target()).orElse(null);
            if (before != null
                    && before.claim() != null
                    && clock.instant().isBefore(before.claim().until())) {
                return Optional.empty();
            }
            Outlet.Claim claim = new Outlet.Claim(holder, now().plus(CLAIM));
            Outlet entry = before == null
                    ? new Outlet(wanted.kind(), wanted.target(), null, null, null, claim, null)
                    : new Outlet(
                            before.kind(),
                            before.target(),
                            before.ref(),
                            before.digest(),
                            before.at(),
                            claim,
                            before.error());
            try {
                ledger.replaceStatus(Outlets.with(stored.get(), entry));
                return Optional.of(new Claimed(face.get(), before));
            } catch (ClusterException trouble) {
                if (trouble.fault() != Fault.CONFLICT) {
                    throw trouble;
                }
            }
        }
        return Optional.empty();
    }

    /** Written upon whatever the rollout is by now; an entry that is no longer ours stays. */
    private void record(RolloutKey key, Face face, UnaryOperator<Outlet> change) {
        for (int turn = 1; turn <= TRIES; turn++) {
            Optional<Rollout> stored = ledger.find(key);
            Optional<Outlet> entry = stored.flatMap(rollout -> Outlets.find(rollout, face.kind(), face.target()));
            boolean ours = entry.map(Outlet::claim)
                    .filter(claim -> claim.holder().equals(holder))
                    .isPresent();
            if (!ours) {
                return;
            }
            try {
                ledger.replaceStatus(Outlets.with(stored.get(), change.apply(entry.get())));
                return;
            } catch (ClusterException trouble) {
                if (trouble.fault() != Fault.CONFLICT || turn == TRIES) {
                    throw trouble;
                }
            }
        }
    }

    private Optional<Rollout> heirOf(Rollout rollout) {
        Optional<Revision> by = Outlets.heirOf(rollout);
        return by.flatMap(revision -> ledger.of(rollout.source()).stream()
                .filter(other -> other.revision().filter(revision::sameHashAs).isPresent())
                .findFirst());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private void count(Face face, String outcome) {
        metrics.counter("wigwag.outlets", "kind", face.kind(), "outcome", outcome)
                .increment();
    }

    private static String cut(String words) {
        return words.length() <= WORDS ? words : words.substring(0, WORDS);
    }
}
