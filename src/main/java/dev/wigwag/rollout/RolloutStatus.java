package dev.wigwag.rollout;

import java.util.List;

/**
 * How far the rollout has come ({@code .status}).
 *
 * @param attempt from 1; a revision that comes back gets the next
 * @param request the {@link RolloutSpec#request() request} this attempt belongs to: where the two differ, a further push
 *     has been stored but not yet taken up
 * @param revision the revision for people, {@code main@1648322}
 * @param summary one line for people
 */
public record RolloutStatus(
        Integer attempt,
        String request,
        String revision,
        Phase phase,
        String summary,
        List<Stage> stages,
        List<Approval> approvals,
        List<Outlet> outlets,
        List<Condition> conditions) {
    public RolloutStatus {
        stages = stages == null ? List.of() : List.copyOf(stages);
        approvals = approvals == null ? List.of() : List.copyOf(approvals);
        outlets = outlets == null ? List.of() : List.copyOf(outlets);
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
    }

    /** The status of a fresh attempt: nothing has happened but the push. Stages, approvals and outlets belong to an attempt. */
    static RolloutStatus pending(int attempt, String request, String revision, String summary) {
        return new RolloutStatus(
                attempt, request, revision, Phase.Pending, summary, List.of(), List.of(), List.of(), List.of());
    }

    /** This status, knowing the push it belongs to. */
    RolloutStatus heard(String push) {
        return new RolloutStatus(attempt, push, revision, phase, summary, stages, approvals, outlets, conditions);
    }
}
