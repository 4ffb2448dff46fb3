package dev.wigwag.sandbox.page;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.sandbox.slack.SlackStandIn;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The page's picture of Slack. */
@QuarkusTest
class SlackSectionTest {

    @Inject
    SlackStandIn slack;

    @Test
    void channelsAreShownNewestFirstWithTheirThreads() {
        slack.open("C0SECTION");
        slack.say("C0SECTION", "U0ANA", "hello");
        String ts = post(Map.of("channel", "C0SECTION", "text", "<b>bold</b> &amp; so on"));
        post(Map.of("channel", "C0SECTION", "text", "quiet", "thread_ts", ts));
        post(Map.of("channel", "C0SECTION", "text", "loud", "thread_ts", ts, "reply_broadcast", true));

        JsonPath shown = when().get("/sandbox/slack")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .extract()
                .jsonPath();

        List<Map<String, Object>> messages = shown.getList("channels.find { it.id == 'C0SECTION' }.messages");
        assertThat(messages)
                .extracting(message -> message.get("text"))
                .containsExactly("loud", "<b>bold</b> &amp; so on", "hello");
        assertThat(shown.getList("channels.find { it.id == 'C0SECTION' }.messages[1].replies.text", String.class))
                .containsExactly("quiet", "loud");
        assertThat(shown.getList("channels.id", String.class)).contains("C0SANDBOX");
        assertThat(messages.get(0)).containsEntry("replies_to", "<b>bold</b> &amp; so on");
        assertThat(messages.get(1)).doesNotContainKey("replies_to");
        assertThat(shown.getString("people.U0ANA")).isEqualTo("Ana");
    }

    @Test
    void theScriptNeverTurnsTextIntoMarkup() {
        String script = when().get("/sandbox/slack.js")
                .then()
                .statusCode(200)
                .contentType("text/javascript")
                .extract()
                .asString();

        assertThat(script)
                .contains("/sandbox/slack")
                .doesNotContain("innerHTML", "insertAdjacentHTML", "document.write");
        assertThat(when().get("/sandbox").asString()).contains("id=\"slack\"", "/sandbox/slack.js");
    }

    private String post(Map<String, Object> message) {
        return given().baseUri(slack.url().resolve("/").toString())
                .header("Authorization", "Bearer xoxb-wigwag-sandbox")
                .contentType("application/json")
                .body(message)
                .post("/api/chat.postMessage")
                .then()
                .statusCode(200)
                .extract()
                .path("ts");
    }
}
