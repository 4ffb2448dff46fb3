package dev.wigwag.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wigwag.engine.Face;
import dev.wigwag.engine.OutletException;
import dev.wigwag.engine.OutletException.Fault;
import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.StagePhase;
import dev.wigwag.sandbox.slack.SlackFaults.Trouble;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlackFaceTest {
    private static final Drawn PUSHED = Drawn.in(Phase.Pending, "waiting for Flux");
    private static final Drawn UNDER_WAY = Drawn.in(Phase.Progressing, "1/2 ready")
            .with(StagePhase.Succeeded, "a")
            .with(StagePhase.Progressing, "b");
    private static final Drawn DONE = Drawn.in(Phase.Succeeded, "2/2 ready").with(StagePhase.Succeeded, "a", "b");

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
    void aRolloutIsOneMessageThatIsUpdatedInPlace() {
        assertThat(workspace.mirrorAll(PUSHED)).isEqualTo(1);
        assertThat(workspace.mirrorAll(UNDER_WAY)).isEqualTo(1);
        assertThat(workspace.mirrorAll(DONE)).isEqualTo(1);

        assertThat(workspace.messages()).hasSize(1);
        assertThat(workspace.messages().get(0).path("text").asText()).startsWith("✅ Live: gitops");
        assertThat(workspace.slack.calls()).containsEntry("chat.postMessage", 1).containsEntry("chat.update", 2);
    }

    @Test
    void theSameRolloutIsTheSamePictureAndAnotherStateAnother() {
        assertThat(living(PUSHED).digest()).isEqualTo(living(PUSHED).digest()).hasSize(16);
        assertThat(living(PUSHED).digest()).isNotEqualTo(living(DONE).digest());
    }

    @Test
    void onlyAnEndIsFinalAndCountsTowardsTheChannelsOwnLimit() {
        assertThat(living(UNDER_WAY).isFinal()).isFalse();
        assertThat(living(DONE).isFinal()).isTrue();
        assertThat(living(DONE).credential()).isEqualTo("slack C0FLEET01");
        assertThat(living(DONE).target()).isEqualTo("C0FLEET01");
        assertThat(living(DONE).pace()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void aDryRunSaysWhatTheMessageWouldInALine() {
        assertThat(living(DONE).words())
                .startsWith("✅ Live: gitops main@1648322 on prod-eu")
                .hasLineCount(1);
    }

    @Test
    void theMessageLeadsToWhereMoreCanBeRead() {
        workspace.link("https://ops.example.org/{namespace}/{name}").mirrorAll(PUSHED);

        assertThat(workspace.messages().get(0).toString())
                .contains("<https://ops.example.org/flux-system/gitops-164832204e2e|Details>");
    }

    @Test
    void aMessageThatSomebodyDeletedIsPostedAnew() {
        workspace.mirrorAll(PUSHED);
        String first = workspace.ref(living(PUSHED));
        workspace.slack.clear(Workspace.CHANNEL);

        workspace.mirrorAll(UNDER_WAY);

        assertThat(workspace.messages()).hasSize(1);
        assertThat(workspace.ref(living(UNDER_WAY)))
                .isNotEqualTo(first)
                .isEqualTo(workspace.messages().get(0).path("ts").asText());
    }

    @ParameterizedTest
    @CsvSource({"DONE_THEN_CUT", "DONE_THEN_BROKEN"})
    void aPostWhoseAnswerIsLostIsFoundAgainByItsMark(Trouble trouble) {
        workspace.slack.faults().next("chat.postMessage", trouble);
        Face face = living(PUSHED);

        assertThat(failure(face, null).fault()).isEqualTo(Fault.UNCLEAR);

        assertThat(face.find(workspace.clock.instant()))
                .contains(workspace.messages().get(0).path("ts").asText());
    }

    @Test
    void aPostThatNeverArrivedIsNotFound() {
        workspace.slack.faults().next("chat.postMessage", Trouble.CUT);
        Face face = living(PUSHED);

        assertThat(failure(face, null).fault()).isEqualTo(Fault.UNCLEAR);
        assertThat(face.find(workspace.clock.instant())).isEmpty();
    }

    @Test
    void theMessageOfAnotherAttemptIsNotTakenForThisOne() {
        workspace.mirrorAll(PUSHED);

        assertThat(living(Drawn.in(Phase.Pending, "waiting for Flux").attempt(2))
                        .find(workspace.clock.instant()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"chat.postMessage, invalid_blocks", "chat.postMessage, msg_blocks_too_long"})
    void whatSlackDoesNotTakeIsSentOnceMoreAsTextAlone(String method, String code) {
        workspace.slack.faults().refuse(method, code);

        workspace.mirrorAll(UNDER_WAY);

        assertThat(workspace.messages()).singleElement().satisfies(message -> {
            assertThat(message.path("text").asText()).contains("Rolling out");
            assertThat(message.has("blocks")).isFalse();
        });
    }

    @Test
    void anUpdateThatSlackDoesNotTakeBecomesTextAloneInTheSamePlace() {
        workspace.mirrorAll(PUSHED);
        workspace.slack.faults().refuse("chat.update", "invalid_blocks");

        workspace.mirrorAll(DONE);

        assertThat(workspace.messages()).singleElement().satisfies(message -> {
            assertThat(message.path("text").asText()).startsWith("✅ Live");
            assertThat(message.has("blocks")).isFalse();
        });
    }

    @Test
    void textThatIsNotTakenEitherIsGivenUp() {
        workspace.slack.faults().refuse("chat.postMessage", "invalid_blocks");
        workspace.slack.faults().refuse("chat.postMessage", "invalid_arguments");

        assertThat(failure(living(PUSHED), null).fault()).isEqualTo(Fault.REFUSED);
        assertThat(workspace.slack.calls()).containsEntry("chat.postMessage", 2);
    }

    @Test
    void aChannelMayBeConfiguredByItsNameAndItsIdIsKept() {
        workspace.slack.open("C0TEAM", "team");
        workspace.set("wigwag.slack.channel", "#team");

        workspace.mirrorAll(PUSHED);
        workspace.mirrorAll(DONE);

        assertThat(workspace.ref(living(DONE))).startsWith("C0TEAM/");
        assertThat(workspace.slack.messages("C0TEAM"))
                .singleElement()
                .satisfies(message -> assertThat(message.path("text").asText()).startsWith("✅ Live"));
    }

    @Test
    void slacksWishToBeLeftAloneIsPassedOnWithItsTime() {
        workspace.slack.faults().next("chat.postMessage", Trouble.LIMITED);

        OutletException trouble = failure(living(PUSHED), null);

        assertThat(trouble.fault()).isEqualTo(Fault.LIMITED);
        assertThat(trouble.after()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void anUpdateMayBeRepeatedSoItsUnclearEndIsNone() {
        workspace.mirrorAll(PUSHED);
        workspace.slack.faults().next("chat.update", Trouble.DONE_THEN_CUT);

        assertThat(failure(living(DONE), workspace.ref(living(DONE))).fault()).isEqualTo(Fault.DOWN);
    }

    @Test
    void aChannelThatTheBotIsNotInIsRefusedWithWhatToDo() {
        workspace.slack.leave(Workspace.CHANNEL);

        assertThat(failure(living(PUSHED), null))
                .hasMessageContaining("not_in_channel")
                .hasMessageContaining("invite the bot");
    }

    @Test
    void withoutAChannelOrATokenThereIsNothingToShow() {
        assertThat(workspace.set("wigwag.slack.channel", null).faces(PUSHED)).isEmpty();
        assertThat(workspace.set("wigwag.slack.channel", " ").faces(PUSHED)).isEmpty();
        assertThat(workspace
                        .set("wigwag.slack.channel", Workspace.CHANNEL)
                        .set(SlackConfig.BOT_TOKEN, null)
                        .faces(PUSHED))
                .isEmpty();
    }

    private Face living(Drawn drawn) {
        return workspace.face(drawn, SlackFace.KIND).orElseThrow();
    }

    private static OutletException failure(Face face, String ref) {
        return catchThrowableOfType(OutletException.class, () -> face.show(ref));
    }
}
