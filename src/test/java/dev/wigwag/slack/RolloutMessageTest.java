package dev.wigwag.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wigwag.rollout.CanaryProgress;
import dev.wigwag.rollout.CanaryProgress.Attribution;
import dev.wigwag.rollout.Changes;
import dev.wigwag.rollout.Impact;
import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.RolloutKey;
import dev.wigwag.rollout.RolloutSpec;
import dev.wigwag.rollout.Stage;
import dev.wigwag.rollout.StagePhase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RolloutMessageTest {
    @ParameterizedTest
    @EnumSource(Phase.class)
    void theFirstWordsOfNotificationAndHeaderAreTheSameAndTellThePhase(Phase phase) {
        SlackMessage message = Drawn.in(phase, "so it is").message();

        String header = message.blocks().path(0).path("text").path("text").asText();
        String headline = header.substring(0, header.indexOf(':'));
        assertThat(message.text()).startsWith(headline + ": gitops main@1648322 on prod-eu");
        assertThat(header).isEqualTo(headline + ": gitops on prod-eu");
    }

    @ParameterizedTest
    @CsvSource({"Dropped,Dropped", "NotSelected,Not selected", "SourceDeleted,Source deleted", "Overtaken,Overtaken"})
    void aRolloutThatEndedEarlySaysHow(String reason, String words) {
        SlackMessage message = Drawn.in(Phase.Superseded, "because")
                .condition("Superseded", "True", reason, "x")
                .message();

        assertThat(SlackPreview.of(message)).contains(words + ": gitops on prod-eu", "\nbecause\n");
    }

    @Test
    void aSubjectThatNobodyCanSeeTakesNoLine() {
        Drawn drawn = Drawn.in(Phase.Progressing, "3/5 ready").commit("\u202E\u2066", "Ana");

        assertThat(drawn.message().blocks().get(1).path("type").asText()).isEqualTo("context");
    }

    @Test
    void theSameRolloutGivesTheSameBytesAndAnotherOnesDiffer() {
        Drawn drawn = Drawn.in(Phase.Progressing, "1/2 ready").with(StagePhase.Progressing, "a");

        assertThat(drawn.message().digest())
                .isEqualTo(drawn.message().digest())
                .hasSize(64)
                .isNotEqualTo(drawn.with(StagePhase.Progressing, "b").message().digest());
    }

    @Test
    void theOrderInWhichStagesAreStoredDoesNotShow() {
        SlackMessage one = Drawn.in(Phase.Progressing, "x")
                .with(StagePhase.Progressing, "a", "b")
                .with(canary("one", 10), canary("two", 20))
                .message();
        SlackMessage other = Drawn.in(Phase.Progressing, "x")
                .with(canary("two", 20), canary("one", 10))
                .with(StagePhase.Progressing, "b", "a")
                .message();

        assertThat(one.digest()).isEqualTo(other.digest());
    }

    @Test
    void aRolloutThatNobodyFoldedYetIsPending() {
        Rollout fresh = new Rollout(
                new RolloutKey("flux-system", "gitops-1"),
                new RolloutSpec(
                        new RolloutSpec.Source("OCIRepository", "gitops"),
                        "latest@sha256:" + "a".repeat(64),
                        null,
                        null,
                        null),
                null,
                null);

        String seen = SlackPreview.of(RolloutMessage.of(fresh, "prod-eu", Optional.empty()));

        assertThat(seen)
                .contains("Pushed: gitops on prod-eu", "waiting for Flux to fetch latest@aaaaaaa")
                .doesNotContain("http", "by ");
    }

    @Test
    void stagesThatAreOnlyCountedAreCounted() {
        Rollout rollout =
                Drawn.in(Phase.Progressing, "x").rollout(Map.of("Succeeded", 4000, "Unchanged", 900, "Failed", 100));

        assertThat(SlackPreview.of(RolloutMessage.of(rollout, "blue", Optional.empty())))
                .contains("*4900 of 5000 ready*, 100 failed");
    }

    @Test
    void timeIsToldOnlyAtTheEnd() {
        assertThat(SlackPreview.of(Drawn.in(Phase.Succeeded, "1/1 ready")
                        .with(StagePhase.Succeeded, "a")
                        .message()))
                .contains("after 1 min 35 s");
        assertThat(SlackPreview.of(Drawn.in(Phase.Progressing, "1/2 ready")
                        .with(StagePhase.Succeeded, "a")
                        .with(StagePhase.Progressing, "b")
                        .message()))
                .doesNotContain("after ");
    }

    @ParameterizedTest
    @CsvSource({
        "0,░░░░░░░░░░ 0%",
        "1,▓░░░░░░░░░ 1%",
        "30,▓▓▓░░░░░░░ 30%",
        "45,▓▓▓▓░░░░░░ 45%",
        "99,▓▓▓▓▓▓▓▓▓░ 99%",
        "100,▓▓▓▓▓▓▓▓▓▓ 100%",
        "250,▓▓▓▓▓▓▓▓▓▓ 100%",
        "-3,░░░░░░░░░░ 0%"
    })
    void theBarNeverShowsMoreThanThereIs(int weight, String bar) {
        assertThat(CanaryText.line(canary("podinfo", weight))).isEqualTo("🐤 *podinfo.test* " + bar);
    }

    @Test
    void aRunThatFlaggerCarriesOverSaysSoInsteadOfAStep() {
        String told = CanaryText.whole(
                Drawn.canary(StagePhase.Progressing, "podinfo", null, Drawn.progress("Promoting", 100, 5, 0, null)),
                null);

        assertThat(told).contains("promoting").doesNotContain("step");
    }

    @Test
    void failedChecksAreCountedOnceWhereTheMessageCountsThem() {
        String told = CanaryText.whole(
                Drawn.canary(
                        StagePhase.Progressing,
                        "podinfo",
                        "2/5 checks failed, last: success-rate 97 < 99",
                        Drawn.progress("Progressing", 30, 3, 2, null)),
                null);

        assertThat(told).containsOnlyOnce("2/5 checks failed");
    }

    @Test
    void aHundredOfTheLongestNamesAreFourOfThemAndANumber() {
        List<Impact.Touched> longest = IntStream.range(0, 100)
                .mapToObj(i -> new Impact.Touched("Kustomization", "n".repeat(63), "&".repeat(253), "x"))
                .toList();

        Drawn drawn = Drawn.in(Phase.Progressing, "1/5000 ready")
                .bringing(Drawn.commits(Changes.Way.forward, 20, 20), new Impact(Drawn.BEFORE, 5_000, longest, 400));
        String context = drawn.message().blocks().get(2).toString();

        assertThat(context.length()).isLessThan(1_500);
        assertThat(context).contains("|20 commits by 2 people> · touches 500 of 5000: " + "n".repeat(63) + "/&amp;");
    }

    @Test
    void whatIsLeftAloneIsCountedAndNotNamedUnlessItFails() {
        Drawn drawn = Drawn.in(Phase.Failed, "1/5 failed")
                .with(StagePhase.Unchanged, "ready")
                .with(StagePhase.Pending, "to-come")
                .with(StagePhase.Progressing, "podinfo")
                .with(Drawn.stage(StagePhase.Waiting, "flux-system", "waiting", "waits for podinfo"))
                .with(Drawn.stage(StagePhase.Failed, "flux-system", "broken", "BuildFailed"))
                .bringing(null, Drawn.touching("podinfo"));

        String shown = SlackPreview.of(drawn.message());

        assertThat(shown)
                .contains("touches 1 of 65: podinfo", "*1 of 5 ready*, 1 failed, 1 waiting, 2 under way")
                .contains("❌ *flux-system/broken* BuildFailed", "🔄 flux-system/podinfo · 2 that it does not touch")
                .doesNotContain("to-come", "flux-system/waiting", "flux-system/ready");
    }

    @Test
    void aRunThatNoCommitStartedSaysSo() {
        CanaryProgress none = new CanaryProgress(
                "Progressing", "r-1", null, Attribution.none, 10, 1, null, 1, null, null, null, null, null, null);

        assertThat(CanaryText.whole(Drawn.canary(StagePhase.Progressing, "podinfo", null, none), null))
                .contains("started by no commit", "step 1 ·", "1 checks failed");
    }

    @Test
    void theCausesOfFailureComeBeforeWhatIsUnderWay() {
        List<String> lines = SlackPreview.of(Drawn.in(Phase.Failed, "x")
                        .with(StagePhase.Progressing, "busy")
                        .with(Drawn.stage(StagePhase.Failed, "apps", "cart", "HealthCheckFailed: why"))
                        .with(canary("a", 10))
                        .with(Drawn.canary(
                                StagePhase.Failed,
                                "z",
                                "rolled back",
                                Drawn.progress("Failed", 0, 1, 5, "rolled back")))
                        .message())
                .lines()
                .toList();

        assertThat(lines)
                .containsSubsequence(
                        "❌ *apps/cart* HealthCheckFailed: why",
                        "🔄 flux-system/busy",
                        "❌ *z.test*",
                        "🐤 *a.test* ▓░░░░░░░░░ 10%");
    }

    @Test
    void aSourceThatCannotBeFetchedIsNamedThoughItsRevisionIsLive() {
        SlackMessage message = Drawn.in(Phase.Succeeded, "1/1 ready")
                .with(StagePhase.Succeeded, "a")
                .condition("SourceReady", "False", "GitOperationFailed", "authentication required")
                .message();

        assertThat(SlackPreview.of(message)).contains("⚠️ authentication required");
    }

    @Test
    void anythingTheCommitSaysStaysWords() {
        SlackMessage message = Drawn.in(Phase.Progressing, "x")
                .commit("\n\n  <!channel> *bold* <https://evil.example|ok>\nmore", "<@U0ANA>")
                .message();

        JsonNode subject = message.blocks().path(1).path("text");
        assertThat(subject.path("type").asText()).isEqualTo("plain_text");
        assertThat(subject.path("text").asText()).isEqualTo("<!channel> *bold* <https://evil.example|ok>");
        assertThat(message.text()).doesNotContain("<").contains("&lt;!channel&gt;");
        assertThat(message.blocks().path(2).toString()).contains("&lt;@U0ANA&gt;");
    }

    @ParameterizedTest
    @CsvSource({
        "ghcr.io/a/podinfo:6.5.0,ghcr.io/a/podinfo:6.6.0,podinfo 6.5.0 → 6.6.0",
        "podinfo:1,other:2,podinfo 1 → other 2",
        "localhost:5000/podinfo:1,localhost:5000/podinfo:2,podinfo 1 → 2",
        "podinfo@sha256:0123456789abcdef,podinfo@sha256:fedcba9876543210,podinfo 0123456 → fedcba9",
        "podinfo:1@sha256:0123456789abcdef,podinfo:2@sha256:0123456789abcdef,podinfo 1 → 2",
        "podinfo,podinfo:2,podinfo → podinfo 2",
        "podinfo:1,podinfo:1,podinfo 1"
    })
    void imagesAreAsShortAsPeopleSayThem(String before, String after, String shown) {
        assertThat(ImageChange.of(new TreeMap<>(Map.of("old", before, "new", after))))
                .contains(shown);
    }

    @Test
    void anImageThatIsNotKnownIsNotMadeUp() {
        assertThat(ImageChange.of(null)).isEmpty();
        assertThat(ImageChange.of(Map.of())).isEmpty();
        assertThat(ImageChange.of(Map.of("new", "podinfo:2"))).contains("podinfo 2");
    }

    @ParameterizedTest
    @CsvSource({"0,0 s", "45,45 s", "60,1 min", "192,3 min 12 s", "3600,1 h", "7265,2 h 1 min", "90000,1 d 1 h"})
    void durationsHaveTheTwoLargestUnits(long seconds, String words) {
        assertThat(TimeTaken.words(Duration.ofSeconds(seconds))).isEqualTo(words);
    }

    private static Stage canary(String name, int weight) {
        return Drawn.canary(StagePhase.Progressing, name, null, Drawn.progress("Progressing", weight, 1, 0, null));
    }
}
