package dev.wigwag.engine;

import dev.wigwag.rollout.Changes;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.RolloutKey;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/**
 * Has the repository tell what a rollout brings and whom that concerns, and writes it into the rollout's spec. For people only,
 * so nothing waits for it and nothing fails by it: what cannot be told now is tried again later.
 */
@ApplicationScoped
public class TellChanges {
    private static final Logger LOG = Logger.getLogger(TellChanges.class);
    private static final int TRIES = 5;

    /** Each may hold a few megabytes and a connection. */
    private static final int AT_ONCE = 2;

    private final Ledger ledger;
    private final Untold untold;
    private final RangeReader reader;
    private final RangePatience patience;
    private final FollowSource followSource;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final Semaphore turns = new Semaphore(AT_ONCE);

    public TellChanges(
            Ledger ledger,
            Builds builds,
            RangeReader reader,
            RangePatience patience,
            FollowSource followSource,
            Clock clock,
            MeterRegistry metrics) {
        this.ledger = ledger;
        this.untold = new Untold(ledger, builds, clock);
        this.reader = reader;
        this.patience = patience;
        this.followSource = followSource;
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * Tells, if there is something to tell that is not told yet.
     *
     * @param until by when a repository has to have answered
     * @return when to come again; empty if there is nothing left to tell
     * @throws ClusterException if the cluster could not be read or written
     */
    public Optional<Instant> tell(RolloutKey key, Instant until) {
        Rollout rollout = reader.isOn() ? ledger.find(key).orElse(null) : null;
        if (rollout == null || !untold.mayBe(rollout)) {
            return Optional.empty();
        }
        Optional<Instant> closed = patience.closedUntil(rollout.source());
        if (closed.isPresent()) {
            return closed;
        }
        if (!turns.tryAcquire()) {
            return Optional.of(patience.soon());
        }
        try {
            Optional<Untold.Question> question = untold.of(rollout);
            return question.isEmpty() ? Optional.empty() : ask(rollout, question.get(), until);
        } finally {
            turns.release();
        }
    }

    private Optional<Instant> ask(Rollout rollout, Untold.Question question, Instant until) {
        try {
            RangeAnswer answer = reader.read(question.range(), until);
            patience.answered(rollout.source());
            boolean told = write(rollout, question.changes(answer), answer);
            if (told) {
                // Whom it leaves alone is shown as unchanged, and nothing else may happen to this source for long.
                followSource.follow(rollout.source());
            }
            count(told ? "told" : "known");
            LOG.infof(
                    "rollout=%s outcome=%s: %s",
                    rollout.key(), told ? "changes-told" : "changes-known", answer.words());
            return Optional.empty();
        } catch (RangeException trouble) {
            Instant again = patience.failed(rollout.source());
            String outcome = trouble.fault().name().toLowerCase(Locale.ROOT);
            count(outcome);
            LOG.warnf(
                    "rollout=%s outcome=changes-%s: %s; tried again at %s",
                    rollout.key(), outcome, trouble.getMessage(), again);
            return Optional.of(again);
        }
    }

    /** A conflict is somebody else's status; a push of the same revision, which asks anew, ends this one. */
    private boolean write(Rollout asked, Changes changes, RangeAnswer answer) {
        Rollout rollout = asked;
        for (int turn = 1; ; turn++) {
            Rollout next = rollout.withSpec(rollout.spec().bringing(changes, answer.impact()));
            if (next.spec().equals(rollout.spec())) {
                return false;
            }
            try {
                ledger.replaceSpec(next);
                return true;
            } catch (ClusterException trouble) {
                if (trouble.fault() != ClusterException.Fault.CONFLICT || turn == TRIES) {
                    throw trouble;
                }
            }
            rollout = ledger.find(asked.key()).orElse(null);
            if (rollout == null
                    || !Objects.equals(rollout.spec().request(), asked.spec().request())) {
                return false;
            }
        }
    }

    private void count(String outcome) {
        metrics.counter("wigwag.changes", "outcome", outcome).increment();
    }
}
