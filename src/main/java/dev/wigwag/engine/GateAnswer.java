package dev.wigwag.engine;

import dev.wigwag.rollout.CanaryNews;
import java.util.Locale;
import java.util.Optional;

/**
 * What Flagger is answered at a gate.
 *
 * @param why in a sentence for whoever reads Flagger's log; names no person
 * @param looks whether the Canary has to be looked at, as the ledger does not know what Flagger knows
 * @param news what the ledger has to learn of the question; empty if it knows
 */
public record GateAnswer(Kind kind, String why, boolean looks, Optional<CanaryNews> news) {
    /** Every kind of answer; only the first lets Flagger go on. */
    public enum Kind {
        /** A person has decided so, on this very run. */
        OPEN,
        /** Nobody has, or the decision counts no more. */
        HELD,
        /** The run that asks is none that the ledger knows. */
        UNKNOWN_RUN,
        /** Who asks may not, or asks nothing that can be answered. */
        REFUSED,
        /** The answer could not be found, or not in time. */
        FAILED,
        /** Too many ask at once. */
        OVERLOADED;

        /** As in logs and metrics. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** One of which the ledger learns nothing. */
    public static GateAnswer of(Kind kind, String why) {
        return new GateAnswer(kind, why, false, Optional.empty());
    }

    /** The same, the Canary having to be looked at. */
    GateAnswer looking() {
        return new GateAnswer(kind, why, true, news);
    }

    /** The same, with what the ledger has to learn. */
    GateAnswer telling(Optional<CanaryNews> what) {
        return new GateAnswer(kind, why, looks || what.isPresent(), what);
    }
}
