package dev.wigwag.slack;

import static dev.wigwag.slack.SlackEdge.command;
import static dev.wigwag.slack.SlackEdge.form;
import static dev.wigwag.slack.SlackEdge.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wigwag.chatops.PersonDirectory.UnknownForNow;
import dev.wigwag.chatops.Reply;
import dev.wigwag.engine.ClusterException;
import dev.wigwag.sandbox.slack.SlackSignature;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Slash commands over HTTP, as Slack sends them. */
@QuarkusTest
class SlackCommandsTest {
    private final SaidInTime said = new SaidInTime();

    @Inject
    MeterRegistry metrics;

    @TestHTTPResource("/slack/commands")
    URI edge;

    @BeforeEach
    void whateverIsWantedIsDone() {
        QuarkusMock.installMockForType(said, InTime.class);
    }

    @Test
    void aCommandIsAnsweredToThePersonAlone() throws Exception {
        double before = counted("answered");

        HttpResponse<String> answer = send(edge, command("U0ANA", "status podinfo"), Instant.now());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        assertThat(json(answer).path("response_type").asText()).isEqualTo("ephemeral");
        assertThat(json(answer).path("text").asText()).isEqualTo("✅ Done\nas you wish");
        assertThat(said.wanted).containsExactly("U0ANA status podinfo");
        assertThat(counted("answered")).isGreaterThan(before);
    }

    @Test
    void slacksProbeOfTheAddressIsAnsweredAndDoesNothing() throws Exception {
        HttpResponse<String> answer = send(edge, form(Map.of("ssl_check", "1", "token", "x")), Instant.now());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(said.wanted).isEmpty();
    }

    @Test
    void withoutASignatureNothingIsRead() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(edge)
                .POST(BodyPublishers.ofString(command("U0ANA", "approve podinfo")))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("credentials-missing", "X-Slack-Signature");
        assertThat(said.wanted).isEmpty();
    }

    @Test
    void aForgedOneIsRefused() throws Exception {
        Instant now = Instant.now();
        String body = command("U0ANA", "approve podinfo");
        String other = SlackSignature.v0(SlackEdge.SECRET, now, command("U0BEN", "approve podinfo"));
        String wrong = SlackSignature.v0("another-secret-hunter2", now, body);

        for (String signature : new String[] {other, wrong, "v0=" + "0".repeat(64)}) {
            HttpResponse<String> answer = send(edge, body, SlackSignature.timestamp(now), signature);

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body())
                    .contains("credentials-wrong", "wigwag.slack.signing-secrets")
                    .doesNotContain("hunter2", SlackEdge.SECRET);
        }
        assertThat(said.wanted).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {-310, -86_400, 310, 86_400})
    void aReplayedOneAndOneFromTheFutureAreRefused(long seconds) throws Exception {
        HttpResponse<String> answer =
                send(edge, command("U0ANA", "approve podinfo"), Instant.now().plusSeconds(seconds));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("credentials-wrong");
        assertThat(said.wanted).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"T0OTHER,-,-", "-,-,-", "-,E0ACME,true", "-,T0SANDBOX,false", "T0OTHER,T0SANDBOX,false"})
    void anotherWorkspaceIsRefused(String team, String organisation, String all) throws Exception {
        StringBuilder body = new StringBuilder("user_id=U0ANA&text=status");
        body.append(team == null ? "" : "&team_id=" + team);
        body.append(organisation == null ? "" : "&enterprise_id=" + organisation);
        body.append(all == null ? "" : "&is_enterprise_install=" + all);

        HttpResponse<String> answer = send(edge, body.toString(), Instant.now());

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("credentials-wrong", "wigwag.slack.team-id");
        assertThat(said.wanted).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text=status&team_id=T0SANDBOX", "user_id=U0ANA&user_id=U0BEN", "user_id=%zz"})
    void whatIsNoCommandIsMalformed(String body) throws Exception {
        HttpResponse<String> answer = send(edge, body, Instant.now());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("malformed", "only Slack posts here");
    }

    @Test
    void aHugeOneIsNotEvenRead() throws Exception {
        HttpResponse<String> answer = send(edge, command("U0ANA", "x".repeat(300_000)), Instant.now());

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("262144");
    }

    @Test
    void troubleOnOurSideIsToldInWords() throws Exception {
        said.outcome = () -> {
            throw new ClusterException(ClusterException.Fault.DOWN, "The Kubernetes API does not answer", null);
        };
        HttpResponse<String> down = send(edge, command("U0ANA", "approve podinfo"), Instant.now());
        said.outcome = () -> {
            throw new UnknownForNow("Slack does not say who you are");
        };
        HttpResponse<String> unknown = send(edge, command("U0ANA", "approve podinfo"), Instant.now());
        said.outcome = () -> {
            throw new IllegalStateException("a secret hunter2");
        };
        HttpResponse<String> broken = send(edge, command("U0ANA", "approve podinfo"), Instant.now());

        assertThat(List.of(down, unknown, broken))
                .allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(200));
        assertThat(json(down).path("text").asText()).isEqualTo("Nothing was done\nThe Kubernetes API does not answer");
        assertThat(json(unknown).path("text").asText()).isEqualTo("Not now\nSlack does not say who you are");
        assertThat(json(broken).path("text").asText())
                .contains("went wrong", "incident")
                .doesNotContain("hunter2");
    }

    @Test
    void anAnswerWithoutLinesHasTextAllTheSame() throws Exception {
        said.outcome = () -> new Reply(false, "Nothing is under way", List.of());

        HttpResponse<String> answer = send(edge, command("U0ANA", ""), Instant.now());

        assertThat(json(answer).path("text").asText()).isEqualTo("Nothing is under way");
    }

    @Test
    void otherPathsAreNobodys() throws Exception {
        assertThat(send(edge.resolve("/slack/events"), "a=1", Instant.now()).statusCode())
                .isEqualTo(404);
    }

    private double counted(String outcome) {
        return metrics.counter("wigwag.deliveries", "edge", "slack", "event", "command", "outcome", outcome)
                .count();
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        return new ObjectMapper().readTree(answer.body());
    }
}
