package dev.wigwag.sandbox.github;

import static dev.wigwag.sandbox.github.Person.ANA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.SystemReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitForgeTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-02-03T08:15:00Z"), ZoneOffset.UTC);

    private final GitForge forge = GitForge.create("acme", "fleet", CLOCK);
    private final RefChange first = forge.commit("main", Map.of("a.yaml", "1", "b/c.yaml", "1"), "Begin", ANA);

    @AfterEach
    void delete() {
        forge.close();
    }

    @Test
    void theFirstCommitMakesTheBranch() {
        assertThat(first.created()).isTrue();
        assertThat(first.ref()).isEqualTo("refs/heads/main");
        assertThat(first.before()).isEqualTo(RefChange.NOTHING);
        assertThat(forge.commitOf("refs/heads/main")).contains(first.after());
    }

    @Test
    void tellsWhatACommitAddedModifiedAndRemoved() {
        RefChange change = forge.commit(
                "main", Map.of("a.yaml", "2", "neu/ä.yaml", "1"), Set.of("b/c.yaml"), "Change\n\nmore", ANA);

        CommitInfo info = forge.info(change.after()).orElseThrow();
        assertThat(info.added()).containsExactly("neu/ä.yaml");
        assertThat(info.modified()).containsExactly("a.yaml");
        assertThat(info.removed()).containsExactly("b/c.yaml");
        assertThat(info.message()).isEqualTo("Change\n\nmore");
        assertThat(info.authorName()).isEqualTo("Ana");
        assertThat(info.time()).isEqualTo(CLOCK.instant());
    }

    @Test
    void keepsTheFilesACommitDoesNotMention() {
        RefChange change = forge.commit("main", Map.of("a.yaml", "12"), "Change", ANA);

        assertThat(forge.files(change.after())).extracting(TreeFile::path).containsExactly("a.yaml", "b/c.yaml");
        assertThat(forge.files(change.after())).extracting(TreeFile::size).containsExactly(2L, 1L);
    }

    @Test
    void theSameHistoryHasTheSameCommitIds() {
        try (GitForge other = GitForge.create("acme", "fleet", CLOCK)) {
            RefChange same = other.commit("main", Map.of("b/c.yaml", "1", "a.yaml", "1"), "Begin", ANA);
            assertThat(same.after()).isEqualTo(first.after());
        }
    }

    @Test
    void aForcePushBackIsForcedAndBringsNoCommits() {
        forge.commit("main", Map.of("a.yaml", "2"), "Regret", ANA);

        RefChange back = forge.forcePush("main", first.after(), ANA);

        assertThat(back.forced()).isTrue();
        assertThat(back.after()).isEqualTo(first.after());
        assertThat(forge.broughtBy(back)).isEmpty();
    }

    @Test
    void aFastForwardIsNotForced() {
        assertThat(forge.commit("main", Map.of("a.yaml", "2"), "On", ANA).forced())
                .isFalse();
    }

    @Test
    void aPushBringsTheCommitsSinceBeforeOldestFirst() {
        RefChange second = forge.commit("main", Map.of("a.yaml", "2"), "Second", ANA);
        RefChange third = forge.commit("main", Map.of("a.yaml", "3"), "Third", ANA);
        RefChange both = new RefChange("refs/heads/main", first.after(), third.after(), false, ANA);

        assertThat(forge.broughtBy(both)).extracting(CommitInfo::sha).containsExactly(second.after(), third.after());
    }

    @Test
    void aNewBranchAtAnOldCommitBringsNothing() {
        RefChange branch = forge.forcePush("feature/x", first.after(), ANA);

        assertThat(branch.created()).isTrue();
        assertThat(forge.broughtBy(branch)).isEmpty();
        assertThat(forge.branches()).containsOnlyKeys("main", "feature/x");
    }

    @Test
    void anAnnotatedTagIsAnObjectOfItsOwnThatLeadsToTheCommit() {
        RefChange light = forge.tag("v1", first.after(), ANA);
        RefChange annotated = forge.annotatedTag("v2", first.after(), "Version 2", ANA);

        assertThat(light.after()).isEqualTo(first.after());
        assertThat(annotated.after()).isNotEqualTo(first.after());
        assertThat(forge.commitOf("refs/tags/v2")).contains(first.after());
        assertThat(forge.tags()).isEqualTo(Map.of("v1", first.after(), "v2", first.after()));
    }

    @Test
    void aDeletedBranchIsGone() {
        forge.forcePush("old", first.after(), ANA);

        RefChange gone = forge.deleteBranch("old", ANA);

        assertThat(gone.deleted()).isTrue();
        assertThat(gone.before()).isEqualTo(first.after());
        assertThat(forge.commitOf("refs/heads/old")).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> forge.deleteBranch("old", ANA))
                .withMessageContaining("refs/heads/old");
    }

    @Test
    void aDeletedTagIsGone() {
        forge.tag("v1", first.after(), ANA);

        assertThat(forge.deleteTag("v1", ANA).deleted()).isTrue();
        assertThat(forge.tags()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a..b", "a b", "x.lock", "/", "a~1"})
    void refusesANameGitDoesNotAllow(String branch) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> forge.commit(branch, Map.of("a.yaml", "2"), "Change", ANA))
                .withMessageContaining("not a name Git allows");
    }

    @Test
    void knowsNoCommitThatIsNotThere() {
        assertThat(forge.info("f".repeat(40))).isEmpty();
        assertThat(forge.info("main")).isEmpty();
    }

    @Test
    void theUsersGitSettingsPlayNoPart() throws Exception {
        assertThat(List.of(
                        SystemReader.getInstance().getUserConfig(),
                        SystemReader.getInstance().getSystemConfig(),
                        SystemReader.getInstance().getJGitConfig()))
                .allSatisfy(config ->
                        assertThat(((FileBasedConfig) config).getFile()).isNull());
    }

    @Test
    void closingDeletesTheDirectory() {
        GitForge other = GitForge.create("acme", "other", CLOCK);
        other.commit("main", Map.of("a", "1"), "Begin", ANA);
        other.close();

        assertThat(Files.exists(other.directory())).isFalse();
        assertThat(List.of(other.owner(), other.name(), other.url(), other.toString()))
                .containsExactly("acme", "other", "https://github.com/acme/other", "acme/other");
    }
}
