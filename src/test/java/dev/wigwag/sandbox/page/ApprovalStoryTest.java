package dev.wigwag.sandbox.page;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.wigwag.engine.Ledger;
import dev.wigwag.rollout.Approval;
import dev.wigwag.rollout.Gate;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.sandbox.cluster.SandboxCluster;
import dev.wigwag.sandbox.github.GitForge;
import dev.wigwag.sandbox.slack.SlackClient;
import dev.wigwag.sandbox.slack.SlackStandIn;
import io.fabric8.kubernetes.api.model.Event;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The tutorial's podinfo behind gates that ask Wigwag: approved, rolled back and overtaken, by what people press in Slack. */
@QuarkusTest
class ApprovalStoryTest {
    private static final String ANA = "U0ANA";
    private static final String BEN = "U0BEN";
    private static final String CHANNEL = "C0SANDBOX";
    private static final Duration A_RUN = Duration.ofSeconds(60);

    @Inject
    GitForge forge;

    @Inject
    SlackStandIn slack;

    @Inject
    SlackClient people;

    @Inject
    Ledger ledger;

    @Inject
    SandboxCluster cluster;

    /** The next test begins with a canary at rest, whatever became of this one. */
    @AfterEach
    void rest() {
        flip("off");
    }

    @Test
    void aCanaryWaitsIsApprovedByOneAndPromotedAndTheOtherIsToldWhoItWas() {
        flip("promotion");
        String commit = push();
        JsonNode waiting = await().atMost(A_RUN).until(() -> messageOf(commit), message -> has(message, "Approve"));

        press(ANA, waiting, "Approve");
        people.pressSeen(BEN, CHANNEL, waiting, action(waiting, "Approve"));

        assertThat(toldAlone(ANA)).contains("test/podinfo may go on.");
        // Flagger may have been faster than the second of the two.
        assertThat(toldAlone(BEN)).containsAnyOf("<@U0ANA> has approved", "promoted already");
        JsonNode live = await().atMost(A_RUN)
                .until(() -> messageOf(commit), message -> text(message).startsWith("✅ Live"));
        assertThat(live.toString()).contains("<@U0ANA> approved the promotion");
        assertThat(action(live)).isEmpty();
        assertThat(approvals())
                .filteredOn(approval -> approval.by().equals("slack:" + ANA))
                .anySatisfy(approval -> {
                    assertThat(approval.gate()).isEqualTo(Gate.promotion);
                    assertThat(approval.used()).isNotNull();
                });
        assertThat(events()).anySatisfy(event -> {
            assertThat(event.getReason()).isEqualTo("Approved");
            assertThat(event.getMetadata().getAnnotations())
                    .containsEntry("event.toolkit.fluxcd.io/action", "approve-promotion")
                    .containsEntry("event.toolkit.fluxcd.io/username", "slack:" + ANA);
        });
    }

    @Test
    void aCanaryIsRolledBackByAButtonWhichIsToldInTheMessage() {
        flip("traffic");
        String commit = push();
        JsonNode under = await().atMost(A_RUN).until(() -> messageOf(commit), message -> has(message, "Roll back"));

        press(BEN, under, "Roll back");

        JsonNode failed = await().atMost(A_RUN)
                .until(() -> messageOf(commit), message -> text(message).startsWith("❌ Failed"));
        assertThat(failed.toString()).contains("<@U0BEN> ordered a rollback");
    }

    @Test
    void anApprovalIsVoidOnceAnotherCommitHasRestartedTheRun() {
        // Held before the first step, so that nobody has to wait for the last.
        flip("traffic");
        String first = push();
        JsonNode before = await().atMost(A_RUN).until(() -> messageOf(first), message -> has(message, "Approve"));
        String second = push();
        JsonNode waiting = await().atMost(A_RUN).until(() -> messageOf(second), message -> has(message, "Approve"));

        // The screen of whoever looked away still shows the first.
        people.pressSeen(ANA, CHANNEL, before, action(before, "Approve"));

        assertThat(toldAlone(ANA)).contains("Nothing was decided");
        assertThat(has(messageOf(second), "Approve")).isTrue();
        press(ANA, waiting, "Approve");
        assertThat(toldAlone(ANA)).contains("test/podinfo may go on.");
    }

    private void press(String who, JsonNode message, String button) {
        people.press(who, CHANNEL, message.path("ts").asText(), action(message, button));
    }

    private String push() {
        given().queryParam("touch", "podinfo").post("/sandbox/push").then().statusCode(200);
        return forge.commitOf("refs/heads/main").orElseThrow();
    }

    private static void flip(String value) {
        given().queryParam("name", "ask-wigwag")
                .queryParam("value", value)
                .post("/sandbox/switch")
                .then()
                .statusCode(200);
    }

    /** The living message of a commit; missing as long as there is none. */
    private JsonNode messageOf(String commit) {
        return slack.messages(CHANNEL).stream()
                .filter(message -> message.path("thread_ts").isMissingNode()
                        && text(message).contains("main@" + commit.substring(0, 7) + " on "))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    private static boolean has(JsonNode message, String button) {
        return buttons(message).anyMatch(element -> label(element).equals(button));
    }

    private static String action(JsonNode message, String button) {
        return buttons(message)
                .filter(element -> label(element).equals(button))
                .findFirst()
                .orElseThrow()
                .path("action_id")
                .asText();
    }

    private static Optional<JsonNode> action(JsonNode message) {
        return buttons(message).findFirst();
    }

    private static Stream<JsonNode> buttons(JsonNode message) {
        return StreamSupport.stream(message.path("blocks").spliterator(), false)
                .filter(block -> block.path("type").asText().equals("actions"))
                .flatMap(block -> StreamSupport.stream(block.path("elements").spliterator(), false));
    }

    private static String label(JsonNode button) {
        return button.at("/text/text").asText();
    }

    private static String text(JsonNode message) {
        return message.path("text").asText();
    }

    private static String toldAlone(String user) {
        return given().queryParam("as", user).get("/sandbox/slack").jsonPath().getString("alone[0].text");
    }

    private List<Approval> approvals() {
        return ledger.of(new ObjectKey("GitRepository", "flux-system", "gitops")).stream()
                .flatMap(rollout -> rollout.status().approvals().stream())
                .toList();
    }

    private List<Event> events() {
        return cluster.administrator().v1().events().inNamespace("test").list().getItems();
    }
}
