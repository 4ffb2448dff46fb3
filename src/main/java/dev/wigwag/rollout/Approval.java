package dev.wigwag.rollout;

import java.time.Instant;
import java.util.Objects;

/**
 * A person's decision on a gate ({@code .status.approvals[]}).
 *
 * @param gate the gate it opens
 * @param canary {@code namespace/name}
 * @param run the run it is for, and for no other
 * @param by who, for example {@code slack:U024BE7LH}
 * @param reason in the person's own words; null if none was given
 * @param until when it lapses if Flagger has not come for it
 * @param used when Flagger came for it first; from then on it holds to the end of the run. Null before
 * @param checksum Flagger's checksum of the run, as far as it was known then; null if it was not
 * @param template our digest of the template that was waiting to start; null if the run had begun by then
 */
public record Approval(
        Gate gate,
        String canary,
        String run,
        Decision decision,
        String by,
        Instant at,
        String reason,
        Instant until,
        Instant used,
        String checksum,
        String template) {
    /** What was decided. */
    public enum Decision {
        approve,
        rollback;

        /** The only decision that opens this gate. */
        static Decision on(Gate gate) {
            return gate == Gate.rollback ? rollback : approve;
        }
    }

    /** Whether it is about this gate of this Canary in this run, alive or not. */
    boolean isOf(Gate asked, ObjectKey which, String whichRun) {
        return gate == asked
                && canary.equals(name(which))
                && Objects.equals(run, whichRun)
                && decision == Decision.on(asked);
    }

    /** Whether it has not lapsed: Flagger came for it in time, or still may. */
    boolean holdsAt(Instant now) {
        return used != null || until != null && now.isBefore(until);
    }

    /** The same, Flagger having come for it. */
    public Approval usedAt(Instant now) {
        return new Approval(gate, canary, run, decision, by, at, reason, until, now, checksum, template);
    }

    /** How a Canary is named in approvals: {@code namespace/name}. */
    public static String name(ObjectKey canary) {
        return canary.namespace() + "/" + canary.name();
    }
}
