package dev.wigwag.model;

import dev.wigwag.rollout.CanaryProgress.Attribution;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.RolloutKey;
import dev.wigwag.rollout.Stage;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Watches every write for what it says of runs: their numbers only rise, none changes its outcome, none is told twice, and
 * none belongs to a revision that came after it began. Two replicas at work at once may give a run to two rollouts; that
 * none of it is left is read at the end, by {@link ReferenceRuns}.
 */
final class RunWatch {
    /** A run as the ledger calls it. The ledger is kept by source, and so are the numbers of its runs. */
    private record Id(ObjectKey source, String run) {}

    private static final Set<String> KEEPS_ITS_STEP = Set.of("Promoting", "Finalising", "Succeeded");

    private static final class Known {
        final RolloutKey rollout;
        final int number;
        final Set<ModelRun> truth;
        String outcome;
        int step;

        Known(RolloutKey rollout, int number, Set<ModelRun> truth) {
            this.rollout = rollout;
            this.number = number;
            this.truth = truth;
        }
    }

    final Set<String> complaints = new LinkedHashSet<>();
    /** With everything told at once and in order, the owner is known exactly. */
    boolean everythingIsHeard;

    private final ModelCluster cluster;
    private final Map<Id, Known> known = new HashMap<>();
    /** The runs there were whenever the replica at work looked. */
    private Set<ModelRun> seen = new HashSet<>();

    RunWatch(ModelCluster cluster) {
        this.cluster = cluster;
    }

    /** The replica at work looks at every Canary. */
    void looked() {
        cluster.canaries.values().stream().filter(canary -> canary.run != null).forEach(canary -> seen.add(canary.run));
    }

    /** A replica hears something, and has seen nothing yet; what it leaves behind in the ledger is looked through. */
    void whileWorking(Runnable works, Supplier<Collection<Rollout>> ledger) {
        Set<ModelRun> ours = seen;
        seen = new HashSet<>();
        try {
            works.run();
        } finally {
            wrote(ledger.get());
            seen = ours;
        }
    }

    /**
     * Stages belong to an attempt, and rollouts of long ago are deleted: the number of a run that the ledger has forgotten
     * may come again.
     */
    private void wrote(Collection<Rollout> ledger) {
        ledger.forEach(this::wrote);
        Set<Id> kept = new HashSet<>();
        for (Rollout rollout : ledger) {
            if (rollout.status() != null) {
                rollout.status().stages().stream()
                        .filter(stage ->
                                stage.canary() != null && stage.canary().run() != null)
                        .forEach(stage ->
                                kept.add(new Id(rollout.source(), stage.canary().run())));
            }
        }
        known.keySet().retainAll(kept);
    }

    private static String uid(String run) {
        return run.substring(0, run.lastIndexOf('-'));
    }

    private static int number(String run) {
        return Integer.parseInt(run.substring(run.lastIndexOf('-') + 1));
    }

    /** A status as it was written. */
    void wrote(Rollout rollout) {
        if (rollout.status() != null) {
            rollout.status().stages().stream()
                    .filter(stage -> stage.canary() != null && stage.canary().run() != null)
                    .forEach(stage -> look(rollout, stage));
        }
    }

    private void look(Rollout rollout, Stage stage) {
        Id id = new Id(rollout.source(), stage.canary().run());
        Known run = known.get(id);
        if (run == null) {
            run = new Known(rollout.key(), number(id.run), begun(rollout, stage));
            known.put(id, run);
        }
        boolean elsewhere = !run.rollout.equals(rollout.key());
        if (elsewhere && everythingIsHeard) {
            complain(id.run + " was of " + run.rollout.name() + " and is of "
                    + rollout.key().name());
        }
        if (elsewhere) {
            return;
        }
        String phase = stage.canary().phase();
        Integer step = stage.canary().step();
        if (KEEPS_ITS_STEP.contains(phase) && run.step > (step == null ? 0 : step)) {
            complain(id.run + " had come to step " + run.step + " and now has " + step + " in " + phase);
        }
        run.step = step == null ? 0 : step;
        if (phase.equals("Succeeded") || phase.equals("Failed")) {
            if (run.outcome != null && !run.outcome.equals(phase)) {
                complain(id.run + " had " + run.outcome + " and now has " + phase);
            }
            run.outcome = phase;
        }
    }

    private Set<ModelRun> begun(Rollout rollout, Stage stage) {
        String run = stage.canary().run();
        String uid = uid(run);
        known.forEach((id, other) -> {
            if (id.source.equals(rollout.source()) && uid(id.run).equals(uid) && other.number >= number(run)) {
                complain(run + " begins after " + id.run);
            }
        });
        Set<ModelRun> truth = new HashSet<>(seen);
        truth.removeIf(one -> !one.canary.uid.equals(uid));
        if (truth.isEmpty()) {
            complain(run + " was seen by nobody");
            return truth;
        }
        Set<ModelRun> told = new HashSet<>();
        known.forEach((id, other) -> {
            if (id.source.equals(rollout.source()) && other.truth.size() == 1) {
                told.addAll(other.truth);
            }
        });
        if (told.containsAll(truth) && truth.stream().noneMatch(one -> one.swallows || one.changedAsItStarted)) {
            complain(run + " in " + rollout.key().name() + " is told twice: " + truth);
        }
        if (truth.stream().allMatch(one -> isLater(rollout, stage, one))) {
            complain(run + " belongs to the later " + rollout.key().name() + " and is " + truth);
        }
        if (everythingIsHeard && truth.stream().noneMatch(one -> isOwner(rollout, stage, one))) {
            complain(run + " belongs to " + rollout.key().name() + " ("
                    + stage.canary().attribution() + ") and is " + truth);
        }
        return truth;
    }

    private boolean isLater(Rollout rollout, Stage stage, ModelRun run) {
        Instant came = cluster.firstHeld.get(
                rollout.source() + " " + rollout.revision().orElseThrow().hash());
        return stage.canary().attribution() != Attribution.none && came != null && came.isAfter(run.began);
    }

    private static boolean isOwner(Rollout rollout, Stage stage, ModelRun run) {
        if (!rollout.source().equals(run.source)) {
            return true;
        }
        boolean none = stage.canary().attribution() == Attribution.none;
        boolean over = stage.until() != null;
        if (!run.by.isEmpty()) {
            // Of what is over when first seen nobody can tell whether the run before had ended by itself.
            return none && (over && run.carriesOn || run.byHelmUntold)
                    || !none && run.by.contains(rollout.revision().orElseThrow().hash());
        }
        // Right after Flux has changed the target, a hand cannot be told from it, nor in a run that is over when first
        // seen.
        return none || (run.soonAfterFlux || over) && stage.canary().attribution() == Attribution.inferred;
    }

    private void complain(String what) {
        complaints.add(what);
    }
}
