package dev.wigwag.engine;

import dev.wigwag.engine.ClusterException.Fault;
import dev.wigwag.rollout.Fold;
import dev.wigwag.rollout.History;
import dev.wigwag.rollout.LiveView;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Rollout;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Brings every rollout of a source in line with the cluster: one live read, one fold, and a write for each rollout whose
 * status is not what it should be. All signals about a source that come while it is being followed share the next turn.
 *
 * <p>Progress within a phase is written a second after the last write at the earliest, and then as it is by then; another
 * phase or attempt is written at once.
 */
@ApplicationScoped
public class FollowSource {
    private static final int TRIES = 5;

    private final Sources sources;
    private final Ledger ledger;
    private final CanarySight sight;
    private final Namespaces namespaces;
    private final WritePace pace;
    private final Clock clock;
    private final int history;
    private final Counter writes;
    private final OneInFlight<ObjectKey, LedgerReading, Integer> turns = new OneInFlight<>();

    public FollowSource(
            Sources sources,
            Ledger ledger,
            CanarySight sight,
            Namespaces namespaces,
            WritePace pace,
            Clock clock,
            WigwagConfig config,
            MeterRegistry metrics) {
        this.sources = sources;
        this.ledger = ledger;
        this.sight = sight;
        this.namespaces = namespaces;
        this.pace = pace;
        this.clock = clock;
        this.history = config.history();
        this.writes = Counter.builder("wigwag.rollout.writes")
                .description("Statuses written because the cluster had moved")
                .register(metrics);
    }

    /**
     * Follows the source as it is now; if somebody is about to do that, leaves it to them.
     *
     * @return how many rollouts were written
     * @throws ClusterException if the cluster could not be read or written
     */
    public int follow(ObjectKey source) {
        return follow(new LedgerReading(ledger, source));
    }

    /**
     * The same for somebody who has read the ledger just now. After a turn of somebody else, which may have written, it is
     * read again.
     */
    int follow(LedgerReading reading) {
        ObjectKey source = reading.source();
        return pace.isWaitedFor(source) ? 0 : turns.share(source, reading, reading.afresh(), this::bring);
    }

    /**
     * Follows a source from a list, Canaries included, that may have aged meanwhile: if the ledger has moved since {@code before}, which was
     * read before the list, the source is read again. Shares no turn, or a hint would be answered from the list.
     *
     * @param reading made for this look
     */
    int follow(LiveView listed, LedgerReading reading, LedgerMoment before) {
        ObjectKey source = listed.source().key();
        List<Rollout> stored = reading.rollouts();
        if (!before.isStill(source, stored)) {
            return follow(reading);
        }
        try {
            return write(reading, listed, false);
        } catch (ClusterException trouble) {
            if (trouble.fault() != Fault.CONFLICT) {
                throw trouble;
            }
            reading.forget();
            return follow(reading);
        }
    }

    /** On a conflict both sides are read again: who wrote first may have known more. */
    private int bring(LedgerReading reading) {
        for (int turn = 1; ; turn++) {
            try {
                return look(reading, turn == 1);
            } catch (ClusterException trouble) {
                if (trouble.fault() != Fault.CONFLICT || turn == TRIES) {
                    throw trouble;
                }
                reading.forget();
            }
        }
    }

    /**
     * The ledger is read before the cluster, or a rollout that somebody wrote in between would be folded with a view older
     * than what is written there.
     */
    private int look(LedgerReading reading, boolean paced) {
        reading.rollouts();
        return sources.view(reading.source())
                .map(view -> write(reading, sight.with(view), paced))
                .orElse(0);
    }

    /** The address is read only for a revision that nobody has told us of. */
    private Optional<Rollout> found(List<Rollout> stored, LiveView view, Instant now) {
        Optional<Rollout> found = Fold.adopted(stored, view, null, now);
        return found.isEmpty()
                ? found
                : Fold.adopted(
                        stored, view, sources.address(view.source().key()).orElse(null), now);
    }

    private int write(LedgerReading reading, LiveView seen, boolean paced) {
        List<Rollout> read = reading.rollouts();
        LiveView first = sight.whole(read, seen).in(namespaces.annotated());
        Instant now = clock.instant();
        List<Rollout> stored = new ArrayList<>(read);
        List<Rollout> known = new ArrayList<>(stored);
        Optional<Rollout> found = found(stored, first, now);
        found.ifPresent(rollout -> {
            Rollout created = ledger.create(rollout);
            stored.add(created);
            known.add(created.withStatus(rollout.status()));
        });
        // What this look brings back to life may have changed what a Canary looks after.
        List<Rollout> early = Fold.of(known, first, now);
        LiveView view = sight.further(early, first);
        List<Rollout> folded = view.equals(first) ? early : Fold.of(known, view, now);
        List<Rollout> news = new ArrayList<>();
        boolean mereProgress = paced && found.isEmpty();
        for (int i = 0; i < stored.size(); i++) {
            if (!Objects.equals(stored.get(i).status(), folded.get(i).status())) {
                news.add(folded.get(i));
                mereProgress &= isMereProgress(stored.get(i), folded.get(i));
            }
        }
        ObjectKey source = view.source().key();
        if (mereProgress && pace.waitFor(source, news.stream().map(Rollout::key).toList())) {
            reading.forget();
            return look(reading, false);
        }
        news.forEach(rollout -> {
            ledger.replaceStatus(rollout);
            pace.wrote(rollout.key());
        });
        sight.used(view);
        writes.increment(news.size());
        History.outlived(folded, history, view.canaries()).stream()
                .filter(rollout -> !isPresent(rollout, view))
                .forEach(ledger::delete);
        return news.size();
    }

    private static boolean isMereProgress(Rollout before, Rollout after) {
        return before.status() != null && before.phase() == after.phase() && before.attempt() == after.attempt();
    }

    /** What the source is at stays, however long ago it was pushed: it would only be found and adopted anew. */
    private static boolean isPresent(Rollout rollout, LiveView view) {
        return rollout.revision()
                .filter(revision ->
                        view.source().current().filter(revision::sameHashAs).isPresent())
                .isPresent();
    }
}
