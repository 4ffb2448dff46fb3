package dev.wigwag.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is remembered of trees, and how much. */
class FootprintsTest {
    private final ARepository repository = new ARepository()
            .file("web/kustomization.yaml", "resources: [a.yaml]\n")
            .file("web/a.yaml", "a: b")
            .file("db/a.yaml", "a: b");
    private final Footprints memory = new Footprints();

    @AfterEach
    void close() {
        repository.close();
    }

    @Test
    void aNewCommitTakesOverWhatItDoesNotChange() {
        Footprint web = ask(repository.commit(), "web");
        Footprint db = ask(repository.commit(), "db");
        repository.file("db/b.yaml", "a: b");

        ObjectId next = repository.commit();
        try (CommitTree tree = repository.tree(next)) {
            Survey survey = Survey.begin(memory, tree, SourceFilter.PLAIN);
            assertThat(survey.of(place("web"))).isSameAs(web);
            assertThat(survey.of(place("db"))).isNotSameAs(db);
        }
    }

    @Test
    void otherContentInTheSamePlaceMovesNoFootprintUnlessItSaysWhatElseIsRead() {
        repository.file("shared.yaml", "resources: [a.yaml]\n").link("web/kustomization.yaml", "../shared.yaml");
        Footprint web = ask(repository.commit(), "web");

        assertThat(ask(repository.file("web/a.yaml", "other").commit(), "web")).isSameAs(web);
        assertThat(ask(repository.file("shared.yaml", "resources: []\n").commit(), "web"))
                .isNotSameAs(web);
    }

    @Test
    void theSameTreeIsNotWorkedOutTwice() {
        Footprint web = ask(repository.commit(), "web");

        assertThat(ask(repository.commit(), "web")).isSameAs(web);
    }

    @Test
    void aTreeThatTheRepositoryDoesNotHoldIsNoneToTakeOverFrom() {
        try (ARepository other = new ARepository().file("web/b.yaml", "a: b")) {
            ask(repository.commit(), "web");
            try (CommitTree tree = other.tree(other.commit())) {
                assertThat(memory.near(SourceFilter.PLAIN, tree::isBesides)).isEmpty();
                assertThat(Survey.begin(memory, tree, SourceFilter.PLAIN)
                                .of(place("web"))
                                .unknown())
                        .isEmpty();
            }
        }
    }

    @Test
    void aTreeOfWhichOnlyTheRootIsLeftIsNoneToTakeOverFromEither() throws Exception {
        try (ARepository other = new ARepository().file("web/b.yaml", "a: b");
                ObjectInserter inserter = other.repository.newObjectInserter()) {
            ObjectId before = repository.commit();
            ask(before, "web");
            try (CommitTree old = repository.tree(before)) {
                inserter.insert(
                        Constants.OBJ_TREE, repository.repository.open(old.id()).getBytes());
                inserter.flush();
            }
            try (CommitTree tree = other.tree(other.commit())) {
                assertThat(memory.near(SourceFilter.PLAIN, tree::isBesides)).isPresent();
                assertThat(Survey.begin(memory, tree, SourceFilter.PLAIN)
                                .of(place("web"))
                                .unknown())
                        .isEmpty();
            }
        }
    }

    @Test
    void whatIsIgnoredIsLookedUpAnewWhenThatMayHaveChanged() {
        Footprint web = ask(repository.commit(), "web");
        repository.file("docs/.sourceignore", "x");

        assertThat(ask(repository.commit(), "web")).isNotSameAs(web);
    }

    @Test
    void otherSettingsOfTheSourceAreAnotherQuestion() {
        ObjectId commit = repository.commit();
        Footprint web = ask(commit, "web");
        try (CommitTree tree = repository.tree(commit)) {
            assertThat(Survey.begin(memory, tree, new SourceFilter("a.yaml", List.of(), List.of()))
                            .of(place("web"))
                            .unknown())
                    .isNotEqualTo(web.unknown());
        }
    }

    @Test
    void theOldestIsForgottenWhenThereIsTooMuch() {
        for (int i = 0; i < 40; i++) {
            memory.keep(snapshot(i, 100_000));
            assertThat(memory.bytes()).isLessThanOrEqualTo(Footprints.MOST_BYTES);
        }
        assertThat(memory.of(id(39), SourceFilter.PLAIN)).isPresent();
        assertThat(memory.of(id(0), SourceFilter.PLAIN)).isEmpty();
    }

    @Test
    void oneThatAloneIsTooMuchIsNotRemembered() {
        memory.keep(snapshot(1, 10));
        memory.keep(snapshot(1, 2_000_000));

        assertThat(memory.bytes()).isZero();
        assertThat(memory.of(id(1), SourceFilter.PLAIN)).isEmpty();
    }

    @Test
    void emptyOnesAreNotRememberedForEverEither() {
        IntStream.range(0, 1_000).forEach(i -> memory.keep(snapshot(i, 0)));

        assertThat(IntStream.range(0, 1_000)
                        .filter(i -> memory.of(id(i), SourceFilter.PLAIN).isPresent())
                        .count())
                .isLessThanOrEqualTo(64);
    }

    @Test
    void aFootprintTakesNineBytesAPath() {
        assertThat(footprint(10_000).bytes()).isBetween(90_000L, 91_000L);
    }

    @Test
    void aBuildLargerThanAnyIsNotFollowedToItsEnd() {
        Trace trace = new Trace();
        int looks = 0;
        while (trace.goesOn()) {
            looks++;
        }
        assertThat(looks).isEqualTo(Trace.MOST);
        assertThat(trace.footprint().unknown()).containsExactly("it reads more than 50000 files");
    }

    @Test
    void doubtsAreBounded() {
        Trace trace = new Trace();
        IntStream.range(0, 1_000).forEach(i -> trace.doubts(i + "x".repeat(10_000)));

        assertThat(trace.footprint().unknown())
                .hasSize(20)
                .allSatisfy(doubt -> assertThat(doubt).hasSizeLessThan(310));
    }

    private Footprint ask(ObjectId commit, String path) {
        try (CommitTree tree = repository.tree(commit)) {
            Survey survey = Survey.begin(memory, tree, SourceFilter.PLAIN);
            Footprint footprint = survey.of(place(path));
            survey.keep(memory);
            return footprint;
        }
    }

    private static Snapshot snapshot(int serial, int paths) {
        SourceView view;
        try (ARepository empty = new ARepository();
                CommitTree tree = empty.tree(empty.commit())) {
            view = SourceView.of(tree, SourceFilter.PLAIN);
        }
        return Snapshot.of(id(serial), SourceFilter.PLAIN, view, Map.of(place("web"), footprint(paths)));
    }

    private static Footprint footprint(int paths) {
        Map<String, Byte> roles = new HashMap<>();
        IntStream.range(0, paths).forEach(i -> roles.put("p" + i, Footprint.READ));
        return Footprint.of(roles, List.of());
    }

    private static BuildStart place(String path) {
        return BuildStart.of(Question.build(path));
    }

    private static ObjectId id(int serial) {
        return ObjectId.fromString("%040x".formatted(serial + 1));
    }
}
