package dev.wigwag.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wigwag.github.GitHubMirrors;
import dev.wigwag.rollout.APush;
import dev.wigwag.rollout.CanaryProgress;
import dev.wigwag.rollout.CanaryProgress.Attribution;
import dev.wigwag.rollout.Commit;
import dev.wigwag.rollout.Outlet;
import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.RolloutKey;
import dev.wigwag.rollout.RolloutSpec;
import dev.wigwag.rollout.RolloutStatus;
import dev.wigwag.rollout.Stage;
import dev.wigwag.rollout.StagePhase;
import dev.wigwag.sandbox.github.GitHubApiStandIn;
import dev.wigwag.sandbox.github.PostedDeployment;
import dev.wigwag.sandbox.github.PostedStatus;
import dev.wigwag.sandbox.slack.SlackStandIn;
import dev.wigwag.slack.SlackMirrors;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What one commit that moves very much costs outside, by the very mirrors that are shipped, on far ends that keep their limits by
 * the same clock. Every second the rollout says something new, and a process looks.
 */
@Timeout(120)
class CallsOfOneCommitTest {
    private static final int KUSTOMIZATIONS = 1_000;
    private static final int CANARIES = 20;
    private static final int STEPS = 10;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final String REPOSITORY = "acme/web";
    private static final String SHA = "1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d";
    private static final String CHANNEL = "C0RELEASES";
    private static final RolloutKey KEY = new RolloutKey("flux-system", "gitops-1a2b3c4d5e6f");

    private final TestEngine.MovableClock clock = new TestEngine.MovableClock(APush.NOON);
    private final MemoryLedger ledger = new MemoryLedger(new Mishaps());
    private final GitHubApiStandIn github = new GitHubApiStandIn(clock);
    private final SlackStandIn slack = SlackMirrors.workspace(clock);
    private final OwnTurns turns = new OwnTurns();
    private final List<Mirror> mirrors = Stream.concat(
                    GitHubMirrors.of(github, REPOSITORY, SHA, clock).stream(),
                    Stream.of(SlackMirrors.messages(slack, CHANNEL, clock)))
            .toList();
    private final List<MirrorRollout> processes = List.of(process(), process());
    private int looks;

    @AfterEach
    void stop() {
        github.close();
        slack.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 30, 60})
    void aThousandKustomizationsAndTwentyCanariesStayWithinTheirCalls(int secondsPerStep) {
        int end = 20 + secondsPerStep * STEPS + CANARIES;
        for (int second = 0; second < end; second++) {
            show(second, secondsPerStep, false);
            pass(SECOND);
        }
        show(end, secondsPerStep, true);
        Instant last = clock.instant();

        Duration untilSlack = until(this::slackIsLive, last);
        Duration untilGitHub = until(this::allIsGreen, last);

        assertThat(untilSlack).isLessThanOrEqualTo(Duration.ofSeconds(5));
        assertThat(untilGitHub).isLessThanOrEqualTo(Duration.ofSeconds(60));
        assertThat(slackCalls()).isBetween(5, 60);
        assertThat(githubCalls()).isBetween(CANARIES + 1, 80);
        assertThat(messages()).hasSize(1);
        assertThat(github.limits().ignored()).isZero();
    }

    @Test
    void onceTheEndIsShownNothingIsCalledAnyMore() {
        show(20 + 3 * STEPS + CANARIES, 3, true);
        until(this::allIsGreen, clock.instant());
        pass(Duration.ofSeconds(5));
        int before = slackCalls() + githubCalls();

        pass(Duration.ofMinutes(5));

        assertThat(slackCalls() + githubCalls()).isEqualTo(before);
    }

    private MirrorRollout process() {
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        return new MirrorRollout(
                ledger,
                mirrors,
                new OutletPace(clock, () -> 1),
                new OutletSlots(turns, clock, metrics),
                clock,
                clock::pass,
                TestConfig.watching(true),
                metrics);
    }

    /** Two processes look in turn, once a second. */
    private void pass(Duration time) {
        for (Instant end = clock.instant().plus(time); clock.instant().isBefore(end); clock.pass(SECOND)) {
            processes.get(looks++ % 2).mirror(KEY, face -> true, clock.instant());
        }
    }

    private Duration until(BooleanSupplier shown, Instant since) {
        for (int second = 0; second < 300 && !shown.getAsBoolean(); second++) {
            pass(SECOND);
        }
        assertThat(shown.getAsBoolean()).isTrue();
        return Duration.between(since, clock.instant());
    }

    private boolean allIsGreen() {
        List<PostedStatus> shown = github.statuses().shown(REPOSITORY, SHA);
        return shown.size() == CANARIES + 1
                && shown.stream().allMatch(status -> status.state().equals("success"))
                && deployments().equals(List.of("success"));
    }

    /** The states that were said last. */
    private List<String> deployments() {
        return github.deployments().of(REPOSITORY).stream()
                .map(PostedDeployment::state)
                .toList();
    }

    private boolean slackIsLive() {
        return messages().size() == 1 && messages().get(0).toString().contains("Live");
    }

    /** Without what stands in their threads. */
    private List<JsonNode> messages() {
        return slack.messages(CHANNEL).stream()
                .filter(message ->
                        !message.has("thread_ts") || message.get("thread_ts").equals(message.get("ts")))
                .toList();
    }

    private int slackCalls() {
        return slack.calls().values().stream().mapToInt(Integer::intValue).sum();
    }

    private int githubCalls() {
        return github.requests().size();
    }

    /** The rollout as it is so many seconds after the push: the Kustomizations in 20 s, then each canary at its own time. */
    private void show(int second, int secondsPerStep, boolean done) {
        int ready = done ? KUSTOMIZATIONS : Math.min(KUSTOMIZATIONS, second * KUSTOMIZATIONS / 20);
        List<Stage> stages = new ArrayList<>();
        int live = 0;
        for (int canary = 0; canary < CANARIES; canary++) {
            int step = Math.max(0, Math.min(STEPS, (second - 20 - canary) / secondsPerStep));
            boolean isLive = done || step == STEPS;
            live += isLive ? 1 : 0;
            stages.add(canary(canary, step, isLive));
        }
        int all = KUSTOMIZATIONS + CANARIES;
        String summary = (ready + live) + "/" + all + " ready";
        boolean ended = done || live == CANARIES && ready == KUSTOMIZATIONS;
        ledger.plant(new Rollout(
                KEY,
                new RolloutSpec(
                        new RolloutSpec.Source("GitRepository", "gitops"),
                        "main@sha1:" + SHA,
                        "https://github.com/" + REPOSITORY,
                        new Commit(SHA, "Raise everything", "Ana", null, "ana", APush.NOON, null, null, null),
                        "request"),
                new RolloutStatus(
                        1,
                        "request",
                        "main@1a2b3c4",
                        ended ? Phase.Succeeded : Phase.Progressing,
                        summary,
                        Map.of("Succeeded", ready + live, "Progressing", all - ready - live),
                        stages,
                        List.of(),
                        outlets(),
                        List.of()),
                null));
    }

    private List<Outlet> outlets() {
        return ledger.find(KEY).map(rollout -> rollout.status().outlets()).orElse(List.of());
    }

    private static Stage canary(int number, int step, boolean live) {
        CanaryProgress progress = new CanaryProgress(
                live ? "Succeeded" : "Progressing",
                "uid-" + number + "-1",
                null,
                Attribution.certain,
                live ? 0 : step * 100 / STEPS,
                step,
                STEPS,
                0,
                5,
                null,
                Map.of(),
                null,
                null,
                null);
        return new Stage(
                "Canary",
                "test",
                "web-" + number,
                live ? StagePhase.Succeeded : StagePhase.Progressing,
                live ? "promoted" : "step " + step,
                APush.NOON,
                live ? APush.NOON : null,
                progress);
    }
}
