package dev.wigwag.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wigwag.rollout.Changes;
import dev.wigwag.rollout.Changes.Way;
import dev.wigwag.rollout.ListedCommit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
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

        Changes changes = between(first, third);

        assertThat(changes.way()).isEqualTo(Way.forward);
        assertThat(changes.commits())
                .extracting(ListedCommit::subject)
                .containsExactly("Lower memory", "Raise replicas");
        assertThat(changes.commits()).extracting(ListedCommit::author).containsExactly("Ana", "Ben");
        assertThat(changes.count()).isEqualTo(2);
        assertThat(changes.told()).isEqualTo(Changes.Told.git);
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

        Changes changes = between(first, last);

        assertThat(changes.commits()).hasSize(Changes.MOST);
        assertThat(changes.more()).isEqualTo(30);
        assertThat(changes.count()).isEqualTo(50);
        assertThat(changes.people()).isEqualTo(1);
    }

    @Test
    void whoGoesBackIsToldWhatThatTakesAway() throws Exception {
        ObjectId second = commit("Raise replicas", "Ben", first);

        Changes changes = between(second, first);

        assertThat(changes.way()).isEqualTo(Way.back);
        assertThat(changes.commits()).extracting(ListedCommit::subject).containsExactly("Raise replicas");
    }

    @Test
    void historyWrittenAnewIsNeitherForwardNorBack() throws Exception {
        ObjectId dropped = commit("Dropped", "Ben", first);
        ObjectId instead = commit("Instead", "Ben", first);

        Changes changes = between(dropped, instead);

        assertThat(changes.way()).isEqualTo(Way.aside);
        assertThat(changes.commits()).extracting(ListedCommit::subject).containsExactly("Instead");
    }

    @Test
    void twoHistoriesThatHaveNothingInCommonAreAside() throws Exception {
        ObjectId other = commit("Another begin", "Ben");

        assertThat(between(first, other).way()).isEqualTo(Way.aside);
    }

    @Test
    void theSameCommitBringsNothing() throws Exception {
        Changes changes = between(first, first);

        assertThat(changes.way()).isEqualTo(Way.nowhere);
        assertThat(changes.count()).isZero();
        assertThat(changes.whole()).isTrue();
        assertThat(changes.commits()).isEmpty();
    }

    @Test
    void aMergeBringsWhatWasMergedToo() throws Exception {
        ObjectId main = commit("On main", "Ana", first);
        ObjectId branch = commit("On a branch", "Ben", first);
        ObjectId merge = commit("Merge pull request #7 from acme/branch", "Ana", main, branch);

        Changes changes = between(main, merge);

        assertThat(changes.commits())
                .extracting(ListedCommit::subject)
                .containsExactly("Merge pull request #7 from acme/branch", "On a branch");
        assertThat(changes.commits()).extracting(ListedCommit::pullRequest).containsExactly(7, null);
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

        assertThat(between(first, second).commits().get(0).pullRequest()).isEqualTo(number);
    }

    @Test
    void wordsOfAnyLengthAndKindFitALine() throws Exception {
        ObjectId second = commit("\u0007x\u202e" + "🎉".repeat(500), "A".repeat(500), first);

        ListedCommit change = between(first, second).commits().get(0);

        assertThat(change.subject().codePoints().count()).isLessThanOrEqualTo(ListedCommit.SUBJECT);
        assertThat(change.author().codePoints().count()).isLessThanOrEqualTo(ListedCommit.NAME);
        assertThat(change.subject()).doesNotContain("\u0007", "\u202e");
    }

    @Test
    void whatIsNotThereIsSaidToBeMissing() {
        ObjectId nowhere = ObjectId.fromString("b".repeat(40));

        assertThatThrownBy(() -> between(nowhere, first)).isInstanceOf(MissingObjectException.class);
        assertThatThrownBy(() -> between(first, nowhere)).isInstanceOf(MissingObjectException.class);
    }

    @Test
    void whatSaysNothingIsLeftOut() throws Exception {
        ObjectId second = commit("  \n\n", " ", first);

        ListedCommit change = between(first, second).commits().get(0);

        assertThat(change.subject()).isNull();
        assertThat(change.author()).isNull();
    }

    @Test
    void whoWritesTheSameAddressIsOnePersonAndABotIsOneToo() throws Exception {
        ObjectId last = commit("b", "renovate[bot]", commit("a", "BEN", commit("c", "Ben", first)));

        assertThat(between(first, last).people()).isEqualTo(2);
    }

    private Changes between(ObjectId from, ObjectId to) throws IOException {
        return Changelog.between(repository, from, to);
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
