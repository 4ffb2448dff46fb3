package dev.wigwag.github;

import dev.wigwag.engine.Face;
import dev.wigwag.engine.Mirror;
import dev.wigwag.rollout.Outlet;
import dev.wigwag.rollout.Rollout;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Shows rollouts beside their commits on GitHub: the whole of each, each of its canaries, and by option each of its
 * Kustomizations. Only where there is a token or an App, and only on repositories that the rollout's namespace may speak to.
 */
@ApplicationScoped
class StatusMirror implements Mirror {
    /** With more Kustomizations that a revision touches than this, their lines would hide all others. */
    static final int MOST_KUSTOMIZATIONS = 10;

    private final GitHubAccess access;
    private final CommitStatusText text;
    private final boolean kustomizations;

    StatusMirror(GitHubAccess access, GitHubConfig config) {
        this.access = access;
        this.text = new CommitStatusText(access.cluster(), access.link());
        this.kustomizations = config.kustomizationStatuses();
    }

    @Override
    public List<Face> faces(Rollout rollout, Optional<Rollout> heir) {
        return access.repository(rollout)
                .filter(name -> !isOfTheSameCommit(rollout, heir))
                .map(name -> faces(name, rollout, heir))
                .orElse(List.of());
    }

    @Override
    public List<Face> samples(Rollout rollout) {
        return access.repository(rollout)
                .filter(name -> !text.of(rollout, Optional.empty()).isEmpty())
                .map(name -> List.of(face(name, rollout, text.sample(rollout))))
                .orElse(List.of());
    }

    /** Two artifacts built from one commit share their lines, which then are those of the later one. */
    private static boolean isOfTheSameCommit(Rollout rollout, Optional<Rollout> heir) {
        return rollout.spec().commit() != null
                && heir.map(by -> by.spec().commit())
                        .filter(commit -> commit.sha() != null
                                && commit.sha().equals(rollout.spec().commit().sha()))
                        .isPresent();
    }

    private List<Face> faces(RepositoryName name, Rollout rollout, Optional<Rollout> heir) {
        Stream<Face> members = kustomizations ? kustomizations(name, rollout, heir) : Stream.of();
        return Stream.concat(text.of(rollout, heir).stream().map(status -> face(name, rollout, status)), members)
                .toList();
    }

    /** Those that the revision touches. A line that was begun is brought to its end, whatever else has joined the rollout since. */
    private Stream<Face> kustomizations(RepositoryName name, Rollout rollout, Optional<Rollout> heir) {
        List<Face> all = text.kustomizations(rollout, heir).stream()
                .map(status -> face(name, rollout, status))
                .toList();
        List<String> begun = begun(name, rollout);
        Set<String> touched =
                text.touched(rollout, heir).stream().map(CommitStatus::context).collect(Collectors.toSet());
        boolean few = touched.size() <= MOST_KUSTOMIZATIONS && isToldInFull(rollout);
        Set<String> targets = all.stream().map(Face::target).collect(Collectors.toSet());
        Stream<Face> folded = begun.stream()
                .filter(target -> !targets.contains(target))
                .map(target -> context(name, target))
                .map(context -> face(name, rollout, text.whole(context, rollout, heir)));
        return Stream.concat(
                all.stream()
                        .filter(face ->
                                begun.contains(face.target()) || few && touched.contains(context(name, face.target()))),
                folded);
    }

    private static String context(RepositoryName name, String target) {
        return target.substring(name.toString().length() + 1);
    }

    private List<String> begun(RepositoryName name, Rollout rollout) {
        String ours = name + " wigwag/" + access.cluster() + "/kustomization/";
        return rollout.status() == null
                ? List.of()
                : rollout.status().outlets().stream()
                        .filter(outlet -> outlet.kind().equals(StatusFace.KIND))
                        .map(Outlet::target)
                        .filter(target -> target.startsWith(ours))
                        .toList();
    }

    /** Of very many stages a rollout only counts the rest. */
    private static boolean isToldInFull(Rollout rollout) {
        return rollout.status() == null
                || rollout.status().stages().size()
                        >= rollout.status().counts().values().stream()
                                .mapToInt(Integer::intValue)
                                .sum();
    }

    private Face face(RepositoryName name, Rollout rollout, CommitStatus status) {
        return StatusFace.of(access.api(), access.token().credential(name), name, rollout, status);
    }
}
