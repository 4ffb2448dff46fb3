package dev.wigwag.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.engine.Build;
import dev.wigwag.rollout.PushedPaths;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom a push concerns, from its list of paths and what is remembered. */
class ForesightTest {
    private static final List<Build> BUILDS = List.of(
            Question.build("web"), Question.build("plain"), Question.build("linked"), Question.build("gone/deep"));

    private final ARepository repository = new ARepository()
            .file("web/kustomization.yaml", "resources: [a.yaml, ../base]\n")
            .file("web/a.yaml", "a: b")
            .file("base/kustomization.yaml", "resources: [b.yaml]\n")
            .file("base/b.yaml", "a: b")
            .file("plain/a.yaml", "a: b")
            .file("plain/sub/kustomization.yaml", "resources: [c.yaml]\n")
            .file("plain/sub/c.yaml", "a: b")
            .file("linked/kustomization.yaml", "resources: [../alias/b.yaml]\n")
            .link("alias", "base")
            .file("README.md", "hello");
    private final Impact impact = new Impact(new Footprints());
    private ObjectId tree;

    @BeforeEach
    void ask() {
        ObjectId before = repository.commit();
        ObjectId after = repository.file("README.md", "bye").commit();
        try (CommitTree from = repository.tree(before);
                CommitTree to = repository.tree(after)) {
            impact.between(from, to, BUILDS, SourceFilter.PLAIN);
            tree = to.id();
        }
    }

    @AfterEach
    void close() {
        repository.close();
    }

    @ParameterizedTest
    @CsvSource({
        "web/a.yaml,                    web",
        "web/new.yaml,                  ''",
        "web/kustomization.yml,         web",
        "web/Kustomization,             web",
        "web/a.yaml/inside,             web",
        "web,                           web",
        "base/b.yaml,                   linked web",
        "alias,                         linked",
        "plain/new.yaml,                plain",
        "plain/new/deep/x.yml,          plain",
        "plain/new/Kustomization,       plain",
        "plain/notes.txt,               ''",
        "plain/sub/c.yaml,              plain",
        "plain/sub/loose.yaml,          ''",
        "plain/sub/deeper/loose.yaml,   ''",
        "plain/.sops.yaml,              ''",
        "gone/deep/a.yaml,              ''",
        ".sourceignore,                 linked plain web",
        "plain/sub/.sourceignore,       plain",
        "docs/.sourceignore,            ''",
        "README.md,                     ''"
    })
    void aPathConcernsWhoSeesIt(String path, String names) {
        TreeSet<String> expected = new TreeSet<>(Set.of(names.split(" ")));
        expected.remove("");
        // What is not there is touched by anything.
        expected.add("gone/deep");

        assertThat(Question.names(foresee(Set.of(path)).orElseThrow())).isEqualTo(expected);
    }

    @Test
    void theReasonIsThePath() {
        assertThat(foresee(Set.of("plain/new.yaml", "plain/a.yaml"))
                        .orElseThrow()
                        .get(1)
                        .because())
                .containsExactly("plain/a.yaml", "plain/new.yaml");
    }

    @Test
    void aListThatMayBeShortConcernsEverybody() {
        assertThat(impact.foresee(
                                tree,
                                PushedPaths.unknown("the push lists too many commits"),
                                BUILDS,
                                SourceFilter.PLAIN)
                        .orElseThrow())
                .allSatisfy(touch -> assertThat(touch.because()).containsExactly("the push lists too many commits"));
    }

    @Test
    void anEmptyListConcernsOnlyWhomCannotBeTold() {
        assertThat(Question.names(foresee(Set.of()).orElseThrow())).containsExactly("gone/deep");
    }

    @Test
    void nothingIsForeseenOfWhatIsNotRemembered() {
        PushedPaths paths = new PushedPaths(Set.of("web/a.yaml"), null);

        assertThat(impact.foresee(ObjectId.zeroId(), paths, BUILDS, SourceFilter.PLAIN))
                .isEmpty();
        assertThat(impact.foresee(tree, paths, List.of(Question.build("other")), SourceFilter.PLAIN))
                .isEmpty();
        assertThat(impact.foresee(tree, paths, BUILDS, new SourceFilter("x", List.of(), List.of())))
                .isEmpty();
        assertThat(impact.foresee(tree, paths, List.of(), SourceFilter.PLAIN)).contains(List.of());
    }

    private Optional<List<Touch>> foresee(Set<String> paths) {
        return impact.foresee(tree, new PushedPaths(paths, null), BUILDS, SourceFilter.PLAIN);
    }
}
