package dev.wigwag.sandbox.github;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The stand-in over the bare wire, where our own client would not go. */
class GitHubApiStandInTest {
    private static final String SHA = "1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d";
    private static final String STATUS = "/repos/acme/web/statuses/" + SHA;
    private static final String DEPLOYMENT = "/repos/acme/web/deployments";

    private final HttpClient http = HttpClient.newHttpClient();
    private final GitHubApiStandIn github =
            new GitHubApiStandIn(Clock.fixed(Instant.parse("2026-03-02T09:00:00Z"), ZoneOffset.UTC));

    @BeforeEach
    void host() {
        github.repository("acme/web", SHA::equals);
        github.credentials().personalToken("ghp_all", "ana", "statuses", "deployments");
        github.credentials().personalToken("ghp_none", "bob");
    }

    @AfterEach
    void stop() {
        github.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'state':'done'}|state",
                "{'state':'success','target_url':'ftp://x'}|target_url",
                "{'state':'success','target_url':'javascript:1'}|target_url"
            })
    void aStatusThatBreaksARuleIsRefusedNamingTheField(String body, String field) throws Exception {
        HttpResponse<String> answer = post(STATUS, "ghp_all", body.replace('\'', '"'));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(json(answer).at("/errors/0/field").asText()).isEqualTo(field);
    }

    @Test
    void aContextTooLongIsRefused() throws Exception {
        String body = "{\"state\":\"success\",\"context\":\"%s\"}";

        assertThat(post(STATUS, "ghp_all", body.formatted("c".repeat(255))).statusCode())
                .isEqualTo(201);
        assertThat(post(STATUS, "ghp_all", body.formatted("c".repeat(256))).statusCode())
                .isEqualTo(422);
    }

    @Test
    void theWholeOfACommitIsAsBadAsTheWorstOfItsContexts() throws Exception {
        assertThat(whole()).isEqualTo("pending");
        say("a", "success");
        assertThat(whole()).isEqualTo("success");
        say("b", "pending");
        assertThat(whole()).isEqualTo("pending");
        say("c", "error");
        assertThat(whole()).isEqualTo("failure");
        say("C", "success");
        say("B", "success");
        assertThat(whole()).isEqualTo("success");
        assertThat(github.statuses().shown("ACME/web", SHA))
                .extracting(PostedStatus::context)
                .containsExactly("a", "B", "C");
        assertThat(github.statuses().posted("acme/web", SHA)).hasSize(5);
    }

    @Test
    void theDefaultsOfADeploymentMergeOrWaitForChecks() throws Exception {
        assertThat(post(DEPLOYMENT, "ghp_all", "{\"ref\":\"" + SHA + "\"}").statusCode())
                .isEqualTo(202);
        assertThat(post(DEPLOYMENT, "ghp_all", "{\"ref\":\"" + SHA + "\",\"auto_merge\":false}")
                        .statusCode())
                .isEqualTo(409);
        assertThat(github.deployments().of("acme/web")).isEmpty();
    }

    @Test
    void theSameDeploymentTwiceIsTwo() throws Exception {
        String body = "{\"ref\":\"" + SHA + "\",\"auto_merge\":false,\"required_contexts\":[]}";
        post(DEPLOYMENT, "ghp_all", body);
        post(DEPLOYMENT, "ghp_all", body);

        assertThat(github.deployments().of("acme/web")).hasSize(2).allSatisfy(deployment -> {
            assertThat(deployment.environment()).isEqualTo("production");
            assertThat(deployment.state()).isEqualTo("pending");
        });
    }

    @Test
    void whoMayNotIsToldWhatIsMissing() throws Exception {
        HttpResponse<String> answer = post(STATUS, "ghp_none", "{\"state\":\"success\"}");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("X-Accepted-GitHub-Permissions")).contains("statuses=write");
        assertThat(post(STATUS, "ghp_stranger", "{}").statusCode()).isEqualTo(401);
        assertThat(post("/app/installations/1/access_tokens", "ghp_all", "{}").statusCode())
                .isEqualTo(401);
    }

    @Test
    void everyAnswerTellsHowMuchIsLeftAndPointsRunOut() throws Exception {
        github.limits().pointsPerMinute(11);

        HttpResponse<String> first = post(STATUS, "ghp_all", "{\"state\":\"success\"}");
        assertThat(first.headers().firstValue("X-RateLimit-Remaining")).contains("4999");
        assertThat(first.headers().firstValue("X-GitHub-Request-Id")).isPresent();
        assertThat(post(STATUS, "ghp_all", "{\"state\":\"success\"}").statusCode())
                .isEqualTo(201);
        assertThat(get("/repos/acme/web/commits/" + SHA + "/status").statusCode())
                .isEqualTo(200);
        HttpResponse<String> over = get("/repos/acme/web/commits/" + SHA + "/status");

        assertThat(over.statusCode()).isEqualTo(403);
        assertThat(over.headers().firstValue("Retry-After")).contains("60");
        assertThat(json(over).path("message").asText()).contains("secondary rate limit");
    }

    @Test
    void theEightyFirstWriteOfAMinuteIsOneTooMany() throws Exception {
        for (int i = 0; i < 80; i++) {
            assertThat(post(STATUS, "ghp_all", "{\"state\":\"success\"}").statusCode())
                    .isEqualTo(201);
        }

        assertThat(post(STATUS, "ghp_all", "{\"state\":\"success\"}").statusCode())
                .isEqualTo(403);
        assertThat(github.limits().ignored()).isZero();
        post(STATUS, "ghp_all", "{\"state\":\"success\"}");
        assertThat(github.limits().ignored()).isEqualTo(1);
    }

    @Test
    void anEnterpriseServersPathLeadsToTheSame() throws Exception {
        assertThat(post("/api/v3" + STATUS, "ghp_all", "{\"state\":\"success\"}")
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void pagesLeadOn() throws Exception {
        for (int i = 0; i < 5; i++) {
            say("c" + i, "success");
        }
        String path = "/repos/acme/web/commits/" + SHA + "/status?per_page=2&page=";

        assertThat(get(path + 1).headers().firstValue("Link"))
                .hasValueSatisfying(link -> assertThat(link).contains("page=2").contains("rel=\"next\""));
        assertThat(json(get(path + 3)).path("statuses")).hasSize(1);
        assertThat(get(path + 3).headers().firstValue("Link")).isEmpty();
    }

    private void say(String context, String state) throws Exception {
        post(STATUS, "ghp_all", "{\"state\":\"" + state + "\",\"context\":\"" + context + "\"}");
    }

    private String whole() throws Exception {
        return json(get("/repos/acme/web/commits/" + SHA + "/status"))
                .path("state")
                .asText();
    }

    private HttpResponse<String> post(String path, String token, String body) throws Exception {
        return http.send(
                request(path, token).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(request(path, "ghp_all").build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(URI.create(github.url() + path)).header("Authorization", "Bearer " + token);
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        return new ObjectMapper().readTree(answer.body());
    }
}
