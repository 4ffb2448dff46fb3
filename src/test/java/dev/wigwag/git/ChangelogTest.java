package dev.wigwag.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wigwag.git.Changes.Way;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What lies between two commits. */
class ChangelogTest {
    private final InMemoryRepository repository = new InMemoryRepository(new DfsRepositoryDescription("test"));
    private int clock;

    private final ObjectId first = commit("Begin", "Ana");

    @AfterEach
    void close() {
        repository.close();
    }

    @Test
    void forwardTheCommitsAreToldNewestFirstWithTheirAuthors() throws Exception {
        ObjectId second = commit("Raise replicas\n\nAs there are more of us.", "Ben", first);
        ObjectId third = commit("\n  Lower memory  \n", "Ana", second);

        Changes changes = between(first, third, 10);

        assertThat(changes.way()).isEqualTo(Way.FORWARD);
        assertThat(changes.commits()).extracting(Change::subject).containsExactly("Lower memory", "Raise replicas");
        assertThat(changes.commits()).extracting(Change::author).containsExactly("Ana", "Ben");
        assertThat(changes.commits().get(1).email()).isEqualTo("ben@acme.example");
        assertThat(changes.commits().get(0).sha()).isEqualTo(third.name());
        assertThat(changes.people()).isEqualTo(2);
        assertThat(changes.more()).isZero();
        assertThat(changes.whole()).isTrue();
    }

    @Test
    void ofManyTheFirstAreToldAndTheRestCounted() throws Exception {
        ObjectId last = first;
        for (int i = 0; i < 50; i++) {
            last = commit("Change " + i, "Ana", last);
        }

        Changes changes = between(first, last, 13);

        assertThat(changes.commits()).hasSize(13);
        assertThat(changes.more()).isEqualTo(37);
        assertThat(changes.people()).isEqualTo(1);
    }

    @Test
    void whoGoesBackIsToldWhatThatTakesAway() throws Exception {
        ObjectId second = commit("Raise replicas", "Ben", first);

        Changes changes = between(second, first, 10);

        assertThat(changes.way()).isEqualTo(Way.BACK);
        assertThat(changes.commits()).extracting(Change::subject).containsExactly("Raise replicas");
    }

    @Test
    void historyWrittenAnewIsNeitherForwardNorBack() throws Exception {
        ObjectId dropped = commit("Dropped", "Ben", first);
        ObjectId instead = commit("Instead", "Ben", first);

        Changes changes = between(dropped, instead, 10);

        assertThat(changes.way()).isEqualTo(Way.ASIDE);
        assertThat(changes.commits()).extracting(Change::subject).containsExactly("Instead");
    }

    @Test
    void twoHistoriesThatHaveNothingInCommonAreAside() throws Exception {
        ObjectId other = commit("Another begin", "Ben");

        assertThat(between(first, other, 10).way()).isEqualTo(Way.ASIDE);
    }

    @Test
    void theSameCommitBringsNothing() throws Exception {
        assertThat(between(first, first, 10)).isEqualTo(new Changes(Way.NOWHERE, List.of(), 0, true, 0));
    }

    @Test
    void aMergeBringsWhatWasMergedToo() throws Exception {
        ObjectId main = commit("On main", "Ana", first);
        ObjectId branch = commit("On a branch", "Ben", first);
        ObjectId merge = commit("Merge pull request #7 from acme/branch", "Ana", main, branch);

        Changes changes = between(main, merge, 10);

        assertThat(changes.commits())
                .extracting(Change::subject)
                .containsExactly("Merge pull request #7 from acme/branch", "On a branch");
        assertThat(changes.commits()).extracting(Change::pullRequest).containsExactly(7, null);
    }

    @ParameterizedTest
    @CsvSource({
        "Raise replicas (#12), 12",
        "Merge pull request #3 from acme/x, 3",
        "Fix #12 at last,",
        "(#5) stands in front,",
        "Raise (#99999999999),",
        "'',"
    })
    void aPullRequestIsKnownByGitHubsWords(String subject, Integer number) throws Exception {
        ObjectId second = commit(subject, "Ana", first);

        assertThat(between(first, second, 1).commits().get(0).pullRequest()).isEqualTo(number);
    }

    @Test
    void wordsOfAnyLengthAndKindFitALine() throws Exception {
        ObjectId second = commit("\u0007x\u202e" + "🎉".repeat(500), "A".repeat(500), first);

        Change change = between(first, second, 1).commits().get(0);

        assertThat(change.subject().codePoints().count()).isLessThanOrEqualTo(Change.SUBJECT + 1L);
        assertThat(change.author().codePoints().count()).isLessThanOrEqualTo(Change.NAME + 1L);
        assertThat(change.subject()).doesNotContain("\u0007", "\u202e");
    }

    @Test
    void whatIsNotThereIsSaidToBeMissing() {
        ObjectId nowhere = ObjectId.fromString("b".repeat(40));

        assertThatThrownBy(() -> between(nowhere, first, 10)).isInstanceOf(MissingObjectException.class);
        assertThatThrownBy(() -> between(first, nowhere, 10)).isInstanceOf(MissingObjectException.class);
    }

    private Changes between(ObjectId from, ObjectId to, int most) throws IOException {
        return Changelog.between(repository, from, to, most);
    }

    private ObjectId commit(String message, String author, ObjectId... parents) {
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(inserter.insert(Constants.OBJ_TREE, new byte[0]));
            commit.setParentIds(parents);
            PersonIdent ident = new PersonIdent(
                    author,
                    author.toLowerCase() + "@acme.example",
                    Instant.ofEpochSecond(1_700_000_000L + clock++),
                    ZoneOffset.UTC);
            commit.setAuthor(ident);
            commit.setCommitter(ident);
            commit.setEncoding(StandardCharsets.UTF_8);
            commit.setMessage(message);
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            return id;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
