package dev.wigwag.slack;

import static dev.wigwag.slack.SlackEdge.form;
import static dev.wigwag.slack.SlackEdge.press;
import static dev.wigwag.slack.SlackEdge.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.chatops.PersonDirectory.UnknownForNow;
import dev.wigwag.chatops.Reply;
import dev.wigwag.engine.ClusterException;
import dev.wigwag.rollout.Gate;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.sandbox.slack.SlackStandIn;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Presses over HTTP, as Slack sends them. */
@QuarkusTest
class SlackInteractionsTest {
    private static final String VALUE =
            new ButtonValue(new ObjectKey("Canary", "test", "podinfo"), "0b9d8f1e-3", Gate.promotion).json();

    private final SaidInTime said = new SaidInTime();
    private String answerTo;

    @Inject
    SlackStandIn slack;

    @TestHTTPResource("/slack/interactions")
    URI edge;

    @BeforeEach
    void whateverIsWantedIsDone() {
        QuarkusMock.installMockForType(said, InTime.class);
        answerTo = slack.answerTo("U0ANA").toString();
    }

    @Test
    void aPressIsAnsweredWithoutABodyAndThePresserIsToldAlone() throws Exception {
        int before = slack.toldAlone("U0ANA").size();

        HttpResponse<String> answer = send(edge, press("U0ANA", VALUE, "1.1", answerTo), Instant.now());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(said.wanted).containsExactly("U0ANA promotion Canary/test/podinfo 0b9d8f1e-3");
        assertThat(slack.toldAlone("U0ANA")).hasSize(before + 1);
        assertThat(slack.toldAlone("U0ANA").get(before).path("text").asText()).isEqualTo("✅ Done\nas you wish");
    }

    @Test
    void aRefusalIsAnswered200AsWellAndToldThePresser() throws Exception {
        said.outcome = () -> new Reply(false, "Too late", List.of("It is being promoted"));

        HttpResponse<String> answer = send(edge, press("U0ANA", VALUE, "1.2", answerTo), Instant.now());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(last("U0ANA")).isEqualTo("Too late\nIt is being promoted");
    }

    @Test
    void whatCouldNotBeStoredIsNotAnswered200AndMayComeAgain() throws Exception {
        said.outcome = () -> {
            throw new ClusterException(ClusterException.Fault.DOWN, "The Kubernetes API does not answer", null);
        };
        HttpResponse<String> down = send(edge, press("U0ANA", VALUE, "1.3", answerTo), Instant.now());
        String told = last("U0ANA");
        said.outcome = () -> new Reply(true, "Approved", List.of());
        HttpResponse<String> again = send(edge, press("U0ANA", VALUE, "1.3", answerTo), Instant.now());

        assertThat(down.statusCode()).isEqualTo(503);
        assertThat(down.body()).contains("not-stored", "does not answer");
        assertThat(told).startsWith("Nothing was decided\nThe Kubernetes API does not answer");
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(said.wanted).hasSize(2);
    }

    @Test
    void whoCannotBeMadeSureOfDecidesNothing() throws Exception {
        said.outcome = () -> {
            throw new UnknownForNow("Slack does not say who you are");
        };

        assertThat(send(edge, press("U0ANA", VALUE, "1.4", answerTo), Instant.now())
                        .statusCode())
                .isEqualTo(503);
        assertThat(last("U0ANA")).contains("Slack does not say who you are");
    }

    @Test
    void aReplayedPressIsNotDoneTwice() throws Exception {
        String body = press("U0ANA", VALUE, "1.5", answerTo);

        assertThat(send(edge, body, Instant.now()).statusCode()).isEqualTo(200);
        assertThat(send(edge, body, Instant.now().plusSeconds(1)).statusCode()).isEqualTo(200);
        assertThat(said.wanted).hasSize(1);

        send(edge, press("U0ANA", VALUE, "1.6", answerTo), Instant.now());
        send(edge, press("U0BEN", VALUE, "1.5", answerTo), Instant.now());
        assertThat(said.wanted).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/x",
                "",
                "http://127.0.0.1:1/actions",
                "https://hooks.slack.com.evil.example/x"
            })
    void thePresserIsToldNowhereButAtSlack(String address) throws Exception {
        assertThat(send(edge, press("U0ANA", VALUE, "2." + address.length(), address), Instant.now())
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"view_closed\",\"team\":{\"id\":\"T0SANDBOX\"},\"user\":{\"id\":\"U0ANA\"}}",
                "{\"type\":\"block_actions\",\"team\":{\"id\":\"T0SANDBOX\"},\"user\":{\"id\":\"U0ANA\"},\"actions\":[{\"action_id\":\"link\",\"url\":\"https://x.example\"}]}",
                "{\"type\":\"block_actions\",\"team\":{\"id\":\"T0SANDBOX\"},\"user\":{\"id\":\"U0ANA\"},\"actions\":[{\"action_id\":\"wigwag.approve.x\",\"value\":\"old\"}]}"
            })
    void whatIsNotOursIsAcknowledged(String payload) throws Exception {
        HttpResponse<String> answer = send(edge, form(Map.of("payload", payload)), Instant.now());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(said.wanted).isEmpty();
    }

    @Test
    void anotherWorkspaceAForgeryAndACopyAreRefused() throws Exception {
        String body = press("U0ANA", VALUE, "3.1", answerTo);
        String other = body.replace("T0SANDBOX", "T0OTHER");

        assertThat(send(edge, other, Instant.now()).statusCode()).isEqualTo(401);
        assertThat(send(edge, body, Instant.now().minusSeconds(310)).statusCode())
                .isEqualTo(401);
        assertThat(send(edge, body, Instant.now().plusSeconds(310)).statusCode())
                .isEqualTo(401);
        assertThat(send(edge, body, Long.toString(Instant.now().getEpochSecond()), "v0=" + "a".repeat(64))
                        .statusCode())
                .isEqualTo(401);
        assertThat(said.wanted).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "payload=", "payload=%7B", "other=1"})
    void whatIsNoPayloadIsMalformed(String body) throws Exception {
        assertThat(send(edge, body, Instant.now()).statusCode()).isEqualTo(400);
    }

    private String last(String user) {
        var told = slack.toldAlone(user);
        return told.get(told.size() - 1).path("text").asText();
    }
}
