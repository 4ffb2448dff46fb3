package dev.wigwag.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wigwag.engine.RangeAnswer;
import dev.wigwag.engine.RangeException;
import dev.wigwag.engine.RangeException.Fault;
import dev.wigwag.engine.RangeQuestion;
import dev.wigwag.rollout.Changes.Way;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is fetched by Git's smart HTTP, in both of its versions, and what is not fetched again. */
class FetchByHttpTest {
    @TempDir
    Path directory;

    private Origin origin;
    private HttpForge forge;
    private AReader reader;
    private ObjectId first;

    @BeforeEach
    void begin() {
        origin = new Origin(directory.resolve("origin"));
        forge = new HttpForge(origin);
        reader = new AReader(directory.resolve("copies"));
        first = origin.file("apps/podinfo/deployment.yaml", "kind: Deployment").commit("Begin");
    }

    @AfterEach
    void close() {
        forge.close();
        origin.close();
    }

    @ParameterizedTest
    @CsvSource({"true, false", "false, false", "true, true", "false, true"})
    void bothVersionsOfTheProtocolAreSpokenWithJGitAndWithAnInstalledGit(boolean modern, boolean installed) {
        forge.modern = modern;
        forge.installedGit = installed && AnInstalledGit.isThere();
        ObjectId last = origin.branch("main", origin.commits(7, first));

        RangeAnswer answer = reader.read(forge.url(), first, last);

        assertThat(answer.changes().count()).isEqualTo(7);
        assertThat(answer.changes().whole()).isTrue();
        assertThat(forge.fetches).hasValue(1);
        assertThat(reader.fetched("fetched")).isEqualTo(1);
    }

    @Test
    void whatIsThereIsNotFetchedAgain() {
        ObjectId last = origin.branch("main", origin.commits(7, first));
        reader.read(forge.url(), first, last);
        int requests = forge.authorizations.size();

        reader.read(forge.url(), first, last);
        reader.read(forge.url(), last, first);

        assertThat(forge.authorizations).hasSize(requests);
        assertThat(reader.fetched("fetched")).isEqualTo(1);
    }

    @Test
    void ofALaterCommitOnlyWhatIsNewIsFetched() {
        origin.file("large.bin", noise(100_000, 1));
        ObjectId second = origin.branch("main", origin.commits(3, first));
        reader.read(forge.url(), first, second);
        double before = reader.gauge("wigwag.git.disk");
        ObjectId third = origin.branch("main", origin.commits(1, second));

        assertThat(reader.read(forge.url(), second, third).changes().count()).isEqualTo(1);

        assertThat(reader.gauge("wigwag.git.disk") - before).isLessThan(20_000);
        assertThat(forge.fetches).hasValue(2);
    }

    @Test
    void theHistoryIsDeepenedUntilTheTwoAreConnected() {
        ObjectId last = origin.branch("main", origin.commits(30, first));
        reader.with("depth", "2").with("deepest", "100");

        RangeAnswer answer = reader.read(forge.url(), first, last);

        assertThat(answer.changes().count()).isEqualTo(30);
        assertThat(answer.changes().way()).isEqualTo(Way.forward);
        assertThat(answer.changes().whole()).isTrue();
        assertThat(forge.fetches.get()).isBetween(3, 4);
    }

    @Test
    void anEndToTheDepthLeavesTheChangesIncompleteButTellsWhoIsTouched() {
        ObjectId last = origin.branch(
                "main",
                origin.file("apps/podinfo/deployment.yaml", "kind: Deployment # 2")
                        .commit("Last", origin.commits(30, first)));
        reader.with("depth", "2").with("deepest", "8");

        RangeAnswer answer = reader.read(forge.url(), first, last);

        assertThat(answer.changes().whole()).isFalse();
        assertThat(answer.changes().way()).isNull();
        assertThat(answer.changes().count()).isEqualTo(8);
        assertThat(answer.impact().touched()).hasSize(1);
        int fetches = forge.fetches.get();
        reader.read(forge.url(), first, last);
        assertThat(forge.fetches).as("and it is not tried again and again").hasValue(fetches);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aServerThatGivesOutNoSingleCommitsIsAskedForTheBranch(boolean installed) {
        origin.set("allowanysha1inwant", false);
        forge.modern = false;
        forge.installedGit = installed && AnInstalledGit.isThere();
        ObjectId to = origin.commits(5, first);
        origin.branch("main", origin.commits(6, to));
        reader.with("depth", "3");

        RangeAnswer answer = reader.read(forge.url(), first, to);

        assertThat(answer.changes().count()).isEqualTo(5);
        assertThat(answer.changes().whole()).isTrue();
    }

    @Test
    void aServerThatCanLeaveNothingOutSendsAll() {
        origin.set("allowfilter", false);
        ObjectId last = origin.branch(
                "main", origin.file("large.bin", noise(300_000, 2)).commit("Large", first));

        assertThat(reader.read(forge.url(), first, last).changes().count()).isEqualTo(1);
        assertThat(reader.gauge("wigwag.git.disk")).isGreaterThan(300_000);
    }

    @Test
    void largeFilesAreLeftOutAndThatTheyChangeIsSeenAllTheSame() {
        origin.file("apps/podinfo/large.yaml", noise(300_000, 3));
        origin.file("apps/podinfo/kustomization.yaml", "resources: [deployment.yaml, large.yaml]");
        ObjectId second = origin.commit("Large", first);
        origin.branch("main", second);
        RangeAnswer added = reader.read(forge.url(), first, second);
        origin.file("apps/podinfo/large.yaml", noise(300_000, 4));
        ObjectId third = origin.branch("main", origin.commit("Other", second));

        RangeAnswer changed = reader.read(forge.url(), second, third);

        assertThat(reader.gauge("wigwag.git.disk")).isLessThan(100_000);
        assertThat(added.impact().touched()).hasSize(1);
        assertThat(changed.impact().touched()).hasSize(1);
    }

    @Test
    void whatSaysWhatToBuildButIsTooLargeToBeFetchedCannotBeRead() {
        String large = "resources: [deployment.yaml]\n# " + "x".repeat(300_000);
        ObjectId second = origin.file("apps/podinfo/kustomization.yaml", large).commit("Large", first);
        origin.file("README.md", "Read me");
        ObjectId third = origin.branch("main", origin.commit("Other", second));

        RangeAnswer answer = reader.read(forge.url(), second, third);

        assertThat(answer.impact().touched())
                .singleElement()
                .satisfies(touched -> assertThat(touched.because()).contains("apps/podinfo/kustomization.yaml"));
        assertThat(reader.fetched("fetched")).isEqualTo(1);
    }

    @Test
    void aTagIsFetchedByItsName() {
        origin.set("allowanysha1inwant", false);
        forge.modern = false;
        ObjectId last = origin.commits(3, first);
        origin.ref("refs/tags/v1.0.0", last);
        RangeQuestion asked = AReader.question(forge.url(), first, last);

        RangeAnswer answer = reader.read(
                new RangeQuestion(asked.checkout(), "v1.0.0", asked.from(), asked.to(), Map.of(), Map.of(), List.of()));

        assertThat(answer.changes().count()).isEqualTo(3);
    }

    @Test
    void eightWhoAskForTheSameFetchItOnce() throws Exception {
        ObjectId last = origin.branch("main", origin.commits(7, first));
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Callable<RangeAnswer>> questions = IntStream.range(0, 8)
                    .<Callable<RangeAnswer>>mapToObj(i -> () -> reader.read(forge.url(), first, last))
                    .toList();
            for (Future<RangeAnswer> answer : pool.invokeAll(questions)) {
                assertThat(answer.get().changes().count()).isEqualTo(7);
            }
        } finally {
            pool.shutdownNow();
        }

        assertThat(forge.fetches).hasValue(1);
    }

    @Test
    void aCopyThatVanishedIsFetchedAnew() throws Exception {
        ObjectId last = origin.branch("main", origin.commits(7, first));
        reader.read(forge.url(), first, last);

        new CopyFiles(reader.directory).delete();

        assertThat(reader.read(forge.url(), first, last).changes().count()).isEqualTo(7);
    }

    @Test
    void aCopyThatVanishesWhileItIsFetchedIsFetchedAnew() {
        ObjectId last = origin.branch("main", origin.commits(7, first));
        int[] visits = new int[1];
        forge.door = exchange -> {
            if (exchange.getRequestMethod().equals("POST") && visits[0]++ == 1) {
                new CopyFiles(reader.directory).delete();
            }
            return false;
        };

        assertThat(reader.read(forge.url(), first, last).changes().count()).isEqualTo(7);
        assertThat(visits[0]).isGreaterThan(2);
    }

    @Test
    void aHistoryThatWasTooMuchBitByBitIsBegunAnew() {
        reader.with("largest", "100K");
        ObjectId last = first;
        for (int i = 0; i < 4; i++) {
            ObjectId next = origin.branch(
                    "main", origin.file("some.bin", noise(30_000, i)).commit("More", last));
            reader.with("depth", "1");
            assertThat(reader.read(forge.url(), next, next).changes().way()).isEqualTo(Way.nowhere);
            last = next;
        }

        assertThat(reader.fetched("too-large")).isEqualTo(1);
        assertThat(reader.gauge("wigwag.git.disk")).isLessThan(100 * 1024);
    }

    @Test
    void aRepositoryThatIsTooLargeIsRefusedAndLeavesNothingBehind() {
        origin.set("allowfilter", false);
        reader.with("largest", "100K");
        ObjectId last =
                origin.branch("main", origin.file("some.bin", noise(200_000, 9)).commit("Much", first));

        assertThatThrownBy(() -> reader.read(forge.url(), first, last))
                .isInstanceOfSatisfying(
                        RangeException.class, e -> assertThat(e.fault()).isEqualTo(Fault.TOO_LARGE))
                .hasMessageContaining("wigwag.git.largest");
        assertThat(reader.gauge("wigwag.git.disk")).isZero();
    }

    private static byte[] noise(int length, int seed) {
        byte[] noise = new byte[length];
        new Random(seed).nextBytes(noise);
        return noise;
    }
}
