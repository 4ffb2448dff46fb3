package dev.wigwag.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.ClosedEdges;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(ClosedEdges.class)
class ClosedSlackEdgeTest {
    @TestHTTPResource("/")
    URI base;

    @ParameterizedTest
    @ValueSource(strings = {"slack/commands", "slack/interactions", "slack/%63ommands"})
    void withoutAWorkspaceTheEdgeIsClosedAndNamesTheProperty(String path) throws Exception {
        HttpResponse<String> answer =
                SlackEdge.send(base.resolve(path), SlackEdge.command("U0ANA", "status"), Instant.now());

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("not-configured", "wigwag.slack.team-id");
    }

    @Test
    void evenWhatNobodySignedIsToldSo() throws Exception {
        HttpResponse<String> answer = SlackEdge.send(base.resolve("slack/commands"), "", "", "");

        assertThat(answer.statusCode()).isEqualTo(503);
    }
}
