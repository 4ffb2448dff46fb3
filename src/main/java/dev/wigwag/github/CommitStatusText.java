package dev.wigwag.github;

import dev.wigwag.engine.LinkTemplate;
import dev.wigwag.github.CommitStatus.State;
import dev.wigwag.rollout.CanaryProgress.Attribution;
import dev.wigwag.rollout.Impact;
import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.Stage;
import dev.wigwag.rollout.StagePhase;
import dev.wigwag.rollout.Tally;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The lines that a rollout has beside its commit: one of the whole, one of each canary whose run it started, and those of its
 * Kustomizations. The same
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
        if (!hasCommit(rollout)) {
            return List.of();
        }
        List<CommitStatus> lines = new ArrayList<>();
        lines.add(whole(
                StatusContext.ofSource(
                        cluster,
                        rollout.key().namespace(),
                        rollout.spec().source().name()),
                rollout,
                heir));
        lines.addAll(members(canaries(rollout), rollout, heir));
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

    /** The lines of those of its Kustomizations that it still tells of; none for a rollout without a commit. */
    List<CommitStatus> kustomizations(Rollout rollout, Optional<Rollout> heir) {
        return hasCommit(rollout) ? members(kustomizations(rollout), rollout, heir) : List.of();
    }

    /** The same without what the revision leaves alone, unless it has failed all the same. */
    List<CommitStatus> touched(Rollout rollout, Optional<Rollout> heir) {
        Impact impact = rollout.spec().impact();
        List<Stage> touched = kustomizations(rollout).stream()
                .filter(stage -> stage.phase() == StagePhase.Failed
                        || stage.phase() != StagePhase.Unchanged && !Tally.isLeftAlone(stage, impact))
                .toList();
        return hasCommit(rollout) ? members(touched, rollout, heir) : List.of();
    }

    /** A line that says of something in the rollout what is true of the whole. */
    CommitStatus whole(String context, Rollout rollout, Optional<Rollout> heir) {
        Sentence whole = whole(rollout, heir);
        return CommitStatus.saying(whole.state(), context, whole.words(), link.to(rollout, cluster));
    }

    /** Whether it is known beside which commit it belongs. */
    static boolean hasCommit(Rollout rollout) {
        return rollout.spec().commit() != null
                && rollout.spec().commit().sha() != null
                && rollout.spec().commit().sha().matches("[0-9a-fA-F]{40}");
    }

    /** Two stages of one canary would overwrite each other for ever; the later one is the present one. */
    private List<CommitStatus> members(List<Stage> stages, Rollout rollout, Optional<Rollout> heir) {
        String target = link.to(rollout, cluster);
        Sentence whole = whole(rollout, heir);
        Map<String, CommitStatus> lines = new LinkedHashMap<>();
        for (Stage stage : stages) {
            Sentence sentence = member(stage, rollout, heir, whole);
            String context = stage.canary() == null
                    ? StatusContext.ofKustomization(cluster, stage.namespace(), stage.name())
                    : StatusContext.ofCanary(cluster, stage.namespace(), stage.name());
            lines.put(context, CommitStatus.saying(sentence.state(), context, sentence.words(), target));
        }
        return List.copyOf(lines.values());
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

    /** What did not come to its end takes what became of the same thing in the rollout that took over. */
    private static Sentence member(Stage stage, Rollout rollout, Optional<Rollout> heir, Sentence whole) {
        if (stage.phase() != StagePhase.Superseded) {
            return words(stage);
        }
        boolean left = rollout.phase() == Phase.Superseded;
        Optional<Stage> next = left && whole.state() == State.error
                ? Optional.empty()
                : heir.flatMap(by -> same(stage, by)).filter(later -> later.phase() != StagePhase.Superseded);
        if (next.isPresent()) {
            Sentence later = words(next.get());
            return new Sentence(
                    later.state(),
                    later.words() + " as part of " + heir.orElseThrow().shortRevision());
        }
        if (left) {
            return new Sentence(whole.state(), name(stage) + ": " + whole.words());
        }
        // What was deleted counts as done.
        return rollout.phase() == Phase.Succeeded
                ? new Sentence(State.success, words(stage).words())
                : words(stage);
    }

    private static Sentence words(Stage stage) {
        return stage.canary() == null ? KustomizationText.of(stage) : CanaryText.of(stage);
    }

    private static String name(Stage stage) {
        return stage.canary() == null ? KustomizationText.name(stage) : CanaryText.name(stage);
    }

    private static Optional<Stage> same(Stage stage, Rollout heir) {
        return (stage.canary() == null ? kustomizations(heir) : canaries(heir))
                .stream()
                        .filter(other -> other.namespace().equals(stage.namespace())
                                && other.name().equals(stage.name()))
                        .findFirst();
    }

    /** Runs that no commit started say nothing about this one. */
    private static List<Stage> canaries(Rollout rollout) {
        return stages(rollout, stage -> stage.canary() != null && stage.canary().attribution() != Attribution.none);
    }

    private static List<Stage> kustomizations(Rollout rollout) {
        return stages(rollout, stage -> stage.canary() == null && stage.kind().equals("Kustomization"));
    }

    private static List<Stage> stages(Rollout rollout, Predicate<Stage> wanted) {
        return rollout.status() == null
                ? List.of()
                : rollout.status().stages().stream().filter(wanted).toList();
    }
}
