package dev.wigwag.engine;

import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.RequestToken;
import dev.wigwag.rollout.Revision;
import dev.wigwag.rollout.Rollout;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Asks Flux once more for a pushed revision that has not come: because the process died before it asked, because nobody
 * handled the request, or because the fetch came too early (GitHub sends a push before every replica of the repository
 * has it). Only the newest push of a source is asked for; the fetch brings what came before it along.
 */
@ApplicationScoped
public class AskAgain {
    /** Between two turns: long enough for a fetch that is under way (Flux's own limit is 60 s), short enough for people. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    /** After so many turns the source's own interval is all that is left; a revision that never comes must not be asked for for ever. */
    static final int TURNS = 10;

    private final Sources sources;
    private final Enrolment enrolment;
    private final SharedRequests requests;
    private final Clock clock;

    public AskAgain(Sources sources, Enrolment enrolment, SharedRequests requests, Clock clock) {
        this.sources = sources;
        this.enrolment = enrolment;
        this.requests = requests;
        this.clock = clock;
    }

    /** Whether a source with this rollout has to be looked at; one without any such has nothing to be asked for. */
    static boolean concerns(Rollout rollout) {
        return rollout.spec().request() != null && (rollout.awaitsFold() || rollout.phase() == Phase.Pending);
    }

    /**
     * Looks at one source and asks if that is due.
     *
     * @param reading forgets what it knows if a rollout is taken up
     * @return whether it asked
     * @throws ClusterException if the cluster could not be read or written
     */
    boolean of(LedgerReading reading) {
        List<Rollout> rollouts = reading.rollouts();
        Optional<Rollout> newest = newest(rollouts);
        // The request for the newest stands for those before it, which the dead process left without a status.
        rollouts.stream()
                .filter(rollout -> rollout.awaitsFold() && rollout.spec().request() != null)
                .filter(rollout -> !rollout.equals(newest.orElse(null)))
                .forEach(rollout -> takeUp(rollout, reading));
        if (newest.isEmpty() || !isWaitedFor(newest.get())) {
            return false;
        }
        Optional<SourceState> state = sources.read(reading.source());
        if (state.isEmpty() || state.get().suspended()) {
            return false;
        }
        return ask(newest.get(), state.get(), reading);
    }

    /** Forgets first: who fails may have written. */
    private void takeUp(Rollout rollout, LedgerReading reading) {
        if (rollout.awaitsFold()) {
            reading.forget();
            enrolment.takeUp(rollout);
        }
    }

    /** The phase of one that was pushed again is that of its attempt before, until somebody has asked. */
    private static boolean isWaitedFor(Rollout rollout) {
        return rollout.awaitsFold() || rollout.phase() == Phase.Pending;
    }

    private boolean ask(Rollout rollout, SourceState source, LedgerReading reading) {
        if (source.current().equals(Revision.read(rollout.spec().revision()))) {
            takeUp(rollout, reading);
            return false;
        }
        Optional<String> due = due(rollout, source);
        due.ifPresent(token -> {
            requests.ask(source.key(), token);
            takeUp(rollout, reading);
        });
        return due.isPresent();
    }

    private Optional<String> due(Rollout rollout, SourceState source) {
        RequestToken first = RequestToken.read(rollout.spec().request());
        if (first == null) {
            return Optional.empty();
        }
        if (rollout.awaitsFold()) {
            return Optional.of(first.toString());
        }
        RequestToken asked = RequestToken.read(source.requestedAt());
        boolean ours = asked != null && asked.stem().equals(first.stem());
        RequestToken last = ours ? asked : first;
        boolean handled = source.handledAt() != null && source.handledAt().equals(source.requestedAt());
        // A fetch may come too early once; one that goes on failing must not use up all turns within seconds.
        boolean tooEarly = handled && last.turn() == 1;
        boolean waitedEnough = pushedBefore(rollout, clock.instant().minus(PATIENCE.multipliedBy(last.turn())));
        if (last.turn() >= TURNS || !(tooEarly || waitedEnough)) {
            return Optional.empty();
        }
        return Optional.of(last.next().toString());
    }

    private static boolean pushedBefore(Rollout rollout, Instant limit) {
        Instant pushed = pushedAt(rollout);
        return pushed != null && pushed.isBefore(limit);
    }

    private static Instant pushedAt(Rollout rollout) {
        return rollout.spec().commit() == null ? null : rollout.spec().commit().pushedAt();
    }

    private static Optional<Rollout> newest(List<Rollout> rollouts) {
        return rollouts.stream()
                .filter(rollout -> rollout.spec().request() != null)
                .max(Comparator.comparing(AskAgain::pushedAt, Comparator.nullsFirst(Comparator.naturalOrder())));
    }
}
