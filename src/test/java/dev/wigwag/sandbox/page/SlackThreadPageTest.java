package dev.wigwag.sandbox.page;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wigwag.sandbox.github.GitForge;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a press leads to under the message in Slack. */
@QuarkusTest
class SlackThreadPageTest {

    private static final Duration A_RUN = Duration.ofSeconds(90);

    @Inject
    GitForge forge;

    @Test
    void theAuthorIsMentionedAndTheThreadTellsHowTheCanaryWentUpToItsEnd() {
        given().queryParam("message", "Ship it with a thread")
                .queryParam("touch", "podinfo")
                .post("/sandbox/push")
                .then()
                .statusCode(200);
        String revision = forge.commitOf("refs/heads/main").orElseThrow().substring(0, 7);

        await().atMost(A_RUN).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            Map<String, Object> message = message(revision);
            assertThat(String.valueOf(message.get("blocks"))).contains("by <@U0ANA>");
            assertThat(String.valueOf(message.get("text"))).startsWith("✅ Live");
            assertThat(replies(message))
                    .last()
                    .asString()
                    .contains("podinfo.test")
                    .contains("promoted");
            assertThat(replies(message)).hasSizeLessThanOrEqualTo(4);
        });
    }

    private static Map<String, Object> message(String revision) {
        List<Map<String, Object>> messages =
                when().get("/sandbox/slack").jsonPath().getList("channels.find { it.id == 'C0SANDBOX' }.messages");
        return messages.stream()
                .filter(message -> !message.containsKey("thread_ts"))
                .filter(message -> String.valueOf(message.get("text")).contains(revision))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no message of " + revision));
    }

    private static List<String> replies(Map<String, Object> message) {
        return ((List<?>) message.get("replies"))
                .stream()
                        .map(reply -> String.valueOf(((Map<?, ?>) reply).get("text")))
                        .toList();
    }
}
