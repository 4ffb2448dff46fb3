package dev.wigwag.model;

import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.Ready;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.Stage;
import dev.wigwag.rollout.StagePhase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the ledger has to say of a cluster, read from design.md §4 and from nothing that is under test: every complaint is
 * a sentence.
 */
final class ReferenceReading {
    private final ModelCluster cluster;
    private final Collection<Rollout> ledger;
    private final List<String> complaints = new ArrayList<>();

    private ReferenceReading(ModelCluster cluster, Collection<Rollout> ledger) {
        this.cluster = cluster;
        this.ledger = ledger;
    }

    /** What is wrong with this ledger; empty if it equals the cluster. */
    static List<String> complaints(ModelCluster cluster, Collection<Rollout> ledger) {
        ReferenceReading reading = new ReferenceReading(cluster, ledger);
        cluster.sources.values().forEach(reading::read);
        ledger.stream()
                .filter(rollout -> !cluster.sources.containsKey(rollout.source()))
                .forEach(reading::readLeftOver);
        ledger.forEach(reading::readStored);
        reading.complaints.addAll(ReferenceRuns.complaints(cluster, ledger));
        return reading.complaints;
    }

    /** Its source is gone, and so it is over, save a run that goes on as long as who applies its Canary is there. */
    private void readLeftOver(Rollout rollout) {
        boolean runs = rollout.status() != null
                && rollout.status().stages().stream()
                        .anyMatch(stage ->
                                isRunOfItsOwn(stage) && cluster.canaries.containsKey(ReferenceRuns.key(stage)));
        if (!rollout.phase().isFinal() && !runs) {
            complain(rollout.source(), rollout.key().name() + " is " + rollout.phase() + ", its source is gone");
        }
    }

    /** What has to be true of a rollout as it is stored, whatever the cluster is. */
    private void readStored(Rollout rollout) {
        if (rollout.awaitsFold()) {
            complain(rollout.source(), rollout.key().name() + " was not taken up");
            return;
        }
        Map<String, Integer> counts = new TreeMap<>();
        rollout.status().stages().stream()
                .filter(stage -> !ReferenceRuns.isIncidental(stage))
                .forEach(stage -> counts.merge(stage.phase().name(), 1, Integer::sum));
        if (!counts.equals(rollout.status().counts())) {
            complain(
                    rollout.source(),
                    rollout.key().name() + " counts " + rollout.status().counts() + " and shows " + counts);
        }
        String summary = rollout.status().summary();
        if (!summary.matches(summary(rollout.phase(), counts))) {
            complain(rollout.source(), rollout.key().name() + " is " + rollout.phase() + " and says: " + summary);
        }
    }

    /** What people may read of it, as a pattern. */
    private static String summary(Phase phase, Map<String, Integer> counts) {
        int all = counts.values().stream().mapToInt(Integer::intValue).sum();
        int open = counts.getOrDefault("Pending", 0)
                + counts.getOrDefault("Progressing", 0)
                + counts.getOrDefault("Waiting", 0);
        return switch (phase) {
            case Pending -> "(waiting for|suspended: resume) .+";
            case Progressing, Waiting -> (all - open) + "/" + all + " ready(, .+ (waits for|canary) .+)?";
            case Succeeded -> all + "/" + all + " ready(, .+ suspended)?";
            case Failed -> counts.getOrDefault("Failed", 0) + "/" + all + " failed: .+";
            case Superseded ->
                "overtaken by .+|not selected, .+|dropped by a force push|its source was deleted|live as part of .+";
        };
    }

    private void read(ModelSource source) {
        List<Rollout> rollouts = ledger.stream()
                .filter(rollout -> rollout.source().equals(source.key))
                .toList();
        Optional<Rollout> present =
                rollouts.stream().filter(rollout -> holds(source, rollout)).findFirst();
        if (source.current != null && present.isEmpty()) {
            complain(source.key, "no rollout of the present revision " + source.current);
        }
        present.ifPresent(rollout -> readPresent(source, rollout));
        for (Rollout rollout : rollouts) {
            boolean runs = rollout.status() != null
                    && rollout.status().stages().stream().anyMatch(ReferenceReading::isRunOfItsOwn);
            // What has failed beside the run is not taken back by it.
            boolean failed = rollout.phase() == Phase.Failed
                    && rollout.status().stages().stream().anyMatch(stage -> stage.phase() == StagePhase.Failed);
            if (runs && rollout.phase().isFinal() && !failed) {
                complain(source.key, rollout.key().name() + " is " + rollout.phase() + " and its run is open");
            }
            if (!holds(source, rollout) && !rollout.phase().isFinal() && !runs) {
                readUnfinished(source, rollout, rollouts, present);
            }
        }
    }

    /** A revision that the source has left goes on as long as a run that it started, or waits for one. */
    private static boolean isRunOfItsOwn(Stage stage) {
        return stage.canary() != null && !ReferenceRuns.isIncidental(stage) && ReferenceRuns.isOpen(stage);
    }

    private static boolean holds(ModelSource source, Rollout rollout) {
        return source.current != null && hash(rollout).equals(source.current.hash());
    }

    private void readPresent(ModelSource source, Rollout rollout) {
        if (rollout.awaitsFold()) {
            return;
        }
        Map<ObjectKey, Stage> stages = new HashMap<>();
        Set<StagePhase> runs = EnumSet.noneOf(StagePhase.class);
        for (Stage stage : rollout.status().stages()) {
            if (stage.kind().equals("Canary")) {
                if (!ReferenceRuns.isIncidental(stage)) {
                    runs.add(stage.phase());
                }
            } else {
                stages.put(ReferenceRuns.key(stage), stage);
            }
        }
        expect(source, stages.remove(source.key), EnumSet.of(StagePhase.Succeeded), "the source");
        Set<StagePhase> shown = EnumSet.of(StagePhase.Succeeded);
        for (ModelKustomization member : cluster.kustomizations.values()) {
            if (member.source.equals(source.key)) {
                Stage stage = stages.remove(member.key);
                expect(source, stage, ReferenceMembers.phases(member, source), member.key.name());
                shown.add(stage == null ? StagePhase.Pending : stage.phase());
            }
        }
        for (ModelRelease release : cluster.releases.values()) {
            if (cluster.sourceOf(release).filter(source::equals).isPresent()) {
                readRelease(source, release, stages.remove(release.key)).ifPresent(shown::add);
            }
        }
        // Whoever took part and is gone is shown as deleted.
        stages.forEach((key, stage) -> expect(source, stage, EnumSet.of(StagePhase.Superseded), key.name()));
        if (rollout.phase() != outcome(shown, runs)) {
            complain(
                    source.key,
                    rollout.key().name() + " is " + rollout.phase() + ", its members make it " + outcome(shown, runs));
        }
    }

    private Optional<StagePhase> readRelease(ModelSource source, ModelRelease release, Stage stage) {
        ReferenceMembers.Part part = ReferenceMembers.part(release, source);
        String name = release.key.name();
        if (stage == null) {
            if (part == ReferenceMembers.Part.CERTAIN) {
                complain(source.key, name + " has no part, and was changed by " + release.changedBy);
            }
            return Optional.empty();
        }
        if (part == ReferenceMembers.Part.NONE) {
            complain(source.key, name + " has a part, and was not changed by " + source.current);
        }
        expect(source, stage, ReferenceMembers.phases(release, source), name);
        return Optional.of(stage.phase());
    }

    /** Failed beats all; with nothing left to come it has succeeded; a gate is what people have to open. */
    private static Phase outcome(Set<StagePhase> shown, Set<StagePhase> runs) {
        if (shown.contains(StagePhase.Failed) || runs.contains(StagePhase.Failed)) {
            return Phase.Failed;
        }
        if (runs.contains(StagePhase.Waiting)) {
            return Phase.Waiting;
        }
        EnumSet<StagePhase> open = EnumSet.of(StagePhase.Pending, StagePhase.Progressing, StagePhase.Waiting);
        return Stream.concat(shown.stream(), runs.stream()).anyMatch(open::contains)
                ? Phase.Progressing
                : Phase.Succeeded;
    }

    private void readUnfinished(
            ModelSource source, Rollout rollout, List<Rollout> rollouts, Optional<Rollout> present) {
        String name = rollout.key().name();
        // A source that came back has not said yet what it holds.
        boolean unsaid =
                source.current == null && (rollout.phase() == Phase.Progressing || rollout.phase() == Phase.Waiting);
        if (unsaid) {
            return;
        }
        if (rollout.phase() != Phase.Pending || rollout.spec().request() == null) {
            complain(source.key, name + " is " + rollout.phase() + " and its source is at " + source.current);
            return;
        }
        boolean overtaken = rollouts.stream()
                .anyMatch(other ->
                        pointer(other).equals(pointer(rollout)) && pushed(other).isAfter(pushed(rollout)));
        if (overtaken) {
            complain(source.key, name + " waits, though a later push of its ref is known");
        }
        boolean fetchedSince = source.ready.state() == Ready.State.True
                && source.storedAt.isAfter(pushed(rollout))
                && present.filter(held -> !pushed(held).isAfter(pushed(rollout)) && heard(held))
                        .isEmpty();
        if (fetchedSince) {
            complain(source.key, name + " waits, though its source has fetched " + source.current + " since");
        }
    }

    private static boolean heard(Rollout rollout) {
        return rollout.spec().commit() != null && rollout.spec().commit().pushedAt() != null;
    }

    private static Instant pushed(Rollout rollout) {
        return heard(rollout) ? rollout.spec().commit().pushedAt() : Instant.MIN;
    }

    private static String pointer(Rollout rollout) {
        return rollout.revision().orElseThrow().pointer();
    }

    private static String hash(Rollout rollout) {
        return rollout.revision().orElseThrow().hash();
    }

    private void expect(ModelSource source, Stage stage, Set<StagePhase> phases, String who) {
        StagePhase shown = stage == null ? null : stage.phase();
        if (phases.stream().noneMatch(phase -> Objects.equals(phase, shown))) {
            complain(source.key, who + " is shown as " + shown + " and is " + phases);
        }
    }

    private void complain(ObjectKey source, String what) {
        complaints.add(source.name() + ": " + what);
    }
}
