package dev.wigwag.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wigwag.engine.Face;
import dev.wigwag.engine.OutletException;
import dev.wigwag.engine.OutletException.Fault;
import dev.wigwag.rollout.Changes;
import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.Stage;
import dev.wigwag.rollout.StagePhase;
import dev.wigwag.sandbox.slack.SlackFaults.Trouble;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ThreadFaceTest {
    private static final Drawn QUIET = Drawn.in(Phase.Progressing, "1/2 ready").with(StagePhase.Succeeded, "a");
    private static final Drawn STEP_1 = canary(StagePhase.Progressing, null, 10, 1, 0);
    private static final Drawn STEP_3 = canary(StagePhase.Progressing, null, 30, 3, 0);
    private static final Drawn WAITING = Drawn.in(Phase.Waiting, "waits")
            .with(Drawn.canary(
                    StagePhase.Waiting,
                    "podinfo",
                    "waits for approval to promote",
                    Drawn.progress("WaitingPromotion", 50, 5, 0, null)));

    @TempDir
    Path secrets;

    private Workspace workspace;

    @BeforeEach
    void start() {
        workspace = new Workspace(secrets);
    }

    @AfterEach
    void stop() {
        workspace.close();
    }

    @Test
    void thereIsNoThreadBeforeThereIsAMessage() {
        assertThat(workspace.face(STEP_1, ThreadFace.KIND)).isEmpty();
    }

    @Test
    void thereIsNoThreadWithoutAnythingToTell() {
        workspace.mirrorAll(QUIET);

        assertThat(workspace.face(QUIET, ThreadFace.KIND)).isEmpty();
    }

    @Test
    void stepsAreToldUnderTheMessageAndOnce() {
        workspace.mirrorAll(STEP_1);
        workspace.mirrorAll(STEP_1);
        workspace.mirrorAll(STEP_3);

        assertThat(workspace.told())
                .containsExactly("🐤 *podinfo.test*, 10%, step 1 of 5", "🐤 *podinfo.test*, 30%, step 3 of 5");
        assertThat(workspace.replies())
                .allSatisfy(reply -> assertThat(reply.path("thread_ts").asText())
                        .isEqualTo(workspace.messages().get(0).path("ts").asText()));
    }

    @Test
    void theCommitsAreToldUnderTheMessageOnceAndNotToTheChannel() {
        Drawn two = Drawn.in(Phase.Progressing, "1/2 ready")
                .with(StagePhase.Succeeded, "a")
                .bringing(Drawn.commits(Changes.Way.forward, 2, 2), Drawn.touching("podinfo"));
        Drawn more = Drawn.in(Phase.Succeeded, "2/2 ready")
                .with(StagePhase.Succeeded, "a")
                .bringing(Drawn.commits(Changes.Way.forward, 9, 9), null);

        workspace.mirrorAll(QUIET);
        workspace.mirrorAll(two);
        workspace.mirrorAll(more);

        assertThat(workspace.told()).hasSize(1);
        assertThat(workspace.told().get(0))
                .startsWith("📜 2 commits by 2 people since main@9f8e7d6:\n• 1648322 (https://github.com/")
                .hasLineCount(3);
        assertThat(workspace.messages()).hasSize(1);
    }

    @Test
    void whatHappensInFifteenSecondsIsOneReplyUnlessSomebodyShouldHearOfItAtOnce() {
        workspace.mirrorAll(QUIET);

        assertThat(thread(STEP_1).pace()).isEqualTo(Duration.ofSeconds(15));
        assertThat(thread(STEP_1).isFinal()).isFalse();
        assertThat(thread(WAITING).isFinal()).isTrue();
        assertThat(thread(STEP_1).target()).isEqualTo(Workspace.CHANNEL);
        assertThat(thread(STEP_1).credential()).isEqualTo("slack " + Workspace.CHANNEL);
    }

    @Test
    void aDryRunSaysWhatTheReplyWouldInALine() {
        workspace.mirrorAll(QUIET);

        assertThat(thread(WAITING).words())
                .startsWith("✋ *podinfo.test* waits for approval to promote")
                .hasLineCount(1);
    }

    @Test
    void aWaitForApprovalIsToldToTheChannelOnce() {
        workspace.mirrorAll(STEP_3);
        workspace.mirrorAll(WAITING);
        workspace.mirrorAll(WAITING);

        assertThat(workspace.told())
                .element(1)
                .asString()
                .isEqualTo("(to the channel) ✋ *podinfo.test* waits for approval to promote, 50%, step 5 of 5\n"
                        + "  | gitops main@1648322"
                        + " (https://github.com/jasonmorgan/linkerd-demos/commit/164832204e2e20915ad0a06c23bd19e85287aabd)"
                        + " on prod-eu");
        assertThat(workspace.replies()).hasSize(2);
    }

    @Test
    void anAloudReplyDoesNotSayWhatMayWaitAndTheNextOneDoes() {
        Drawn both = Drawn.in(Phase.Failed, "failed")
                .with(Drawn.stage(StagePhase.Failed, "apps", "cart", "HealthCheckFailed: timeout"))
                .with(Drawn.canary(
                        StagePhase.Progressing, "podinfo", null, Drawn.progress("Progressing", 30, 3, 0, null)));

        workspace.mirrorAll(both);

        assertThat(workspace.told()).hasSize(2);
        assertThat(workspace.told().get(0)).startsWith("(to the channel) ❌ *apps/cart* HealthCheckFailed: timeout\n");
        assertThat(workspace.told().get(1)).isEqualTo("🐤 *podinfo.test*, 30%, step 3 of 5");
    }

    @ParameterizedTest
    @EnumSource(names = {"DONE_THEN_CUT", "DONE_THEN_BROKEN"})
    void aReplyWhoseAnswerIsLostIsFoundAndWhatCameMeanwhileIsToldAfterIt(Trouble trouble) {
        workspace.mirrorAll(STEP_1);
        workspace.slack.faults().next("chat.postMessage", trouble);
        Face lost = thread(STEP_3);
        assertThat(failure(lost).fault()).isEqualTo(Fault.UNCLEAR);

        Face next = thread(WAITING);
        String found = next.find(workspace.clock.instant()).orElseThrow();
        workspace.settle(next, next.show(found));

        assertThat(workspace.told()).hasSize(3);
        assertThat(workspace.told().get(1)).contains("step 3 of 5");
        assertThat(workspace.told().get(2)).contains("waits for approval");
    }

    @Test
    void aReplyThatWasFoundIsNotPostedAgain() {
        workspace.mirrorAll(STEP_1);
        workspace.slack.faults().next("chat.postMessage", Trouble.DONE_THEN_CUT);
        Face lost = thread(STEP_3);
        assertThat(failure(lost).fault()).isEqualTo(Fault.UNCLEAR);

        String found = lost.find(workspace.clock.instant()).orElseThrow();
        workspace.settle(lost, lost.show(found));

        assertThat(workspace.replies()).hasSize(2);
        assertThat(workspace.face(STEP_3, ThreadFace.KIND)).isEmpty();
    }

    @Test
    void aReplyThatNeverArrivedIsNotFoundAndPosted() {
        workspace.mirrorAll(STEP_1);
        workspace.slack.faults().next("chat.postMessage", Trouble.CUT);
        Face lost = thread(STEP_3);
        assertThat(failure(lost).fault()).isEqualTo(Fault.UNCLEAR);

        assertThat(lost.find(workspace.clock.instant())).isEmpty();
        workspace.mirrorAll(STEP_3);

        assertThat(workspace.replies()).hasSize(2);
    }

    @Test
    void whatWasFoundAsItIsIsTakenNoteOfAndNotTold() {
        Drawn found = failedCart().condition("Adopted", "True", "FirstSight", "found");

        workspace.mirrorAll(found);

        assertThat(workspace.messages()).hasSize(1);
        assertThat(workspace.replies()).isEmpty();
        Drawn worse = failedCart()
                .condition("Adopted", "True", "FirstSight", "found")
                .with(Drawn.stage(StagePhase.Failed, "apps", "search", "BuildFailed: no such file"));
        workspace.mirrorAll(worse);
        assertThat(workspace.told())
                .singleElement()
                .asString()
                .contains("apps/search")
                .doesNotContain("cart");
    }

    @Test
    void whatSlackDoesNotTakeIsSentOnceMoreAsTextAlone() {
        workspace.mirrorAll(QUIET);
        workspace.slack.faults().refuse("chat.postMessage", "invalid_blocks");

        workspace.mirrorAll(failedCart());

        assertThat(workspace.replies()).singleElement().satisfies(reply -> {
            assertThat(reply.has("blocks")).isFalse();
            assertThat(reply.path("text").asText()).startsWith("❌ *apps/cart* HealthCheckFailed");
            assertThat(reply.path("reply_broadcast").asBoolean()).isTrue();
        });
    }

    @Test
    void whatCouldNotBeToldUnderADeletedMessageIsToldUnderTheNext() {
        workspace.mirrorAll(QUIET);
        workspace.slack.clear(Workspace.CHANNEL);
        Face orphan = thread(failedCart());
        assertThat(failure(orphan).fault()).isEqualTo(Fault.REFUSED);
        // What is refused counts as shown until there is something else to show.
        workspace.settle(orphan, null);

        workspace.mirrorAll(failedCart());

        assertThat(workspace.replies())
                .singleElement()
                .satisfies(reply -> assertThat(reply.path("thread_ts").asText())
                        .isEqualTo(workspace.messages().get(0).path("ts").asText()));
    }

    @Test
    void inAChannelConfiguredByNameTheThreadHasItsId() {
        workspace.slack.open("C0TEAM", "team");
        workspace.set("wigwag.slack.channel", "#team");

        workspace.mirrorAll(failedCart());

        assertThat(workspace.slack.messages("C0TEAM"))
                .hasSize(2)
                .last()
                .satisfies(reply -> assertThat(reply.has("thread_ts")).isTrue());
    }

    private Face thread(Drawn drawn) {
        return workspace.face(drawn, ThreadFace.KIND).orElseThrow();
    }

    private OutletException failure(Face face) {
        return catchThrowableOfType(OutletException.class, () -> face.show(workspace.ref(face)));
    }

    private static Drawn failedCart() {
        Stage cart = Drawn.stage(StagePhase.Failed, "apps", "cart", "HealthCheckFailed: timeout");
        return Drawn.in(Phase.Failed, "failed").with(cart);
    }

    private static Drawn canary(StagePhase phase, String message, int weight, int step, int failed) {
        return Drawn.in(Phase.Progressing, "on its way")
                .with(Drawn.canary(
                        phase, "podinfo", message, Drawn.progress("Progressing", weight, step, failed, null)));
    }
}
