package dev.wigwag.github;

import dev.wigwag.rollout.CanaryProgress;
import dev.wigwag.rollout.CanaryProgress.Attribution;
import dev.wigwag.rollout.Commit;
import dev.wigwag.rollout.Condition;
import dev.wigwag.rollout.Outlet;
import dev.wigwag.rollout.Outlets;
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

/** Rollouts of the source {@code gitops} to be put into words; each commit's hash is one letter forty times. */
final class ATextRollout {
    static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private ATextRollout() {}

    static Rollout of(char commit, Phase phase, String summary, Stage... stages) {
        return with(commit, phase, summary, List.of(), stages);
    }

    static Rollout superseded(char commit, String reason, String message, String summary, Stage... stages) {
        return with(
                commit,
                Phase.Superseded,
                summary,
                List.of(new Condition("Superseded", "True", reason, message, NOON)),
                stages);
    }

    static Rollout live(char commit, char as, Stage... stages) {
        return with(
                commit,
                Phase.Superseded,
                "live as part of " + revision(as),
                List.of(
                        new Condition("Superseded", "True", "Overtaken", revision(as), NOON),
                        new Condition("Live", "True", "AsPartOf", revision(as), NOON)),
                stages);
    }

    private static Rollout with(char commit, Phase phase, String summary, List<Condition> conditions, Stage... stages) {
        RolloutStatus status = new RolloutStatus(
                1, null, null, phase, summary, Map.of(), List.of(stages), List.of(), List.of(), conditions);
        return new Rollout(new RolloutKey("flux-system", "gitops-" + commit), spec(commit), status, "7");
    }

    /** Pushed a minute later for each letter. */
    private static RolloutSpec spec(char commit) {
        Instant pushed = NOON.plusSeconds(60L * (commit - 'a'));
        return new RolloutSpec(
                new RolloutSpec.Source("GitRepository", "gitops"),
                revision(commit),
                "https://github.com/acme/web",
                new Commit(sha(commit), null, null, null, null, pushed, null, null, null),
                null);
    }

    static String sha(char commit) {
        return String.valueOf(commit).repeat(40);
    }

    static String revision(char commit) {
        return "main@sha1:" + sha(commit);
    }

    static Rollout withSha(Rollout rollout, String sha) {
        RolloutSpec was = rollout.spec();
        Commit commit = sha == null ? null : new Commit(sha, null, null, null, null, null, null, null, null);
        return rollout.withSpec(new RolloutSpec(was.source(), was.revision(), was.repository(), commit, null));
    }

    static Rollout withAttempt(Rollout rollout, int attempt) {
        RolloutStatus was = rollout.status();
        return rollout.withStatus(new RolloutStatus(
                attempt,
                null,
                null,
                was.phase(),
                was.summary(),
                was.counts(),
                was.stages(),
                List.of(),
                List.of(),
                was.conditions()));
    }

    /** The same of another source. */
    static Rollout ofSource(String name, Rollout rollout) {
        RolloutSpec was = rollout.spec();
        return new Rollout(
                new RolloutKey("flux-system", name + rollout.key().name().substring("gitops".length())),
                new RolloutSpec(
                        new RolloutSpec.Source("GitRepository", name),
                        was.revision(),
                        was.repository(),
                        was.commit(),
                        null),
                rollout.status(),
                null);
    }

    /** With an entry for each outlet that has shown something. */
    static Rollout showing(Rollout rollout, Outlet... outlets) {
        Rollout next = rollout;
        for (Outlet outlet : outlets) {
            next = Outlets.with(next, outlet, Instant.EPOCH);
        }
        return next;
    }

    static Stage kustomization(String name, StagePhase phase, String message) {
        return new Stage("Kustomization", "flux-system", name, phase, message, NOON, null, null);
    }

    static Stage canary(StagePhase phase, String message, CanaryProgress progress) {
        return new Stage("Canary", "test", "podinfo", phase, message, NOON, null, progress);
    }

    static CanaryProgress run(String phase, Integer weight, Integer step, Integer steps) {
        return progress(phase, "0b9d8f1e-3", Attribution.certain, weight, step, steps);
    }

    static CanaryProgress incidental() {
        return progress("Progressing", "0b9d8f1e-4", Attribution.none, 10, 1, 5);
    }

    /** Waits for a run to begin. */
    static CanaryProgress claim() {
        return progress(null, null, Attribution.inferred, null, null, null);
    }

    /** Flagger deploys it for the first time. */
    static CanaryProgress setUp() {
        return progress("Initializing", null, null, null, null, null);
    }

    private static CanaryProgress progress(
            String phase, String run, Attribution attribution, Integer weight, Integer step, Integer steps) {
        return new CanaryProgress(
                phase, run, null, attribution, weight, step, steps, null, 5, null, Map.of(), null, null, null);
    }
}
