package dev.wigwag.slack;

import dev.wigwag.rollout.Outlet;
import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.RolloutKey;
import dev.wigwag.rollout.RolloutSpec;
import dev.wigwag.rollout.RolloutStatus;
import dev.wigwag.rollout.Showing;
import dev.wigwag.rollout.Stage;
import dev.wigwag.rollout.StagePhase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Rollouts of {@code GitRepository/flux-system/gitops} to be sent to channels. */
final class Routed {
    private final List<Stage> stages = new ArrayList<>();
    private final List<Outlet> outlets = new ArrayList<>();
    private Showing showing;
    private Phase phase = Phase.Progressing;

    Routed() {
        stages.add(new Stage(
                "GitRepository", "flux-system", "gitops", StagePhase.Succeeded, null, Drawn.NOON, Drawn.NOON, null));
    }

    /** The source asks for this. */
    Routed asking(Showing what) {
        showing = what;
        return this;
    }

    Routed in(Phase other) {
        phase = other;
        return this;
    }

    Routed with(String namespace, String name, StagePhase in, Showing asked) {
        stages.add(new Stage("Kustomization", namespace, name, in, null, Drawn.NOON, null, null, asked));
        return this;
    }

    Routed with(String namespace, String name, Showing asked) {
        return with(namespace, name, StagePhase.Progressing, asked);
    }

    /** The channel has been shown something before. */
    Routed shown(String kind, String channel, String ref) {
        outlets.add(new Outlet(kind, channel, ref, "digest", Drawn.NOON, null, null, null));
        return this;
    }

    static Showing to(String... channels) {
        return new Showing(List.of(channels), null, null);
    }

    static Showing muted(boolean mute) {
        return new Showing(null, mute, null);
    }

    Rollout rollout() {
        Map<String, Integer> counts = new TreeMap<>();
        stages.forEach(stage -> counts.merge(stage.phase().name(), 1, Integer::sum));
        return rollout(counts);
    }

    Rollout rollout(Map<String, Integer> counts) {
        return new Rollout(
                new RolloutKey("flux-system", "gitops-164832204e2e"),
                new RolloutSpec(
                        new RolloutSpec.Source("GitRepository", "gitops"), "main@sha1:" + Drawn.SHA, null, null, null),
                new RolloutStatus(
                        1, null, "main@1648322", phase, "of all", counts, showing, stages, null, outlets, null),
                null);
    }
}
