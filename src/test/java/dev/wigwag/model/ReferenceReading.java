package dev.wigwag.model;

import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.Ready;
import dev.wigwag.rollout.Revision;
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
        return reading.complaints;
    }

    private void read(ModelSource source) {
        List<Rollout> rollouts = ledger.stream()
                .filter(rollout -> rollout.source().equals(source.key))
                .toList();
        Optional<Rollout> present =
                rollouts.stream().filter(rollout -> holds(source, rollout)).findFirst();
        if (source.current != null && present.isEmpty()) {
            complain(source, "no rollout of the present revision " + source.current);
        }
        present.ifPresent(rollout -> readPresent(source, rollout));
        for (Rollout rollout : rollouts) {
            if (!holds(source, rollout) && !rollout.phase().isFinal()) {
                readUnfinished(source, rollout, rollouts, present);
            }
        }
    }

    private static boolean holds(ModelSource source, Rollout rollout) {
        return source.current != null && hash(rollout).equals(source.current.hash());
    }

    private void readPresent(ModelSource source, Rollout rollout) {
        if (rollout.awaitsFold()) {
            complain(source, rollout.key().name() + " was not taken up");
            return;
        }
        Map<ObjectKey, Stage> stages = new HashMap<>();
        rollout.status()
                .stages()
                .forEach(stage -> stages.put(new ObjectKey(stage.kind(), stage.namespace(), stage.name()), stage));
        expect(source, stages.remove(source.key), EnumSet.of(StagePhase.Succeeded), "the source");
        Set<StagePhase> shown = EnumSet.of(StagePhase.Succeeded);
        for (ModelKustomization member : cluster.kustomizations.values()) {
            if (member.source == source) {
                Stage stage = stages.remove(member.key);
                expect(source, stage, phases(member), member.key.name());
                shown.add(stage == null ? StagePhase.Pending : stage.phase());
            }
        }
        // Whoever took part and is gone is shown as deleted.
        stages.forEach((key, stage) -> expect(source, stage, EnumSet.of(StagePhase.Superseded), key.name()));
        if (rollout.phase() != outcome(shown)) {
            complain(
                    source,
                    rollout.key().name() + " is " + rollout.phase() + ", its members make it " + outcome(shown));
        }
    }

    /** Failed beats all; with nothing left to come it has succeeded. */
    private static Phase outcome(Set<StagePhase> shown) {
        if (shown.contains(StagePhase.Failed)) {
            return Phase.Failed;
        }
        EnumSet<StagePhase> open = EnumSet.of(StagePhase.Pending, StagePhase.Progressing, StagePhase.Waiting);
        return shown.stream().anyMatch(open::contains) ? Phase.Progressing : Phase.Succeeded;
    }

    /** The phases a member may be shown in; more than one only where the answer depends on what was seen before. */
    private static Set<StagePhase> phases(ModelKustomization member) {
        Revision wanted = member.source.current;
        boolean applied = isContent(wanted, member.applied);
        boolean attempted = isContent(wanted, member.attempted);
        String reason = member.ready.reason();
        if (member.suspended) {
            return EnumSet.of(applied ? StagePhase.Succeeded : StagePhase.Suspended);
        }
        if (member.ready.state() == Ready.State.Unknown) {
            StagePhase live = applied ? StagePhase.Succeeded : attempted ? StagePhase.Progressing : StagePhase.Pending;
            // A failure stays told while it is tried again, if anybody saw it.
            boolean seen = hasFailed(member, wanted) || member.source.storedAt.equals(member.unusableAt);
            return seen ? EnumSet.of(live, StagePhase.Failed) : EnumSet.of(live);
        }
        if (member.ready.state() == Ready.State.False && !reason.equals("DependencyNotReady")) {
            if (attempted || applied) {
                return EnumSet.of(StagePhase.Failed);
            }
            return reason.equals("ArtifactFailed") ? unusable(member) : EnumSet.of(StagePhase.Pending);
        }
        if (applied) {
            return EnumSet.of(StagePhase.Succeeded);
        }
        return EnumSet.of(
                member.ready.state() == Ready.State.False
                        ? StagePhase.Waiting
                        : attempted ? StagePhase.Progressing : StagePhase.Pending);
    }

    /** One commit may be reached by several tags; what is applied is the commit. */
    private static boolean isContent(Revision wanted, Revision other) {
        return other != null && other.hash().equals(wanted.hash());
    }

    private static boolean hasFailed(ModelKustomization member, Revision wanted) {
        return member.everFailed.stream().anyMatch(failed -> isContent(wanted, failed));
    }

    /** A path that was not found says so of the artifact there was then; within one second nobody can tell which. */
    private static Set<StagePhase> unusable(ModelKustomization member) {
        Instant stored = member.source.storedAt;
        Instant failed = member.ready.since();
        if (failed.equals(stored)) {
            return EnumSet.of(StagePhase.Failed, StagePhase.Pending);
        }
        boolean ofThis = isContent(member.source.current, member.unusable) && failed.isAfter(stored);
        return EnumSet.of(ofThis ? StagePhase.Failed : StagePhase.Pending);
    }

    private void readUnfinished(
            ModelSource source, Rollout rollout, List<Rollout> rollouts, Optional<Rollout> present) {
        String name = rollout.key().name();
        if (rollout.phase() != Phase.Pending || rollout.spec().request() == null) {
            complain(source, name + " is " + rollout.phase() + " and its source is at " + source.current);
            return;
        }
        boolean overtaken = rollouts.stream()
                .anyMatch(other ->
                        pointer(other).equals(pointer(rollout)) && pushed(other).isAfter(pushed(rollout)));
        if (overtaken) {
            complain(source, name + " waits, though a later push of its ref is known");
        }
        boolean fetchedSince = source.ready.state() == Ready.State.True
                && source.storedAt.isAfter(pushed(rollout))
                && present.filter(held -> !pushed(held).isAfter(pushed(rollout)) && heard(held))
                        .isEmpty();
        if (fetchedSince) {
            complain(source, name + " waits, though its source has fetched " + source.current + " since");
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
            complain(source, who + " is shown as " + shown + " and is " + phases);
        }
    }

    private void complain(ModelSource source, String what) {
        complaints.add(source.key.name() + ": " + what);
    }
}
