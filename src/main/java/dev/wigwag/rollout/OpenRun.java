package dev.wigwag.rollout;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The run that Flagger is in the middle of right now, and that the ledger knows for the same: what a person decided on it may
 * be told to Flagger, and nobody else's.
 *
 * @param live the Canary as it was read a moment ago
 * @param rollout the rollout that the run belongs to, as it is stored
 * @param stage its stage there
 */
public record OpenRun(LiveCanary live, Rollout rollout, Stage stage) {
    /**
     * Finds it.
     *
     * @param live just read; with its details where {@link #needsTemplate} says so
     * @param known every rollout of a source that the Canary belongs to
     * @return empty if no run is open, or the ledger has not come so far: what it knows may be of a run that is over
     */
    public static Optional<OpenRun> of(LiveCanary live, List<Rollout> known) {
        if (live.deleting() || !live.phase().isOpen()) {
            return Optional.empty();
        }
        Optional<CanaryBook.Entry> last = CanaryBook.of(known, live.key()).last(live.uid());
        return last.filter(run -> run.isOpen() && RunTurn.of(live, last) == RunTurn.SAME)
                .map(run -> new OpenRun(live, run.rollout(), run.stage()));
    }

    /**
     * Whether the target's template has to be read. Before a run has begun only that tells it from the next: Flagger shows the
     * hashes of the one before, and says nothing of a change that comes meanwhile (reference: flagger.md §7.4). What was decided
     * by then holds for that template alone, to the end.
     */
    public static boolean needsTemplate(LiveCanary live, List<Rollout> known) {
        return live.phase().isOpen()
                && CanaryBook.of(known, live.key())
                        .last(live.uid())
                        .filter(run -> run.progress().marks() != null)
                        .filter(run -> run.progress().marks().spec() == null || isDecidedEarly(run))
                        .isPresent();
    }

    private static boolean isDecidedEarly(CanaryBook.Entry run) {
        return run.rollout().status().approvals().stream()
                .filter(approval -> approval.gate() != Gate.rollout && approval.template() != null)
                .anyMatch(approval -> run.progress().run().equals(approval.run()));
    }

    /** The run's id. */
    public String run() {
        return stage.canary().run();
    }

    /** The gate that holds it up: the live phase says it, or, while that says nothing, what the ledger heard of the run. */
    public Optional<Gate> waitsFor() {
        return switch (live.phase()) {
            case Waiting -> Optional.of(Gate.rollout);
            case WaitingPromotion -> Optional.of(Gate.promotion);
            case Progressing ->
                told().filter(gate -> FlaggerPhase.read(stage.canary().phase()) == FlaggerPhase.Progressing);
            default -> Optional.empty();
        };
    }

    /** The gate that holds it up as the ledger tells people; it may lag behind. */
    public Optional<Gate> told() {
        return stage.canary().waitsFor();
    }

    /** The gates that Flagger asks Wigwag about. */
    public Set<Gate> gates() {
        return Set.copyOf(live.gates());
    }

    /** Flagger's checksum of the run; empty as long as it has not been told. */
    public Optional<String> checksum() {
        return Optional.ofNullable(stage.canary().checksum());
    }

    /** Our digest of the template that starts, as the ledger has it; empty if it could not be read. */
    public Optional<String> template() {
        return Optional.ofNullable(stage.canary().marks()).map(RunMarks::template);
    }

    /** The decisions there are on this run, the latest first. */
    public List<Approval> decisions() {
        return rollout.status().approvals().stream()
                .filter(approval -> Approval.name(live.key()).equals(approval.canary()) && run().equals(approval.run()))
                .sorted(Comparator.comparing(Approval::at).reversed())
                .toList();
    }
}
