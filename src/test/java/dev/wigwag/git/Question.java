package dev.wigwag.git;

import dev.wigwag.engine.Build;
import dev.wigwag.rollout.ObjectKey;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.eclipse.jgit.lib.ObjectId;

/** Asks of a repository what a change of it touches. */
final class Question {
    private final ARepository repository;
    private final Footprints memory = new Footprints();
    private SourceFilter filter = SourceFilter.PLAIN;
    private List<Build> builds = List.of();

    Question(ARepository repository) {
        this.repository = repository;
    }

    Question filter(String ignore, String... sparse) {
        filter = new SourceFilter(ignore, List.of(sparse), List.of());
        return this;
    }

    Question paths(String... paths) {
        builds = List.of(paths).stream().map(Question::build).toList();
        return this;
    }

    Question builds(Build... all) {
        builds = List.of(all);
        return this;
    }

    static Build build(String path) {
        return new Build(new ObjectKey("Kustomization", "flux-system", path), path, List.of(), List.of());
    }

    Findings findings(Consumer<ARepository> change) {
        ObjectId from = repository.commit();
        change.accept(repository);
        ObjectId to = repository.commit();
        try (CommitTree before = repository.tree(from);
                CommitTree after = repository.tree(to)) {
            return new Impact(memory).between(before, after, builds, filter);
        }
    }

    TreeSet<String> touched(Consumer<ARepository> change) {
        return names(findings(change).touches());
    }

    List<String> because(Consumer<ARepository> change) {
        return findings(change).touches().get(0).because();
    }

    static TreeSet<String> names(List<Touch> touches) {
        TreeSet<String> names = new TreeSet<>();
        touches.stream()
                .filter(Touch::touched)
                .forEach(touch -> names.add(touch.object().name()));
        return names;
    }
}
