package dev.wigwag.api;

import dev.wigwag.rollout.Approval;
import dev.wigwag.rollout.CanaryProgress;
import dev.wigwag.rollout.Commit;
import dev.wigwag.rollout.Condition;
import dev.wigwag.rollout.Gate;
import dev.wigwag.rollout.Outlet;
import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.RolloutKey;
import dev.wigwag.rollout.RolloutSpec;
import dev.wigwag.rollout.RolloutStatus;
import dev.wigwag.rollout.Stage;
import dev.wigwag.rollout.StagePhase;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Rollouts to be read. */
final class ARollout {
    static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    static final String SHA = "164832204e2e20915ad0a06c23bd19e85287aabd";

    private ARollout() {}

    /** Of the source {@code gitops}, pushed at that time. */
    static Rollout pushed(String namespace, String name, Phase phase, Instant at) {
        return new Rollout(
                new RolloutKey(namespace, name),
                spec(
                        "gitops",
                        new Commit(SHA, "Raise replicas", "Ana", "ana@example.org", "ana", at, null, null, null)),
                status(phase, "all is " + phase, List.of()),
                null);
    }

    /** Of any source, by no push. */
    static Rollout found(String namespace, String name, String source, RolloutStatus status) {
        return new Rollout(new RolloutKey(namespace, name), spec(source, null), status, null);
    }

    /** With something in every field that a reader without a token must not see. */
    static Rollout whole(String namespace, String name) {
        Instant later = NOON.plusSeconds(60);
        CanaryProgress canary = new CanaryProgress(
                "Progressing",
                "0b9d8f1e-3",
                "7d7b5f964c",
                CanaryProgress.Attribution.certain,
                30,
                3,
                5,
                0,
                5,
                later,
                Map.of("old", "podinfo:6.5.0", "new", "podinfo:6.6.0"),
                "",
                null,
                null);
        RolloutStatus status = new RolloutStatus(
                1,
                "wigwag-0123456789abcdef",
                "main@1648322",
                Phase.Progressing,
                "1/2 ready, podinfo.test canary 30% (step 3 of 5)",
                null,
                List.of(
                        new Stage(
                                "Kustomization", "flux-system", "podinfo", StagePhase.Succeeded, "", NOON, later, null),
                        new Stage("Canary", "test", "podinfo", StagePhase.Progressing, null, NOON, null, canary)),
                List.of(new Approval(
                        Gate.promotion,
                        "test/podinfo",
                        "0b9d8f1e-3",
                        Approval.Decision.approve,
                        "slack:U024BE7LH",
                        NOON,
                        "looks good",
                        later,
                        null,
                        null,
                        null)),
                List.of(new Outlet(
                        "slack",
                        "C0123ABCD",
                        "1732330000.123456",
                        "d1",
                        NOON,
                        new Outlet.Claim("wigwag-1", later, later),
                        null,
                        3)),
                List.of(new Condition("Ready", "Unknown", "Progressing", "on its way", NOON)));
        return new Rollout(
                new RolloutKey(namespace, name),
                spec(
                        "gitops",
                        new Commit(SHA, "Raise replicas", "Ana", "ana@example.org", "ana", NOON, null, null, null)),
                status,
                null);
    }

    static RolloutStatus status(Phase phase, String summary, List<Stage> stages) {
        return new RolloutStatus(1, null, "main@1648322", phase, summary, null, stages, null, null, null);
    }

    /** A Canary's stage. */
    static Stage canary(StagePhase phase, Integer weight) {
        CanaryProgress progress = new CanaryProgress(
                "Progressing", "r-1", null, null, weight, null, null, null, null, null, null, null, null, null);
        return new Stage("Canary", "test", "podinfo", phase, null, NOON, null, progress);
    }

    private static RolloutSpec spec(String source, Commit commit) {
        return new RolloutSpec(
                new RolloutSpec.Source("GitRepository", source),
                "main@sha1:" + SHA,
                "https://github.com/JasonMorgan/linkerd-demos",
                commit,
                null);
    }
}
