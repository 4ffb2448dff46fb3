package dev.wigwag.sandbox.page;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.sandbox.slack.SlackStandIn;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What people type on the page, and who sees what comes back. */
@QuarkusTest
class SlackByHandTest {
    @Inject
    SlackStandIn slack;

    @Test
    void whatSomebodyAsksIsAnsweredToThatPersonAlone() {
        int bens = alone("U0BEN").size();

        given().queryParam("as", "U0ANA")
                .queryParam("text", "help <me> & you")
                .post("/sandbox/slack/command")
                .then()
                .statusCode(204);

        assertThat(alone("U0ANA").get(0))
                .containsEntry("response_type", "ephemeral")
                .extractingByKey("text")
                .asString()
                .isNotBlank()
                .doesNotContain("did not work");
        assertThat(alone("U0BEN")).hasSize(bens);
    }

    @Test
    void theNewestAnswersAreShownFirstAndOnlyAFew() {
        for (int i = 0; i < 5; i++) {
            given().queryParam("as", "U0BEN")
                    .queryParam("text", "help")
                    .post("/sandbox/slack/command")
                    .then()
                    .statusCode(204);
        }

        assertThat(alone("U0BEN")).hasSize(3);
    }

    @Test
    void aButtonThatIsNotThereCannotBePressed() {
        String ts = slack.say("C0SANDBOX", "U0ANA", "no buttons here");

        for (String channel : List.of("C0SANDBOX", "C0NOWHERE")) {
            given().queryParam("as", "U0ANA")
                    .queryParam("channel", channel)
                    .queryParam("ts", ts)
                    .queryParam("action", "wigwag.approve.x")
                    .post("/sandbox/slack/press")
                    .then()
                    .statusCode(409);
        }
    }

    @Test
    void nobodyCanSpeakAsSomebodyWhoIsNotThere() {
        given().queryParam("as", "U0CAT")
                .queryParam("text", "help")
                .post("/sandbox/slack/command")
                .then()
                .statusCode(400);
    }

    private static List<Map<String, Object>> alone(String user) {
        return given().queryParam("as", user).get("/sandbox/slack").jsonPath().getList("alone");
    }
}
