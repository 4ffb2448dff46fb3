package dev.wigwag.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wigwag.engine.Build;
import dev.wigwag.engine.Checkout;
import dev.wigwag.engine.RangeAnswer;
import dev.wigwag.engine.RangeException;
import dev.wigwag.engine.RangeException.Fault;
import dev.wigwag.engine.RangeQuestion;
import dev.wigwag.rollout.Changes.Earlier;
import dev.wigwag.rollout.Changes.Way;
import dev.wigwag.rollout.ListedCommit;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.PushedPaths;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is answered about a range of commits, from a repository by file. */
class ReadRangesTest {
    @TempDir
    Path directory;

    private Origin origin;
    private AReader reader;
    private ObjectId first;

    @BeforeEach
    void begin() {
        origin = new Origin(directory.resolve("origin"));
        reader = new AReader(directory.resolve("copies"));
        first = origin.file("apps/podinfo/deployment.yaml", "kind: Deployment")
                .file("apps/other/deployment.yaml", "kind: Deployment")
                .commit("Begin");
    }

    @AfterEach
    void close() {
        origin.close();
    }

    @Test
    void theCommitsAndWhomTheyTouchAreTold() {
        ObjectId second = origin.branch(
                "main",
                origin.file("apps/podinfo/deployment.yaml", "kind: Deployment # 2")
                        .commit("Raise replicas (#7)", first));

        RangeAnswer answer = reader.read(origin.url(), first, second);

        assertThat(answer.changes().way()).isEqualTo(Way.forward);
        assertThat(answer.changes().commits())
                .containsExactly(new ListedCommit(second.name(), "Raise replicas (#7)", "Ana", 7));
        assertThat(answer.changes().whole()).isTrue();
        assertThat(answer.impact().from()).isEqualTo(first.name());
        assertThat(answer.impact().of()).isEqualTo(1);
        assertThat(answer.impact().touched()).singleElement().satisfies(touched -> {
            assertThat(touched.name()).isEqualTo("podinfo");
            assertThat(touched.because()).isEqualTo("apps/podinfo/deployment.yaml");
        });
        assertThat(answer.reasons()).singleElement().satisfies(reasons -> {
            assertThat(reasons.object()).isEqualTo(AReader.APP);
            assertThat(reasons.touched()).isTrue();
        });
    }

    @Test
    void whatReadsNothingThatChangesIsLeftAlone() {
        ObjectId second = origin.branch(
                "main",
                origin.file("apps/other/deployment.yaml", "kind: Deployment # 2")
                        .commit("Other", first));

        RangeAnswer answer = reader.read(origin.url(), first, second);

        assertThat(answer.impact().touched()).isEmpty();
        assertThat(answer.impact().more()).isNull();
        assertThat(answer.reasons()).singleElement().matches(reasons -> !reasons.touched());
    }

    @Test
    void aDoubtAboutTheCheckoutTouchesEveryObject() {
        ObjectId second =
                origin.branch("main", origin.file("README.md", "Read me").commit("Say more", first));
        RangeQuestion asked = AReader.question(origin.url(), first, second);
        Checkout included = new Checkout(
                AReader.SOURCE, origin.url(), null, List.of(), Optional.empty(), List.of("it includes another source"));

        RangeAnswer answer = reader.read(
                new RangeQuestion(included, "main", asked.from(), asked.to(), Map.of(), Map.of(), asked.builds()));

        assertThat(answer.impact().touched())
                .singleElement()
                .matches(touched -> touched.because().equals("it includes another source"));
    }

    @Test
    void ofManyThatAreTouchedTheFirstAreKeptAndTheRestCounted() {
        ObjectId second = origin.branch(
                "main",
                origin.file("apps/podinfo/service.yaml", "kind: Service").commit("Serve", first));
        List<Build> builds = IntStream.range(0, 130)
                .mapToObj(i -> new Build(
                        new ObjectKey("Kustomization", "flux-system", "app-" + i),
                        "apps/podinfo",
                        List.of(),
                        List.of()))
                .toList();

        RangeAnswer answer = reader.read(new RangeQuestion(
                AReader.checkout(origin.url()), "main", first.name(), second.name(), Map.of(), Map.of(), builds));

        assertThat(answer.impact().touched()).hasSize(100);
        assertThat(answer.impact().more()).isEqualTo(30);
        assertThat(answer.impact().of()).isEqualTo(130);
        assertThat(answer.reasons()).hasSize(130);
    }

    @Test
    void whoGoesBackToTheFilesOfBeforeIsToldTheLatestRolloutThatHadThem() {
        ObjectId second = origin.file("apps/podinfo/deployment.yaml", "kind: Deployment # 2")
                .commit("Raise", first);
        ObjectId third = origin.branch(
                "main",
                origin.file("apps/podinfo/deployment.yaml", "kind: Deployment").commit("Revert", second));
        Earlier older = new Earlier("main@sha1:" + first.name(), Instant.parse("2026-01-01T00:00:00Z"));
        Earlier other = new Earlier("main@sha1:" + second.name(), Instant.parse("2026-01-03T00:00:00Z"));

        RangeAnswer answer = reader.read(new RangeQuestion(
                AReader.checkout(origin.url()),
                "main",
                second.name(),
                third.name(),
                Map.of(first.name(), older, second.name(), other, "f".repeat(40), other),
                Map.of(),
                List.of()));

        assertThat(answer.changes().sameAs()).isEqualTo(older);
    }

    @Test
    void eachCanaryIsToldHowManyCommitsItGets() {
        ObjectId second = origin.commits(2, first);
        ObjectId last = origin.branch("main", origin.commits(3, second));
        ObjectKey late = new ObjectKey("Canary", "test", "late");
        ObjectKey lost = new ObjectKey("Canary", "test", "lost");

        RangeAnswer answer = reader.read(new RangeQuestion(
                AReader.checkout(origin.url()),
                "main",
                second.name(),
                last.name(),
                Map.of(),
                Map.of(late, first.name(), lost, "f".repeat(40)),
                List.of()));

        assertThat(answer.changes().count()).isEqualTo(3);
        assertThat(answer.canaries()).containsExactly(Map.entry(late, 5));
    }

    @Test
    void historyWrittenAnewIsAside() {
        ObjectId dropped = origin.branch("main", origin.commits(2, first));
        ObjectId instead = origin.branch("main", origin.commits(1, first));

        assertThat(reader.read(origin.url(), dropped, instead).changes().way()).isEqualTo(Way.aside);
    }

    @Test
    void aCommitThatIsGoneForGoodIsMissingAndTheTextSaysWhich() {
        ObjectId second = origin.branch("main", origin.commits(1, first));
        ObjectId gone = ObjectId.fromString("b".repeat(40));

        assertThatThrownBy(() -> reader.read(origin.url(), gone, second))
                .isInstanceOfSatisfying(
                        RangeException.class, e -> assertThat(e.fault()).isEqualTo(Fault.MISSING))
                .hasMessageContaining("bbbbbbbbbbbb")
                .hasMessageContaining("forced push");
    }

    @Test
    void whatIsNoShaIsMissingAndNotAFailure() {
        RangeQuestion asked = AReader.question(origin.url(), first, first);

        assertThatThrownBy(() -> reader.read(new RangeQuestion(
                        asked.checkout(), "main", "a".repeat(64), asked.to(), Map.of(), Map.of(), List.of())))
                .isInstanceOfSatisfying(
                        RangeException.class, e -> assertThat(e.fault()).isEqualTo(Fault.MISSING));
    }

    @Test
    void whatHasNeverBeenLookedAtIsNotForeseen() {
        assertThat(reader.ranges().foresee(AReader.SOURCE, first.name(), new PushedPaths(Set.of("a"), null)))
                .isEmpty();
    }

    @Test
    void itIsOnUnlessSwitchedOff() {
        assertThat(reader.ranges().isOn()).isTrue();
        assertThat(new AReader(directory).with("enabled", "false").ranges().isOn())
                .isFalse();
    }
}
