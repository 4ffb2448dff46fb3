package dev.wigwag.chatops;

import dev.wigwag.rollout.Annotated;
import dev.wigwag.rollout.CanaryProgress;
import dev.wigwag.rollout.Commit;
import dev.wigwag.rollout.FlaggerPhase;
import dev.wigwag.rollout.Gate;
import dev.wigwag.rollout.LiveCanary;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.RolloutKey;
import dev.wigwag.rollout.RolloutSpec;
import dev.wigwag.rollout.RolloutStatus;
import dev.wigwag.rollout.RunMarks;
import dev.wigwag.rollout.Showing;
import dev.wigwag.rollout.Stage;
import dev.wigwag.rollout.StagePhase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The third run of a Canary, that a push of Ana's started; it waits for promotion unless something else is said. */
record ARun(
        String namespace,
        String name,
        FlaggerPhase phase,
        List<Gate> gates,
        Annotated annotated,
        List<String> approvers,
        String spec) {
    static final Instant BEGAN = World.NOON.plusSeconds(60);

    static ARun waiting(String namespace, String name) {
        return new ARun(
                namespace,
                name,
                FlaggerPhase.WaitingPromotion,
                List.of(Gate.promotion, Gate.rollback),
                Annotated.NOTHING,
                List.of(),
                "v2");
    }

    ARun in(FlaggerPhase other) {
        return new ARun(namespace, name, other, gates, annotated, approvers, spec);
    }

    ARun asking(Gate... some) {
        return new ARun(namespace, name, phase, List.of(some), annotated, approvers, spec);
    }

    /** Its own annotation, as it is now. */
    ARun annotated(String... ids) {
        Annotated own = new Annotated(null, null, null, List.of(ids), List.of());
        return new ARun(namespace, name, phase, gates, own, approvers, spec);
    }

    /** What the ledger holds of the annotations. */
    ARun narrowedTo(String... ids) {
        return new ARun(namespace, name, phase, gates, annotated, List.of(ids), spec);
    }

    String run() {
        return "uid-" + name + "-3";
    }

    ObjectKey key() {
        return new ObjectKey("Canary", namespace, name);
    }

    /** What stands in the ledger, with the rest of the rollout. */
    Rollout rollout() {
        Commit commit = new Commit(
                World.SHA,
                "Raise replicas <!channel>\n\nmore",
                "Ana",
                "ana@example.org",
                "ana",
                World.NOON,
                null,
                null,
                null);
        return new Rollout(
                new RolloutKey("flux-system", "gitops-" + namespace + "-" + name),
                new RolloutSpec(new RolloutSpec.Source("GitRepository", "gitops"), World.REVISION, null, commit, null),
                new RolloutStatus(
                        1,
                        null,
                        "main@1648322",
                        Phase.Waiting,
                        "2/3 ready, " + name + "." + namespace + " canary waits for approval to promote",
                        null,
                        List.of(
                                stage("Kustomization", "flux-system", "apps", StagePhase.Succeeded),
                                stage("HelmRelease", "flux-system", "cache", StagePhase.Succeeded),
                                canaryStage()),
                        null,
                        null,
                        null),
                null);
    }

    LiveCanary live() {
        return new LiveCanary(
                key(),
                "uid-" + name,
                new ObjectKey("Kustomization", "flux-system", "apps"),
                new ObjectKey("Deployment", namespace, name),
                false,
                false,
                phase,
                BEGAN,
                BEGAN,
                spec,
                "v1",
                "",
                Set.of(),
                phase == FlaggerPhase.Progressing ? 20 : 0,
                0,
                5,
                phase == FlaggerPhase.Progressing ? 2 : 5,
                5,
                Duration.ofSeconds(10),
                null,
                gates,
                annotated,
                Optional.empty());
    }

    private Stage canaryStage() {
        CanaryProgress progress = new CanaryProgress(
                phase.name(),
                run(),
                "7d7b5f964c",
                CanaryProgress.Attribution.certain,
                50,
                5,
                5,
                0,
                5,
                null,
                Map.of(),
                null,
                new RunMarks(BEGAN, BEGAN, BEGAN, spec, null, null),
                null,
                gates);
        Showing showing = approvers.isEmpty() ? null : new Showing(List.of(), null, null, approvers);
        return new Stage(
                "Canary",
                namespace,
                name,
                StagePhase.Waiting,
                "waits for approval to promote",
                BEGAN,
                null,
                progress,
                showing);
    }

    private static Stage stage(String kind, String namespace, String name, StagePhase phase) {
        return new Stage(kind, namespace, name, phase, null, World.NOON, World.NOON.plusSeconds(30), null);
    }
}
