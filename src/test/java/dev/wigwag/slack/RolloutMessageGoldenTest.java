package dev.wigwag.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wigwag.rollout.Changes;
import dev.wigwag.rollout.Gate;
import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.Stage;
import dev.wigwag.rollout.StagePhase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How the message looks in each situation. Run with {@code -Dwigwag.write-generated=true} to write the files anew, and read them. */
class RolloutMessageGoldenTest {
    private static final Path GOLDEN = Path.of("src/test/resources/dev/wigwag/slack");
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    enum Situation {
        PENDING(Drawn.in(Phase.Pending, "waiting for Flux to fetch main@1648322")
                .with(new Stage(
                        "GitRepository", "flux-system", "gitops", StagePhase.Pending, null, Drawn.NOON, null, null))),
        PROGRESSING(Drawn.in(Phase.Progressing, "3/5 ready")
                .with(StagePhase.Succeeded, "gitops", "linkerd", "linkerd-viz")
                .with(StagePhase.Progressing, "flagger")
                .with(Drawn.stage(StagePhase.Waiting, "flux-system", "podinfo", "waits for flagger"))),
        CANARY(Drawn.in(Phase.Progressing, "5/6 ready, podinfo.test canary 30% (step 3 of 5)")
                .with(StagePhase.Succeeded, "gitops", "linkerd", "linkerd-viz", "flagger", "podinfo")
                .with(Drawn.canary(
                        StagePhase.Progressing, "podinfo", null, Drawn.progress("Progressing", 30, 3, 1, null)))),
        APPROVAL(Drawn.in(Phase.Waiting, "5/6 ready, podinfo.test canary waits for approval to promote")
                .with(StagePhase.Succeeded, "gitops", "linkerd", "linkerd-viz", "flagger", "podinfo")
                .with(Drawn.canary(
                        StagePhase.Waiting,
                        "podinfo",
                        "waits for approval to promote",
                        Drawn.progress("WaitingPromotion", 50, 5, 0, null)))),
        TO_BE_DECIDED(Drawn.in(Phase.Waiting, "5/6 ready, podinfo.test canary waits for approval to promote")
                .withButtons()
                .with(StagePhase.Succeeded, "gitops", "linkerd", "linkerd-viz", "flagger", "podinfo")
                .with(Drawn.canary(
                        StagePhase.Waiting,
                        "podinfo",
                        "waits for approval to promote",
                        Drawn.asking(
                                Drawn.progress("WaitingPromotion", 50, 5, 0, null), Gate.promotion, Gate.rollback)))),
        DECIDED(Drawn.in(Phase.Waiting, "5/6 ready, podinfo.test canary waits for approval to promote")
                .withButtons()
                .with(StagePhase.Succeeded, "gitops", "linkerd", "linkerd-viz", "flagger", "podinfo")
                .with(Drawn.canary(
                        StagePhase.Waiting,
                        "podinfo",
                        "waits for approval to promote",
                        Drawn.asking(
                                Drawn.progress("WaitingPromotion", 50, 5, 0, null), Gate.promotion, Gate.rollback)))
                .decided(Drawn.decision(Gate.promotion, "slack:U0BEN", "graphs look good"))),
        FAILED(Drawn.in(Phase.Failed, "2/6 failed: cart HealthCheckFailed: timeout waiting for Deployment/apps/cart")
                .with(StagePhase.Succeeded, "gitops", "linkerd", "podinfo")
                .with(StagePhase.Progressing, "search")
                .with(Drawn.stage(
                        StagePhase.Failed,
                        "apps",
                        "cart",
                        "HealthCheckFailed: timeout waiting for [Deployment/apps/cart status: 'InProgress']"))
                .with(Drawn.canary(
                        StagePhase.Failed,
                        "podinfo",
                        "rolled back: success-rate 97.32 < 99",
                        Drawn.progress("Failed", 0, 3, 5, "rolled back: success-rate 97.32 < 99")))),
        SUCCEEDED(Drawn.in(Phase.Succeeded, "6/6 ready")
                .with(StagePhase.Succeeded, "gitops", "linkerd", "linkerd-viz", "flagger", "podinfo")
                .with(Drawn.canary(StagePhase.Succeeded, "podinfo", null, Drawn.progress("Succeeded", 0, 5, 0, null)))),
        LIVE_AS_PART_OF(Drawn.in(Phase.Superseded, "live as part of main@1a2b3c4")
                .condition("Superseded", "True", "Overtaken", "main@sha1:" + "1a2b3c4d".repeat(5))
                .condition("Live", "True", "AsPartOf", "main@sha1:" + "1a2b3c4d".repeat(5))
                .with(StagePhase.Succeeded, "gitops", "linkerd")
                .with(StagePhase.Superseded, "podinfo")),
        DROPPED(Drawn.in(Phase.Superseded, "dropped by a force push")
                .condition("Superseded", "True", "Dropped", "main@sha1:" + "1a2b3c4d".repeat(5))
                .with(StagePhase.Superseded, "gitops")),
        SUPERSEDED(Drawn.in(Phase.Superseded, "overtaken by main@1a2b3c4 before it was done")
                .condition("Superseded", "True", "Overtaken", "main@sha1:" + "1a2b3c4d".repeat(5))
                .with(StagePhase.Succeeded, "gitops", "linkerd")
                .with(StagePhase.Superseded, "podinfo")),
        TOUCHING_TWO_OF_MANY(
                untouched(Drawn.in(Phase.Progressing, "23/66 ready").with(StagePhase.Succeeded, "gitops"), 22, 41)
                        .with(StagePhase.Progressing, "podinfo", "linkerd")
                        .bringing(Drawn.commits(Changes.Way.forward, 3, 3), Drawn.touching("podinfo", "linkerd"))),
        TOUCHED_AND_LIVE(untouched(
                        Drawn.in(Phase.Succeeded, "3/3 ready, 63 unchanged").with(StagePhase.Succeeded, "gitops"),
                        63,
                        0)
                .with(StagePhase.Succeeded, "podinfo", "linkerd")
                .bringing(Drawn.commits(Changes.Way.forward, 3, 3), Drawn.touching("podinfo", "linkerd"))),
        BACK(Drawn.in(Phase.Progressing, "1/3 ready")
                .with(StagePhase.Succeeded, "gitops")
                .with(StagePhase.Progressing, "podinfo", "linkerd")
                .bringing(earlier(Drawn.commits(Changes.Way.back, 3, 3)), Drawn.touching("podinfo", "linkerd"))),
        REWRITTEN(Drawn.in(Phase.Progressing, "1/3 ready")
                .with(StagePhase.Succeeded, "gitops")
                .with(StagePhase.Progressing, "podinfo", "linkerd")
                .bringing(Drawn.commits(Changes.Way.aside, 3, 3), Drawn.touching("podinfo"))),
        A_CANARY_THAT_WAS_LEFT_BEHIND(Drawn.in(Phase.Progressing, "5/6 ready, podinfo.test canary 30% (step 3 of 5)")
                .with(StagePhase.Succeeded, "gitops", "linkerd", "linkerd-viz", "flagger", "podinfo")
                .with(Drawn.canary(
                        StagePhase.Progressing, "podinfo", null, Drawn.progress("Progressing", 30, 3, 1, null)))
                .bringing(canary(Drawn.commits(Changes.Way.forward, 1, 1)), Drawn.touching("podinfo"))),
        A_THOUSAND_STAGES(thousand()),
        TWENTY_CANARIES(twenty()),
        HOSTILE(Drawn.in(Phase.Progressing, "1/2 ready")
                .commit(
                        " \n\r\n<!channel> <@U0ANA> <https://evil.example|Approve> @here *bold* _it_ ~no~ `code` &amp; \u202Egnp.exe"
                                + " \u0000\ud800 👩‍👩‍👧 >quote\n\nsecond paragraph",
                        "<!everyone> & *Ana*")
                .source("gitops")
                .with(StagePhase.Succeeded, "gitops")
                .with(Drawn.stage(
                        StagePhase.Failed, "apps", "cart", "```x``` <!here|here> https://user:hunter2@example.org/x"))),
        HUGE(huge());

        private final Drawn drawn;

        Situation(Drawn drawn) {
            this.drawn = drawn;
        }

        /** Kustomizations that the revision leaves alone: so many are ready, and so many are still to come. */
        private static Drawn untouched(Drawn drawn, int ready, int pending) {
            IntStream.range(0, ready).forEach(i -> drawn.with(StagePhase.Unchanged, "app-%02d".formatted(i)));
            IntStream.range(ready, ready + pending)
                    .forEach(i -> drawn.with(StagePhase.Pending, "app-%02d".formatted(i)));
            return drawn;
        }

        private static Changes earlier(Changes was) {
            Changes.Earlier before =
                    new Changes.Earlier("main@sha1:" + "1a2b3c4d".repeat(5), Drawn.NOON.minusSeconds(2 * 86_400));
            return new Changes(
                    was.from(), was.told(), was.way(), was.count(), true, was.people(), was.commits(), before, null);
        }

        private static Changes canary(Changes was) {
            List<Changes.OfCanary> gets =
                    List.of(new Changes.OfCanary("test/podinfo", "main@sha1:" + "1a2b3c4d".repeat(5), 5));
            return new Changes(
                    was.from(), was.told(), was.way(), was.count(), true, was.people(), was.commits(), null, gets);
        }

        private static Drawn thousand() {
            Drawn drawn = Drawn.in(Phase.Failed, "3/1000 failed: team-007/app BuildFailed: no such file")
                    .counted(Map.of("Succeeded", 985, "Failed", 3, "Progressing", 11, "Waiting", 1));
            IntStream.of(7, 70, 700)
                    .forEach(i -> drawn.with(Drawn.stage(
                            StagePhase.Failed, "team-%03d".formatted(i), "app", "BuildFailed: no such file")));
            drawn.with(Drawn.stage(StagePhase.Waiting, "team-012", "app", "waits for team-007/app"));
            IntStream.range(100, 111)
                    .forEach(i ->
                            drawn.with(Drawn.stage(StagePhase.Progressing, "team-%03d".formatted(i), "app", null)));
            IntStream.range(200, 285)
                    .forEach(i -> drawn.with(Drawn.stage(StagePhase.Succeeded, "team-%03d".formatted(i), "app", null)));
            return drawn;
        }

        private static Drawn twenty() {
            Drawn drawn = Drawn.in(Phase.Waiting, "1/21 ready, canary-07.test canary waits for approval to promote")
                    .with(StagePhase.Succeeded, "gitops");
            IntStream.range(0, 20).forEach(i -> {
                boolean waits = i == 7;
                boolean failed = i == 13;
                boolean done = i >= 15;
                String cause = failed ? "rolled back: success-rate 97.32 < 99" : null;
                drawn.with(Drawn.canary(
                        waits
                                ? StagePhase.Waiting
                                : failed ? StagePhase.Failed : done ? StagePhase.Succeeded : StagePhase.Progressing,
                        "canary-%02d".formatted(i),
                        waits ? "waits for approval to promote" : cause,
                        Drawn.progress(
                                waits ? "WaitingPromotion" : failed ? "Failed" : done ? "Succeeded" : "Progressing",
                                failed || done ? 0 : 10 * (1 + i % 5),
                                1 + i % 5,
                                i % 3,
                                cause)));
            });
            return drawn;
        }

        private static Drawn huge() {
            Drawn drawn = Drawn.in(Phase.Failed, "40/120 failed: team-00/app-00 " + "HealthCheckFailed ".repeat(9))
                    .commit("<!channel> *all* of `it` & " + "long ".repeat(13_000), "A".repeat(300))
                    .attempt(3);
            IntStream.range(0, 40)
                    .forEach(i -> drawn.with(Drawn.stage(
                            StagePhase.Failed,
                            "team-%02d".formatted(i),
                            "app-%02d".formatted(i),
                            "HealthCheckFailed: <" + "why & ".repeat(60))));
            IntStream.range(0, 40).forEach(i -> drawn.with(StagePhase.Progressing, "busy-%02d".formatted(i)));
            IntStream.range(0, 20)
                    .forEach(i -> drawn.with(Drawn.canary(
                            i == 7 ? StagePhase.Waiting : StagePhase.Progressing,
                            "canary-%02d".formatted(i),
                            i == 7 ? "waits for approval to promote" : null,
                            Drawn.progress("Progressing", 5 * i, 3, i % 5, null))));
            return drawn;
        }
    }

    @ParameterizedTest
    @EnumSource(Situation.class)
    void theMessageReadsAsItWasJudged(Situation situation) throws IOException {
        SlackMessage message = situation.drawn.message();
        ObjectNode json = MAPPER.createObjectNode().put("text", message.text());
        json.set("blocks", message.blocks());
        String name = situation.name().toLowerCase(Locale.ROOT).replace('_', '-');

        same(GOLDEN.resolve(name + ".json"), MAPPER.writeValueAsString(json) + "\n");
        same(GOLDEN.resolve(name + ".txt"), SlackPreview.of(message));
    }

    private static void same(Path golden, String drawn) throws IOException {
        if (Boolean.getBoolean("wigwag.write-generated")) {
            Files.createDirectories(golden.getParent());
            Files.writeString(golden, drawn);
        }
        assertThat(drawn).isEqualTo(Files.readString(golden));
    }
}
