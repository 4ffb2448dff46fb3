package dev.wigwag.github;

import static dev.wigwag.github.ATextRollout.canary;
import static dev.wigwag.github.ATextRollout.claim;
import static dev.wigwag.github.ATextRollout.incidental;
import static dev.wigwag.github.ATextRollout.live;
import static dev.wigwag.github.ATextRollout.of;
import static dev.wigwag.github.ATextRollout.revision;
import static dev.wigwag.github.ATextRollout.run;
import static dev.wigwag.github.ATextRollout.setUp;
import static dev.wigwag.github.ATextRollout.superseded;
import static dev.wigwag.github.ATextRollout.withSha;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.engine.LinkTemplate;
import dev.wigwag.rollout.CanaryProgress;
import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.Stage;
import dev.wigwag.rollout.StagePhase;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CommitStatusTextTest {
    private static final String SOURCE = "wigwag/blue/source/flux-system/gitops";
    private static final String CANARY = "wigwag/blue/canary/test/podinfo";
    private static final CommitStatusText TEXT = new CommitStatusText("blue", LinkTemplate.of(Optional.empty()));
    private static final Stage OPEN = canary(StagePhase.Superseded, null, run("Progressing", 20, 2, 5));
    private static final Stage PROMOTED = canary(StagePhase.Succeeded, null, run("Succeeded", 0, 5, 5));

    static Stream<Arguments> wholes() {
        return Stream.of(
                Arguments.of(
                        of('a', Phase.Pending, "waiting for Flux to fetch main@aaaaaaa"),
                        "pending: waiting for Flux to fetch main@aaaaaaa"),
                Arguments.of(
                        of('a', Phase.Progressing, "3/5 ready, flagger waits for linkerd-viz"),
                        "pending: 3/5 ready, flagger waits for linkerd-viz"),
                Arguments.of(
                        of('a', Phase.Waiting, "4/5 ready, podinfo.test canary waits for approval to promote"),
                        "pending: 4/5 ready, podinfo.test canary waits for approval to promote"),
                Arguments.of(of('a', Phase.Succeeded, "5/5 ready"), "success: 5/5 ready"),
                Arguments.of(
                        of('a', Phase.Failed, "1/5 failed: cart HealthCheckFailed"),
                        "failure: 1/5 failed: cart HealthCheckFailed"),
                Arguments.of(
                        superseded('a', "Dropped", revision('b'), "dropped by a force push"),
                        "error: dropped by a force push"),
                Arguments.of(
                        superseded('a', "NotSelected", revision('b'), "not selected, the source stays at 1.2.3"),
                        "error: not selected, the source stays at 1.2.3"),
                Arguments.of(
                        superseded('a', "SourceDeleted", "its source was deleted", "its source was deleted"),
                        "error: its source was deleted"),
                Arguments.of(live('a', 'c'), "success: live as part of main@ccccccc"),
                Arguments.of(
                        overtaken('a'),
                        "error: overtaken by main@bbbbbbb, of which no outcome is known here any more"));
    }

    @ParameterizedTest
    @MethodSource("wholes")
    void theWholeRolloutSaysHowItStands(Rollout rollout, String line) {
        assertThat(lines(rollout, null)).containsExactly(SOURCE + " " + line);
    }

    static Stream<Arguments> heirs() {
        return Stream.of(
                Arguments.of(of('b', Phase.Succeeded, "5/5 ready"), "success: live as part of main@bbbbbbb"),
                Arguments.of(
                        of('b', Phase.Failed, "1/5 failed: cart"),
                        "failure: failed as part of main@bbbbbbb: 1/5 failed: cart"),
                Arguments.of(
                        of('b', Phase.Progressing, "2/5 ready"), "pending: goes on as part of main@bbbbbbb: 2/5 ready"),
                Arguments.of(live('b', 'c'), "success: live as part of main@ccccccc"),
                Arguments.of(
                        superseded('b', "Dropped", revision('c'), "dropped by a force push"),
                        "error: part of main@bbbbbbb: dropped by a force push"));
    }

    @ParameterizedTest
    @MethodSource("heirs")
    void anOvertakenRolloutTakesTheOutcomeOfWhatOvertookIt(Rollout heir, String line) {
        assertThat(lines(overtaken('a'), heir)).containsExactly(SOURCE + " " + line);
    }

    @Test
    void whatWasTakenOutByGoingBackIsNotLive() {
        Rollout later = superseded('b', "Overtaken", revision('a'), "overtaken by main@aaaaaaa");

        assertThat(lines(later, of('a', Phase.Succeeded, "5/5 ready")))
                .containsExactly(SOURCE + " error: taken out again by going back to main@aaaaaaa");
    }

    static Stream<Arguments> canaries() {
        return Stream.of(
                Arguments.of(
                        canary(StagePhase.Pending, "waits for Flagger to see the change", claim()),
                        "pending: canary podinfo.test waits for Flagger to see the change"),
                Arguments.of(
                        canary(StagePhase.Progressing, null, run("Progressing", null, null, 5)),
                        "pending: canary podinfo.test starting"),
                Arguments.of(
                        canary(
                                StagePhase.Progressing,
                                "its pods are not ready: 0 of 2",
                                run("Progressing", 0, null, 5)),
                        "pending: canary podinfo.test starting, its pods are not ready: 0 of 2"),
                Arguments.of(
                        canary(StagePhase.Progressing, "1/5 checks failed", run("Progressing", 30, 3, 5)),
                        "pending: canary podinfo.test 30%, step 3 of 5, 1/5 checks failed"),
                Arguments.of(
                        canary(StagePhase.Progressing, null, run("Progressing", 0, 3, null)),
                        "pending: canary podinfo.test step 3"),
                Arguments.of(
                        canary(StagePhase.Progressing, null, run("Finalising", 50, 5, 5)),
                        "pending: canary podinfo.test promoting"),
                Arguments.of(
                        canary(StagePhase.Waiting, "waits for approval to promote", run("WaitingPromotion", 50, 5, 5)),
                        "pending: canary podinfo.test waits for approval to promote"),
                Arguments.of(
                        canary(StagePhase.Suspended, "suspended", run("Progressing", 10, 1, 5)),
                        "pending: canary podinfo.test suspended; resume it to go on"),
                Arguments.of(PROMOTED, "success: canary podinfo.test promoted"),
                Arguments.of(canary(StagePhase.Succeeded, null, setUp()), "success: canary podinfo.test set up"),
                Arguments.of(
                        canary(StagePhase.Unchanged, "runs this version already", claim()),
                        "success: canary podinfo.test runs this version already"),
                Arguments.of(
                        canary(StagePhase.Failed, "success-rate 97.32 < 99", run("Failed", 0, 3, 5)),
                        "failure: canary podinfo.test failed: success-rate 97.32 < 99"),
                Arguments.of(
                        canary(StagePhase.Failed, null, run("Failed", 0, 3, 5)), "failure: canary podinfo.test failed"),
                Arguments.of(
                        canary(StagePhase.Superseded, "restarted by a later change", run("Progressing", 20, 2, 5)),
                        "error: canary podinfo.test restarted by a later change"),
                Arguments.of(OPEN, "error: canary podinfo.test ended early"));
    }

    @ParameterizedTest
    @MethodSource("canaries")
    void eachCanarySaysHowFarItIs(Stage stage, String line) {
        assertThat(lines(of('a', Phase.Progressing, "2/3 ready", stage), null))
                .containsExactly(SOURCE + " pending: 2/3 ready", CANARY + " " + line);
    }

    @Test
    void anOpenRunTakesWhatBecomesOfTheCanaryInTheRolloutThatTookOver() {
        assertThat(lines(overtaken('a', OPEN), of('b', Phase.Failed, "1/5 failed: cart", PROMOTED)))
                .last()
                .isEqualTo(CANARY + " success: canary podinfo.test promoted as part of main@bbbbbbb");
        assertThat(lines(overtaken('a', OPEN), of('b', Phase.Succeeded, "5/5 ready")))
                .last()
                .isEqualTo(CANARY + " success: canary podinfo.test: live as part of main@bbbbbbb");
        assertThat(lines(overtaken('a', OPEN), superseded('b', "Dropped", revision('c'), "dropped", OPEN)))
                .last()
                .isEqualTo(CANARY + " error: canary podinfo.test: part of main@bbbbbbb: dropped");
    }

    @Test
    void aDroppedRunTakesNothingFromWhoeverCameInstead() {
        Rollout dropped = superseded('a', "Dropped", revision('b'), "dropped by a force push", OPEN);

        assertThat(lines(dropped, of('b', Phase.Succeeded, "5/5 ready", PROMOTED)))
                .last()
                .isEqualTo(CANARY + " error: canary podinfo.test: dropped by a force push");
    }

    @Test
    void aRunThatHadItsOutcomeKeepsItWhateverCameLater() {
        assertThat(lines(overtaken('a', PROMOTED), of('b', Phase.Failed, "1/5 failed: cart")))
                .last()
                .isEqualTo(CANARY + " success: canary podinfo.test promoted");
    }

    @Test
    void aDeletedCanaryDoesNotSpoilARolloutThatSucceeded() {
        Stage deleted = canary(StagePhase.Superseded, "deleted", run("Progressing", 20, 2, 5));

        assertThat(lines(of('a', Phase.Succeeded, "5/5 ready", deleted), null))
                .last()
                .isEqualTo(CANARY + " success: canary podinfo.test deleted");
    }

    @Test
    void aRunThatNoCommitStartedHasNoLine() {
        Stage restart = canary(StagePhase.Progressing, null, incidental());

        assertThat(lines(of('a', Phase.Succeeded, "5/5 ready", restart), null)).hasSize(1);
        assertThat(lines(of('a', Phase.Succeeded, "5/5 ready", PROMOTED, restart), null))
                .containsExactly(SOURCE + " success: 5/5 ready", CANARY + " success: canary podinfo.test promoted");
    }

    @Test
    void aContextHasOneLineThoughTheCanaryWereThereTwice() {
        Stage second = canary(StagePhase.Progressing, null, run("Progressing", 10, 1, 5));

        assertThat(lines(of('a', Phase.Progressing, "4/5 ready", PROMOTED, second), null))
                .containsExactly(
                        SOURCE + " pending: 4/5 ready", CANARY + " pending: canary podinfo.test 10%, step 1 of 5");
    }

    @Test
    void aRolloutWithoutACommitHasNoLines() {
        Rollout some = of('a', Phase.Succeeded, "5/5 ready", PROMOTED);

        assertThat(TEXT.of(withSha(some, null), Optional.empty())).isEmpty();
        assertThat(TEXT.of(withSha(some, "main"), Optional.empty())).isEmpty();
        assertThat(TEXT.of(withSha(some, "a".repeat(64)), Optional.empty())).isEmpty();
    }

    @Test
    void aRolloutThatWasOnlyJustCreatedWaits() {
        assertThat(lines(of('a', Phase.Succeeded, "").withStatus(null), null))
                .containsExactly(SOURCE + " pending: waiting for Flux to fetch main@aaaaaaa");
    }

    @Test
    void everyLineLeadsToTheRollout() {
        CommitStatusText linked =
                new CommitStatusText("blue", LinkTemplate.of(Optional.of("https://ops/{namespace}/{name}")));

        assertThat(linked.of(of('a', Phase.Succeeded, "5/5 ready", PROMOTED), Optional.empty()))
                .extracting(CommitStatus::targetUrl)
                .containsExactly("https://ops/flux-system/gitops-a", "https://ops/flux-system/gitops-a");
    }

    @Test
    void whateverIsSaidFitsGitHubAndHoldsNoSecret() {
        Random random = new Random(140);
        String secret = "ghp_abcdefghijklmnopqrstuvwxyz0123456789";
        for (int i = 0; i < 3000; i++) {
            String said = text(random) + (random.nextInt(4) == 0 ? secret : "") + text(random);
            Phase phase = Phase.values()[random.nextInt(Phase.values().length)];
            StagePhase part = StagePhase.values()[random.nextInt(StagePhase.values().length)];
            CanaryProgress progress = random.nextBoolean() ? run("Progressing", 30, 3, 5) : claim();
            Rollout rollout = of('a', phase, said, canary(part, said, progress));
            Optional<Rollout> heir = random.nextBoolean()
                    ? Optional.of(of('b', phase, said, canary(part, said, progress)))
                    : Optional.empty();

            List<CommitStatus> lines = TEXT.of(rollout, heir);

            assertThat(lines)
                    .hasSize(2)
                    .isEqualTo(TEXT.of(rollout, heir))
                    .allSatisfy(line -> assertThat(line.description())
                            .isNotBlank()
                            .doesNotContain("\n", "\r", secret)
                            .matches(words -> words.codePointCount(0, words.length()) <= 140, "at most 140 code points")
                            .matches(
                                    words -> words.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF),
                                    "whole characters"));
        }
    }

    @Test
    void aLongLineEndsInAnEllipsis() {
        String line = TEXT.of(of('a', Phase.Failed, "😀".repeat(141)), Optional.empty())
                .get(0)
                .description();

        assertThat(line).isEqualTo("😀".repeat(139) + "…");
    }

    private static Rollout overtaken(char commit, Stage... stages) {
        return superseded(commit, "Overtaken", revision('b'), "overtaken by main@bbbbbbb", stages);
    }

    private static List<String> lines(Rollout rollout, Rollout heir) {
        return TEXT.of(rollout, Optional.ofNullable(heir)).stream()
                .map(line -> line.context() + " " + line.state() + ": " + line.description())
                .toList();
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(120);
        for (int i = 0; i < length; i++) {
            int kind = random.nextInt(12);
            if (kind == 0) {
                text.appendCodePoint(0x1F600 + random.nextInt(50));
            } else if (kind == 1) {
                text.append((char) (0xD800 + random.nextInt(0x800)));
            } else if (kind == 2) {
                text.append((char) random.nextInt(0x20));
            } else {
                text.append((char) (' ' + random.nextInt(0x250)));
            }
        }
        return text.append(' ').toString();
    }
}
