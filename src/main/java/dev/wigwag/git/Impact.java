package dev.wigwag.git;

import dev.wigwag.engine.Build;
import dev.wigwag.rollout.Impact.Touched;
import dev.wigwag.rollout.PushedPaths;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Which objects the way from one commit to another touches. Flux reconciles every one of them all the same: this is for people, and
 * an object of which it cannot be told counts as touched. Thread-safe.
 */
final class Impact {
    /** Who changes more moves all there is. */
    private static final int MOST_DIFFERENCES = 50_000;

    private static final String KUSTOMIZATION = "Kustomization";

    private final Footprints footprints;

    Impact(Footprints footprints) {
        this.footprints = footprints;
    }

    /** One answer for each object, in the order given, for a source that leaves nothing out but what Flux does by itself. */
    List<Touch> between(CommitTree from, CommitTree to, List<Build> builds) {
        return between(from, to, builds, SourceFilter.PLAIN).touches();
    }

    /** Whom the way from one tree to the other touches. */
    Findings between(CommitTree from, CommitTree to, List<Build> builds, SourceFilter filter) {
        if (from.id().equals(to.id())) {
            return new Findings(
                    builds.stream()
                            .map(build -> Touch.of(build.object(), List.of()))
                            .toList(),
                    List.of());
        }
        Survey before = survey(from, builds, filter);
        Survey after = survey(to, builds, filter);
        Optional<Difference> differences = to.differenceFrom(from.id(), MOST_DIFFERENCES);
        if (differences.isEmpty()) {
            return all(builds, "more than " + MOST_DIFFERENCES + " files change");
        }
        Difference difference = differences
                .get()
                .only(path -> before.view().mayHold(path) || after.view().mayHold(path));
        Redefined redefined =
                Redefined.between(new Artifact(from, before.view()), new Artifact(to, after.view()), difference);
        List<Touch> touches = new ArrayList<>();
        for (Build build : builds) {
            Set<String> reasons = new LinkedHashSet<>(filter.doubts());
            reasons.addAll(build.doubts());
            definitions(build, redefined, reasons);
            differing(before.of(BuildStart.of(build)), after.of(BuildStart.of(build)), difference, reasons);
            touches.add(Touch.of(build.object(), List.copyOf(reasons)));
        }
        return new Findings(touches, others(builds, redefined));
    }

    /**
     * Whom a push concerns, by the paths it lists and what is remembered of the tree it begins from. What becomes of definitions is
     * not among it, as that takes reading the files.
     *
     * @return empty if not all that it takes is remembered
     */
    Optional<List<Touch>> foresee(ObjectId tree, PushedPaths paths, List<Build> builds, SourceFilter filter) {
        Optional<Snapshot> known = footprints.of(tree, filter);
        if (known.isEmpty()
                || !builds.stream().map(BuildStart::of).allMatch(known.get().footprints()::containsKey)) {
            return Optional.empty();
        }
        if (paths.doubt() != null) {
            return Optional.of(all(builds, paths.doubt()).touches());
        }
        Difference listed = Difference.of(paths.paths());
        SourceView view = known.get().view();
        Difference difference = listed.changesWhatIsIgnored() ? listed : listed.only(view::mayHold);
        List<Touch> touches = new ArrayList<>();
        for (Build build : builds) {
            Footprint footprint = known.get().footprints().get(BuildStart.of(build));
            Set<String> reasons = new LinkedHashSet<>(filter.doubts());
            reasons.addAll(build.doubts());
            reasons.addAll(footprint.unknown());
            footprint.seenOf(difference).forEach(reasons::add);
            touches.add(Touch.of(build.object(), List.copyOf(reasons)));
        }
        return Optional.of(touches);
    }

    private Survey survey(CommitTree tree, List<Build> builds, SourceFilter filter) {
        Survey survey = Survey.begin(footprints, tree, filter);
        builds.forEach(build -> survey.of(BuildStart.of(build)));
        survey.keep(footprints);
        return survey;
    }

    private static void differing(Footprint before, Footprint after, Difference difference, Set<String> reasons) {
        reasons.addAll(after.unknown());
        reasons.addAll(before.unknown());
        before.seenOf(difference).forEach(reasons::add);
        after.seenOf(difference).forEach(reasons::add);
        if (reasons.isEmpty() && !before.readsAs(after)) {
            reasons.add("Flux takes other files of the source than before");
        }
    }

    private static void definitions(Build build, Redefined redefined, Set<String> reasons) {
        if (redefined.doubt() != null) {
            reasons.add(redefined.doubt());
        }
        redefined.in().forEach((definition, path) -> {
            if (definition.means(build.object())) {
                reasons.add(words(path));
            }
        });
    }

    /**
     * Kustomizations that nobody asked for, as they are new, or build of something else. A HelmRelease with a chart from elsewhere is one
     * of the things that its Kustomization brings.
     */
    private static List<Touched> others(List<Build> builds, Redefined redefined) {
        List<Touched> others = new ArrayList<>();
        for (Map.Entry<Definition, String> one : redefined.in().entrySet()) {
            Definition definition = one.getKey();
            if (definition.kind().equals(KUSTOMIZATION)
                    && definition.name() != null
                    && builds.stream().noneMatch(build -> definition.means(build.object()))) {
                others.add(new Touched(
                        definition.kind(),
                        definition.namespace(),
                        definition.name(),
                        Touch.fit(words(one.getValue()))));
            }
        }
        return others;
    }

    private static Findings all(List<Build> builds, String why) {
        return new Findings(
                builds.stream()
                        .map(build -> Touch.of(build.object(), List.of(why)))
                        .toList(),
                List.of());
    }

    private static String words(String path) {
        return "its definition in " + path + " changes";
    }
}
