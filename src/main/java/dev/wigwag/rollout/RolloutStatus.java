package dev.wigwag.rollout;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far the rollout has come ({@code .status}).
 *
 * @param attempt from 1; a revision that comes back gets the next
 * @param request the {@link RolloutSpec#request() request} this attempt belongs to: where the two differ, a further push
 *     has been stored but not yet taken up
 * @param revision the revision for people, {@code main@1648322}
 * @param summary one line for people
 * @param counts how many stages there are in each {@link StagePhase}, those included that {@code stages} leaves out
 * @param showing how the source asks to be shown, and with it every stage that says nothing else; null if it asks for nothing
 * @param stages at most 100 of the stages; of more, those that need somebody's attention
 */
public record RolloutStatus(
        Integer attempt,
        String request,
        String revision,
        Phase phase,
        String summary,
        Map<String, Integer> counts,
        Showing showing,
        List<Stage> stages,
        List<Approval> approvals,
        List<Outlet> outlets,
        List<Condition> conditions) {
    public RolloutStatus {
        counts = counts == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(counts));
        stages = stages == null ? List.of() : List.copyOf(stages);
        approvals = approvals == null ? List.of() : List.copyOf(approvals);
        outlets = outlets == null ? List.of() : List.copyOf(outlets);
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
    }

    /** One whose source asks for nothing. */
    public RolloutStatus(
            Integer attempt,
            String request,
            String revision,
            Phase phase,
            String summary,
            Map<String, Integer> counts,
            List<Stage> stages,
            List<Approval> approvals,
            List<Outlet> outlets,
            List<Condition> conditions) {
        this(attempt, request, revision, phase, summary, counts, null, stages, approvals, outlets, conditions);
    }

    /**
     * The status of a fresh attempt: nothing has happened but the push. Stages, approvals and outlets belong to an attempt.
     *
     * @param kept the runs of Flagger's that outlive the attempt before
     */
    static RolloutStatus pending(int attempt, String request, String revision, String summary, List<Stage> kept) {
        return new RolloutStatus(
                attempt,
                request,
                revision,
                Phase.Pending,
                summary,
                StageLimit.counts(kept),
                kept,
                List.of(),
                List.of(),
                List.of());
    }

    /** This status, knowing the push it belongs to. */
    RolloutStatus heard(String push) {
        return new RolloutStatus(
                attempt, push, revision, phase, summary, counts, showing, stages, approvals, outlets, conditions);
    }

    /** This status with other outlet entries. */
    RolloutStatus showingAt(List<Outlet> entries) {
        return new RolloutStatus(
                attempt, request, revision, phase, summary, counts, showing, stages, approvals, entries, conditions);
    }

    /** This status with other decisions. */
    RolloutStatus deciding(List<Approval> decisions) {
        return new RolloutStatus(
                attempt, request, revision, phase, summary, counts, showing, stages, decisions, outlets, conditions);
    }

    /** This status with another picture; the attempt's own things (approvals, outlets) stay. */
    RolloutStatus showing(Phase phase, String summary, StageLimit.Picture picture, List<Condition> conditions) {
        return new RolloutStatus(
                attempt,
                request,
                revision,
                phase,
                summary,
                picture.counts(),
                showing,
                picture.stages(),
                approvals,
                outlets,
                conditions);
    }

    /** This status with other conditions. */
    RolloutStatus having(List<Condition> others) {
        return showing(phase, summary, new StageLimit.Picture(counts, stages), others);
    }

    /** This status, asking to be shown in another way, with stages that do. */
    RolloutStatus asking(Showing other, List<Stage> others) {
        return new RolloutStatus(
                attempt, request, revision, phase, summary, counts, other, others, approvals, outlets, conditions);
    }
}
