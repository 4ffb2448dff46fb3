package dev.wigwag.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wigwag.engine.Face;
import dev.wigwag.engine.OutletException;
import dev.wigwag.engine.OutletException.Fault;
import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.StagePhase;
import dev.wigwag.sandbox.slack.SlackFaults.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told where there is an incoming webhook and no bot token. */
class WebhookFaceTest {
    private static final Drawn PUSHED = Drawn.in(Phase.Pending, "waiting for Flux");
    private static final Drawn UNDER_WAY =
            Drawn.in(Phase.Progressing, "0/1 ready").with(StagePhase.Progressing, "a");
    private static final Drawn FAILED =
            Drawn.in(Phase.Failed, "1/1 failed").with(Drawn.stage(StagePhase.Failed, "apps", "cart", "timeout"));
    private static final Drawn DONE = Drawn.in(Phase.Succeeded, "1/1 ready").with(StagePhase.Succeeded, "a");

    @TempDir
    Path secrets;

    private Workspace workspace;

    @BeforeEach
    void start() {
        workspace = new Workspace(secrets);
        workspace
                .set(SlackConfig.BOT_TOKEN, null)
                .set("wigwag.slack.channel", null)
                .set(
                        SlackConfig.WEBHOOK,
                        workspace.slack.webhook(Workspace.CHANNEL).toString());
    }

    @AfterEach
    void stop() {
        workspace.close();
    }

    @Test
    void theStartAndTheEndAreToldAndNothingInBetween() {
        List.of(PUSHED, UNDER_WAY, UNDER_WAY, DONE, DONE).forEach(workspace::mirrorAll);

        assertThat(headlines()).containsExactly("⏳ Pushed", "✅ Live");
    }

    @Test
    void aRolloutThatIsOverWhenItIsFirstSeenHasNoStart() {
        workspace.mirrorAll(DONE);

        assertThat(headlines()).containsExactly("✅ Live");
    }

    @Test
    void eachEndIsToldOnceHoweverOftenItComesBack() {
        for (int i = 0; i < 5; i++) {
            List.of(UNDER_WAY, FAILED, UNDER_WAY, DONE).forEach(workspace::mirrorAll);
        }

        assertThat(headlines()).containsExactly("🔄 Rolling out", "❌ Failed", "✅ Live");
    }

    @ParameterizedTest
    @EnumSource(names = {"CUT", "BROKEN", "DONE_THEN_CUT", "DONE_THEN_BROKEN"})
    void whatMayHaveBeenToldIsNeverToldAgain(Trouble trouble) {
        workspace.slack.faults().next("webhook", trouble);
        Face face = workspace.faces(DONE).get(0);
        assertThat(failure(face).fault()).isEqualTo(Fault.UNCLEAR);

        String ref = face.find(workspace.clock.instant()).orElseThrow();
        workspace.settle(face, face.show(ref));
        workspace.mirrorAll(DONE);

        assertThat(workspace.messages()).hasSize(trouble.name().startsWith("DONE") ? 1 : 0);
    }

    @Test
    void whatWasSurelyNotToldIsToldLater() {
        workspace.slack.faults().next("webhook", Trouble.LIMITED);
        assertThat(failure(workspace.faces(DONE).get(0)).fault()).isEqualTo(Fault.LIMITED);

        workspace.mirrorAll(DONE);

        assertThat(headlines()).containsExactly("✅ Live");
    }

    @Test
    void theAddressIsNowhereToBeSeen() {
        workspace.slack.archive(Workspace.CHANNEL);
        Face face = workspace.faces(DONE).get(0);

        assertThat(face.kind() + face.target() + face.credential() + face.digest() + face)
                .doesNotContain("/services/");
        assertThat(failure(face))
                .hasMessageContaining("is_archived")
                .hasMessageNotContaining("services")
                .hasMessageNotContaining("B0HOOK");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hooks.slack.com/services/T0/B0/secretpart",
                "http://hooks.slack.com/services/secretpart",
                "secretpart",
                "https://evil\u0000host/secretpart",
                "https://user:secretpart@host/x",
                "https:///secretpart"
            })
    void whatIsNoAddressIsRefusedWithoutBeingQuoted(String address) {
        workspace.set(SlackConfig.WEBHOOK, address);

        assertThat(failure(workspace.faces(DONE).get(0)))
                .hasMessageContaining("wigwag.slack.webhook")
                .hasMessageNotContaining("secretpart");
    }

    @Test
    void whileItIsRotatedTheFirstThatSlackTakesIsUsed() {
        String old = workspace.slack.webhook("C0NONE").toString();
        workspace.set(SlackConfig.WEBHOOK, old + "," + workspace.slack.webhook(Workspace.CHANNEL));

        workspace.mirrorAll(DONE);

        assertThat(headlines()).containsExactly("✅ Live");
    }

    @Test
    void theAddressMayBeInAMountedFile() throws IOException {
        workspace.set(SlackConfig.WEBHOOK, null);
        Files.writeString(
                secrets.resolve(SlackConfig.WEBHOOK),
                workspace.slack.webhook(Workspace.CHANNEL).toString());

        workspace.mirrorAll(DONE);

        assertThat(headlines()).containsExactly("✅ Live");
    }

    @Test
    void whereThereIsABotTokenTheWebhookIsNotUsed() {
        workspace.set(SlackConfig.BOT_TOKEN, Apis.TOKEN).set("wigwag.slack.channel", Workspace.CHANNEL);

        workspace.mirrorAll(DONE);

        assertThat(workspace.slack.calls()).containsEntry("chat.postMessage", 1).doesNotContainKey("webhook");
    }

    @Test
    void withoutEitherThereIsNothingToShow() {
        assertThat(workspace.set(SlackConfig.WEBHOOK, null).faces(DONE)).isEmpty();
    }

    @Test
    void blocksThatAreNotTakenAreSentAsTextAlone() {
        workspace.slack.faults().refuse("webhook", "invalid_blocks");

        workspace.mirrorAll(DONE);

        assertThat(workspace.messages())
                .singleElement()
                .satisfies(message -> assertThat(message.has("blocks")).isFalse());
    }

    @Test
    void thoseWhoAreConfiguredAreMentionedAndNobodyIsLookedUp() {
        workspace.slack.join("U0BOB", "bob@example.org");
        workspace.set(SlackConfig.PEOPLE, "ana@example.org => U0ANA");

        workspace.mirrorAll(DONE);
        workspace.mirrorAll(Drawn.in(Phase.Failed, "failed").email("bob@example.org"));

        assertThat(workspace.messages().get(0).toString()).contains("by <@U0ANA>");
        assertThat(workspace.slack.calls()).doesNotContainKey("users.lookupByEmail");
    }

    private List<String> headlines() {
        return workspace.messages().stream()
                .map(JsonNode::toString)
                .map(text -> text.replaceFirst(".*\"text\":\"([^:\"]*): gitops main@.*", "$1"))
                .toList();
    }

    private static OutletException failure(Face face) {
        return catchThrowableOfType(OutletException.class, () -> face.show(null));
    }
}
