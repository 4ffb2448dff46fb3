package dev.wigwag.model;

import dev.wigwag.rollout.CanaryProgress;
import dev.wigwag.rollout.CanaryProgress.Attribution;
import dev.wigwag.rollout.FlaggerPhase;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.Stage;
import dev.wigwag.rollout.StagePhase;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What the ledger has to say of every Canary, read from the Canary alone: every complaint is a sentence. */
final class ReferenceRuns {
    private record Told(Rollout rollout, Stage stage) {
        CanaryProgress canary() {
            return stage.canary();
        }

        boolean isOf(ModelCanary other) {
            return canary().run() != null && canary().run().startsWith(other.uid + "-");
        }

        int number() {
            return Integer.parseInt(canary().run().substring(canary().run().lastIndexOf('-') + 1));
        }

        boolean isUnderWay() {
            return isOpen(stage) || stage.phase() == StagePhase.Suspended;
        }

        String name() {
            return rollout.key().name() + " " + stage.phase() + " " + canary();
        }
    }

    private final ModelCluster cluster;
    private final Collection<Rollout> ledger;
    private final List<String> complaints = new ArrayList<>();

    private ReferenceRuns(ModelCluster cluster, Collection<Rollout> ledger) {
        this.cluster = cluster;
        this.ledger = ledger;
    }

    static List<String> complaints(ModelCluster cluster, Collection<Rollout> ledger) {
        ReferenceRuns reading = new ReferenceRuns(cluster, ledger);
        for (ModelSource source : cluster.sources.values()) {
            reading.read(source);
        }
        return reading.complaints;
    }

    /** With nothing more to come of anything, nobody waits for a run that Flagger has not begun in its time. */
    static List<String> ofWaits(ModelCluster cluster, Collection<Rollout> ledger) {
        List<String> waits = new ArrayList<>();
        for (ModelSource source : cluster.sources.values()) {
            for (Told told : new ReferenceRuns(cluster, ledger).toldBy(source)) {
                ModelCanary canary = cluster.canaries.get(key(told.stage()));
                boolean busy = canary != null && (canary.phase.isOpen() || canary.suspended);
                if (told.canary().run() == null && told.stage().phase() == StagePhase.Pending && !busy) {
                    waits.add("still waits: " + told.name());
                }
            }
        }
        return waits;
    }

    /** Whether something is still to come of a stage. */
    static boolean isOpen(Stage stage) {
        return EnumSet.of(StagePhase.Pending, StagePhase.Progressing, StagePhase.Waiting)
                .contains(stage.phase());
    }

    static boolean isIncidental(Stage stage) {
        return stage.canary() != null && stage.canary().attribution() == Attribution.none;
    }

    static ObjectKey key(Stage stage) {
        return new ObjectKey(stage.kind(), stage.namespace(), stage.name());
    }

    private List<Told> toldBy(ModelSource source) {
        return ledger.stream()
                .filter(rollout -> rollout.source().equals(source.key) && rollout.status() != null)
                .flatMap(rollout -> rollout.status().stages().stream()
                        .filter(stage -> stage.canary() != null)
                        .map(stage -> new Told(rollout, stage)))
                .toList();
    }

    private void read(ModelSource source) {
        List<Told> all = toldBy(source);
        for (Told told : all) {
            ModelCanary canary = cluster.canaries.get(key(told.stage()));
            boolean there = canary != null
                    && !canary.deleting
                    && cluster.sourceOf(canary).filter(source::equals).isPresent();
            if (!there && told.isUnderWay()) {
                complain("is gone: " + told.name());
            }
        }
        for (ModelCanary canary : cluster.canaries.values()) {
            if (!canary.deleting
                    && cluster.sourceOf(canary).filter(source::equals).isPresent()) {
                read(
                        source,
                        canary,
                        all.stream()
                                .filter(told -> key(told.stage()).equals(canary.key))
                                .toList());
            }
        }
    }

    private void read(ModelSource source, ModelCanary canary, List<Told> all) {
        Optional<Told> last = all.stream().filter(told -> told.isOf(canary)).max(Comparator.comparingInt(Told::number));
        Set<String> ids = new HashSet<>();
        all.stream()
                .filter(told -> told.canary().run() != null)
                .filter(told -> !ids.add(told.canary().run()))
                .forEach(told -> complain("is told in two rollouts: " + told.name()));
        boolean held = ledger.stream()
                .anyMatch(rollout -> rollout.source().equals(source.key)
                        && source.current != null
                        && rollout.revision().orElseThrow().hash().equals(source.current.hash()));
        if (canary.phase.isOpen()) {
            if (last.isPresent()) {
                readOpen(canary, last.get());
            } else if (held) {
                complain(canary.key.name() + " is " + canary.phase + " and nobody shows its run");
            }
        } else if (canary.phase.isOutcome() && held) {
            last.ifPresent(told -> readEnded(canary, told));
        }
        for (Told told : all) {
            boolean current = canary.phase.isOpen() && last.filter(told::equals).isPresent();
            boolean setUp = told.canary().run() == null && told.canary().attribution() == null;
            boolean claim = told.canary().run() == null && told.canary().attribution() != null;
            if (told.isUnderWay() && !current && !claim && !(setUp && isSetUp(canary))) {
                complain(canary.key.name() + " is " + canary.phase + ", not under way is " + told.name());
            }
            if (claim && told.isUnderWay() && told.stage().phase() != StagePhase.Pending && !canary.suspended) {
                complain(canary.key.name() + " is claimed by " + told.name());
            }
        }
    }

    private static boolean isSetUp(ModelCanary canary) {
        return Set.of(FlaggerPhase.None, FlaggerPhase.Initializing, FlaggerPhase.Initialized)
                .contains(canary.phase);
    }

    private void readOpen(ModelCanary canary, Told told) {
        CanaryProgress shown = told.canary();
        boolean equal = canary.phase.name().equals(shown.phase())
                && Objects.equals(shown.weight(), canary.trueWeight())
                && isTrueStep(canary, shown.step())
                && Objects.equals(shown.failedChecks(), canary.failedChecks);
        if (!equal) {
            complain(canary.key.name() + " is " + canary.phase + " " + canary.trueWeight() + " step " + canary.step()
                    + " failed " + canary.failedChecks + " and is shown as " + told.name());
        }
        Set<StagePhase> phases = canary.suspended
                ? EnumSet.of(StagePhase.Suspended)
                : switch (canary.phase) {
                    case Waiting, WaitingPromotion -> EnumSet.of(StagePhase.Waiting);
                    case Progressing -> EnumSet.of(StagePhase.Progressing, StagePhase.Waiting);
                    default -> EnumSet.of(StagePhase.Progressing);
                };
        if (!phases.contains(told.stage().phase())) {
            complain(canary.key.name() + " is " + canary.phase + ", its stage is " + told.name());
        }
    }

    /** Once it is promoted the status does not tell how far it came: then it is as far as somebody has seen it come. */
    private static boolean isTrueStep(ModelCanary canary, Integer shown) {
        int step = shown == null ? 0 : shown;
        return switch (canary.phase) {
            case Promoting, Finalising -> step >= canary.step() && step <= canary.run.reached;
            default -> step == canary.step();
        };
    }

    private void readEnded(ModelCanary canary, Told told) {
        StagePhase phase = canary.phase == FlaggerPhase.Failed ? StagePhase.Failed : StagePhase.Succeeded;
        if (!canary.phase.name().equals(told.canary().phase()) || told.stage().phase() != phase) {
            complain(canary.key.name() + " is " + canary.phase + " and is shown as " + told.name());
        }
    }

    private void complain(String what) {
        complaints.add(what);
    }
}
