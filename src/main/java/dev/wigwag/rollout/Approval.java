package dev.wigwag.rollout;

import java.time.Instant;

/**
 * A person's decision on a gate ({@code .status.approvals[]}).
 *
 * @param gate rollout, traffic, promotion or rollback
 * @param canary {@code namespace/name}
 * @param run the run it is for, and for no other
 * @param by who, for example {@code slack:U024BE7LH}
 * @param until when it lapses
 */
public record Approval(
        String gate,
        String canary,
        String run,
        Decision decision,
        String by,
        Instant at,
        String reason,
        Instant until) {
    /** What was decided. */
    public enum Decision {
        approve,
        rollback
    }
}
