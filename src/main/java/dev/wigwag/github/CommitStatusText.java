package dev.wigwag.github;

import dev.wigwag.github.CommitStatus.State;
import dev.wigwag.rollout.CanaryProgress.Attribution;
import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.Stage;
import dev.wigwag.rollout.StagePhase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The lines that a rollout has beside its commit: one of the whole, and one of each canary whose run it started. The same
 * rollout gives the same lines, so what is already there need not be posted again.
 */
final class CommitStatusText {
    private final String cluster;
    private final LinkTemplate link;

    /** @param cluster the name of this cluster, part of every context */
    CommitStatusText(String cluster, LinkTemplate link) {
        this.cluster = cluster;
        this.link = link;
    }

    /**
     * The lines, the whole rollout's first; none for a rollout without a commit.
     *
     * @param heir the rollout of the revision that overtook it; empty if none did, or the ledger holds none
     */
    List<CommitStatus> of(Rollout rollout, Optional<Rollout> heir) {
        if (rollout.spec().commit() == null
                || rollout.spec().commit().sha() == null
                || !rollout.spec().commit().sha().matches("[0-9a-fA-F]{40}")) {
            return List.of();
        }
        String target = link.to(rollout, cluster);
        List<CommitStatus> lines = new ArrayList<>();
        Sentence whole = whole(rollout, heir);
        lines.add(CommitStatus.saying(
                whole.state(),
                StatusContext.ofSource(
                        cluster,
                        rollout.key().namespace(),
                        rollout.spec().source().name()),
                whole.words(),
                target));
        // Two stages of one canary would overwrite each other for ever; the later one is the present one.
        Map<String, CommitStatus> canaries = new LinkedHashMap<>();
        for (Stage stage : canaries(rollout)) {
            Sentence sentence = canary(stage, rollout, heir, whole);
            String context = StatusContext.ofCanary(cluster, stage.namespace(), stage.name());
            canaries.put(context, CommitStatus.saying(sentence.state(), context, sentence.words(), target));
        }
        lines.addAll(canaries.values());
        return lines;
    }

    /** A line of its own that says nothing of the rollout but that lines can be written beside its commit. */
    CommitStatus sample(Rollout rollout) {
        return CommitStatus.saying(
                CommitStatus.State.success,
                StatusContext.ofTest(cluster),
                "A test: Wigwag can write here",
                link.to(rollout, cluster));
    }

    private static Sentence whole(Rollout rollout, Optional<Rollout> heir) {
        String summary = rollout.status() == null || rollout.status().summary() == null
                ? "waiting for Flux to fetch " + rollout.shortRevision()
                : rollout.status().summary();
        return switch (rollout.phase()) {
            case Pending, Progressing, Waiting -> Sentence.pending(summary);
            case Succeeded -> Sentence.success(summary);
            case Failed -> Sentence.failure(summary);
            case Superseded -> SupersededText.of(rollout, heir);
        };
    }

    /** A run that did not come to its end takes what became of the same canary in the rollout that took over. */
    private static Sentence canary(Stage stage, Rollout rollout, Optional<Rollout> heir, Sentence whole) {
        if (stage.phase() != StagePhase.Superseded) {
            return CanaryText.of(stage);
        }
        boolean left = rollout.phase() == Phase.Superseded;
        Optional<Stage> next = left && whole.state() == State.error
                ? Optional.empty()
                : heir.flatMap(by -> sameCanary(stage, by)).filter(later -> later.phase() != StagePhase.Superseded);
        if (next.isPresent()) {
            Sentence later = CanaryText.of(next.get());
            return new Sentence(
                    later.state(),
                    later.words() + " as part of " + heir.orElseThrow().shortRevision());
        }
        if (left) {
            return new Sentence(whole.state(), CanaryText.name(stage) + ": " + whole.words());
        }
        // A deleted Canary counts as done.
        return rollout.phase() == Phase.Succeeded
                ? new Sentence(State.success, CanaryText.of(stage).words())
                : CanaryText.of(stage);
    }

    private static Optional<Stage> sameCanary(Stage stage, Rollout heir) {
        return canaries(heir).stream()
                .filter(other -> other.namespace().equals(stage.namespace())
                        && other.name().equals(stage.name()))
                .findFirst();
    }

    /** Runs that no commit started say nothing about this one. */
    private static List<Stage> canaries(Rollout rollout) {
        return rollout.status() == null
                ? List.of()
                : rollout.status().stages().stream()
                        .filter(stage ->
                                stage.canary() != null && stage.canary().attribution() != Attribution.none)
                        .toList();
    }
}
