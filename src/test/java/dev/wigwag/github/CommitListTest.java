package dev.wigwag.github;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.http.Malformed;
import dev.wigwag.rollout.Changes;
import dev.wigwag.rollout.ListedCommit;
import dev.wigwag.rollout.PushedCommits;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommitListTest {
    @Test
    void theNewestCommitsComeFirstAndNoMoreThanAreStored() throws Malformed {
        PushedCommits commits = read(PushFixture.ofCommits(30));

        assertThat(commits.count()).isEqualTo(30);
        assertThat(commits.newest()).hasSize(Changes.MOST);
        assertThat(commits.newest())
                .extracting(ListedCommit::subject)
                .startsWith("Step 29", "Step 28")
                .endsWith("Step 10");
        assertThat(commits.doubt()).isNull();
    }

    @Test
    void peopleAreToldApartByTheirAddressesElseByTheirNames() throws Malformed {
        PushedCommits commits = read(of(
                commit("1", "{\"name\":\"Ana\",\"email\":\"ana@acme.example\"}"),
                commit("2", "{\"name\":\"Ana L.\",\"email\":\"ana@acme.example\"}"),
                commit("3", "{\"name\":\"Ben\"}"),
                commit("4", "null")));

        assertThat(commits.people()).isEqualTo(2);
        assertThat(commits.newest()).extracting(ListedCommit::author).containsExactly(null, "Ben", "Ana L.", "Ana");
    }

    @Test
    void everyFileThatAnyCommitNamesIsAPath() throws Malformed {
        PushedCommits commits = read(of(
                files("1", "[\"new.yaml\"]", "[]", "[]"),
                files("2", "[]", "[\"old.yaml\"]", "[\"apps/ü b.yaml\",\"new.yaml\"]")));

        assertThat(commits.paths().doubt()).isNull();
        assertThat(commits.paths().paths()).containsExactlyInAnyOrder("new.yaml", "old.yaml", "apps/ü b.yaml");
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"id\":\"ID\",\"message\":\"m\",\"added\":[],\"removed\":[]} | the files of a commit are not listed",
                "{\"id\":\"ID\",\"added\":null,\"removed\":[],\"modified\":[]} | the files of a commit are not listed",
                "{\"id\":\"ID\",\"added\":[7],\"removed\":[],\"modified\":[]} | a file of a commit has no name",
                "{\"id\":\"ID\",\"added\":[{\"a\":[1]}],\"removed\":[],\"modified\":[]} | a file of a commit has no name",
                "{\"id\":\"short\",\"added\":[],\"removed\":[],\"modified\":[\"a\"]} | a commit has no id",
                "[1,[2]] | a commit is not described",
                "null | a commit is not described"
            })
    void whatIsNotListedAsGitHubDoesLeavesADoubt(String commit, String doubt) throws Malformed {
        String id = "f".repeat(40);
        PushedCommits commits =
                read(of(files("1", "[\"a\"]", "[]", "[]"), commit.replace("ID", id), commit("2", "{}")));

        assertThat(commits.paths().doubt()).isEqualTo(doubt);
        assertThat(commits.paths().paths()).isEmpty();
        assertThat(commits.count()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"added", "removed", "modified"})
    void aListAsLongAsGitHubsLimitMayHaveBeenCut(String kind) throws Malformed {
        String names =
                IntStream.range(0, 3000).mapToObj(i -> "\"f" + i + "\"").collect(Collectors.joining(",", "[", "]"));
        String one = files("1", "[]", "[]", "[]").replace("\"" + kind + "\":[]", "\"" + kind + "\":" + names);

        assertThat(read(of(one)).paths().doubt()).isEqualTo("GitHub lists at most 3000 files of a commit as " + kind);
        assertThat(read(of(one.replace(",\"f2999\"", ""))).paths().paths()).hasSize(2999);
    }

    @Test
    void asManyCommitsAsGitHubListsMayBeMore() throws Malformed {
        assertThat(read(PushFixture.ofCommits(2047)).doubt()).isNull();
        PushedCommits commits = read(PushFixture.ofCommits(2048));

        assertThat(commits.doubt()).isEqualTo("GitHub lists at most 2048 commits");
        assertThat(commits.paths().doubt()).isEqualTo(commits.doubt());
    }

    @Test
    void manyFilesOfManyCommitsAreNotKept() throws Malformed {
        String[] many = IntStream.range(0, 31)
                .mapToObj(i -> files(
                        Integer.toHexString(i),
                        IntStream.range(0, 100)
                                .mapToObj(j -> "\"d" + i + "/f" + j + "\"")
                                .collect(Collectors.joining(",", "[", "]")),
                        "[]",
                        "[]"))
                .toArray(String[]::new);

        assertThat(read(of(many)).paths().doubt()).isEqualTo("it changes more than 3000 files");
    }

    @Test
    void aNameLongerThanGitTakesIsNone() throws Malformed {
        String longest = "\"" + "a".repeat(4096) + "\"";

        assertThat(read(of(files("1", "[" + longest + "]", "[]", "[]"))).paths().paths())
                .hasSize(1);
        assertThat(read(of(files("1", "[" + longest.replace("\"a", "\"aa") + "]", "[]", "[]")))
                        .paths()
                        .doubt())
                .isEqualTo("a file of a commit has too long a name");
    }

    @Test
    void aForcedPushAndANewBranchDoNotBuildOnWhatWasThere() throws Malformed {
        String why = "the push does not build on what was there before";

        assertThat(read(PushFixture.push().with("forced", "true")).paths().doubt())
                .isEqualTo(why);
        assertThat(read(PushFixture.push().with("before", PushFixture.quoted(PushFixture.ZEROS)))
                        .paths()
                        .doubt())
                .isEqualTo(why);
        assertThat(read(PushFixture.push().with("forced", "true")).doubt()).isNull();
    }

    @Test
    void ofDoubledListsTheLastCounts() throws Malformed {
        PushFixture twice = PushFixture.push()
                .with(
                        "commits",
                        "[7," + commit("1", "{\"name\":\"Eve\"}") + "],\"commits\":[" + commit("2", "{}") + "]");

        PushedCommits commits = read(twice);

        assertThat(commits.count()).isEqualTo(1);
        assertThat(commits.people()).isZero();
        assertThat(commits.newest()).extracting(ListedCommit::sha).containsExactly(sha("2"));
    }

    @Test
    void strangeTextsAreMadeFitForALine() throws Malformed {
        String commit = """
                {"id":"%s","message":"\\n \\u202eRaise\\treplicas (#12)\\r\\nbody","author":{"name":"A\\u0000na\\ud800"},\
                "added":[],"removed":[],"modified":[]}""".formatted(sha("1"));

        ListedCommit one = read(of(commit)).newest().get(0);

        assertThat(one.subject()).isEqualTo("Raise replicas (#12)");
        assertThat(one.pullRequest()).isEqualTo(12);
        assertThat(one.author()).isEqualTo("Ana\uFFFD");
    }

    private static PushFixture of(String... commits) {
        return PushFixture.push().with("commits", String.join(",", commits).transform(all -> "[" + all + "]"));
    }

    private static String commit(String digit, String author) {
        return """
                {"id":"%s","message":"Step","author":%s,"added":[],"removed":[],"modified":[]}""".formatted(sha(digit), author);
    }

    private static String files(String digit, String added, String removed, String modified) {
        return """
                {"id":"%s","message":"Step","author":{"name":"Ana"},"added":%s,"removed":%s,"modified":%s}""".formatted(sha(digit), added, removed, modified);
    }

    private static String sha(String hex) {
        return "0".repeat(40 - hex.length()) + hex;
    }

    private static PushedCommits read(PushFixture push) throws Malformed {
        return PushPayload.read(push.stream(), "guid-1").commits();
    }
}
