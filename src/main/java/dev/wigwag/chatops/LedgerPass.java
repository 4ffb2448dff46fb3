package dev.wigwag.chatops;

import dev.wigwag.engine.Ledger;
import dev.wigwag.rollout.Rollout;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Goes through what somebody can speak of in the ledger, who waits for the answer: only so far, whatever there is. */
@ApplicationScoped
class LedgerPass {
    static final int MOST = 3_000;

    /** Slack gives three seconds for everything, and something has to be done with what is found. */
    static final Duration PATIENCE = Duration.ofMillis(1500);

    private static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Enough() {
            super("enough was seen", null, false, false);
        }
    }

    private final Ledger ledger;
    private final Clock clock;

    LedgerPass(Ledger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Shows rollouts in no particular order.
     *
     * @param speaker for whom; those of sources beyond the {@linkplain Speaker#reach reach} do not exist
     * @param visitor gives whether to go on
     * @return whether all were shown that the visitor wanted to see; false if there were more than {@value #MOST}, or it
     *     took too long
     * @throws dev.wigwag.engine.ClusterException if the ledger could not be read
     */
    boolean over(Speaker speaker, Predicate<Rollout> visitor) {
        Instant end = clock.instant().plus(PATIENCE);
        int[] seen = {0};
        boolean[] wanted = {true};
        try {
            reached(speaker, rollout -> {
                if (seen[0]++ == MOST || clock.instant().isAfter(end)) {
                    throw new Enough();
                }
                wanted[0] = visitor.test(rollout);
                if (!wanted[0]) {
                    throw new Enough();
                }
            });
        } catch (Enough enough) {
            return !wanted[0];
        }
        return true;
    }

    private void reached(Speaker speaker, Consumer<Rollout> visitor) {
        if (speaker.reach().isEmpty()) {
            ledger.forEach(visitor);
        } else {
            speaker.reach().get().forEach(source -> ledger.of(source).forEach(visitor));
        }
    }
}
