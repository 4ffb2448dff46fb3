package dev.wigwag.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProblemTest {

    static Stream<Problem> everyProblem() {
        return Stream.of(
                Problem.malformed("The body is not JSON; send JSON."),
                Problem.credentialsMissing("The header is missing; send it."),
                Problem.credentialsWrong("No secret fits; compare the two."),
                Problem.unknownPath(),
                Problem.edgeNotServed(Edge.SLACK),
                Problem.managementNotShown(),
                Problem.methodNotAllowed("GET", List.of("POST")),
                Problem.notAcceptable(),
                Problem.bodyTooSlow(Duration.ofSeconds(10)),
                Problem.bodyTooLarge(1024),
                Problem.unsupportedMediaType(),
                Problem.refused(417, "Expectation Failed"),
                Problem.unexpected("3f9a0c12"),
                Problem.notConfigured("wigwag.github.webhook-secrets"),
                Problem.notStored("The API server is down; send again."),
                Problem.noRoomForBody(1024),
                Problem.overloaded());
    }

    @ParameterizedTest
    @MethodSource("everyProblem")
    void everyProblemIsOneOfRfc9457WithACauseAndAFix(Problem problem) throws IOException {
        JsonNode json = new ObjectMapper().readTree(problem.json());
        assertThat(json.get("type").asText())
                .isEqualTo("urn:wigwag:problem:" + problem.slug())
                .matches("urn:wigwag:problem:[a-z]+(-[a-z]+)*");
        assertThat(json.get("title").asText()).isNotBlank();
        assertThat(json.get("status").asInt()).isEqualTo(problem.status()).isBetween(400, 599);
        assertThat(json.get("detail").asText()).matches(".+; .+\\.");
        assertThat(problem.detail()).doesNotContain("[redacted]");
    }

    @Test
    void slugsAreUniqueAsMetricsAndCallersTellProblemsApartByThem() {
        assertThat(everyProblem().map(Problem::slug)).doesNotHaveDuplicates();
    }

    @Test
    void extensionMembersStandBesideTheOthers() throws IOException {
        Problem problem = Problem.malformed("No; yes.")
                .with("position", 42L)
                .with("line", 3)
                .with("final", true)
                .with("field", "ref");
        JsonNode json = new ObjectMapper().readTree(problem.json());
        assertThat(json.get("position").asLong()).isEqualTo(42);
        assertThat(json.get("line").asInt()).isEqualTo(3);
        assertThat(json.get("final").asBoolean()).isTrue();
        assertThat(json.get("field").asText()).isEqualTo("ref");
        assertThat(new ObjectMapper()
                        .readTree(Problem.bodyTooLarge(7).json())
                        .get("limit")
                        .asLong())
                .isEqualTo(7);
    }

    @Test
    void detailsAndMembersAreRedactedAndClean() {
        Problem problem = new Problem(
                "x", 400, "X", "bad\u0000 https://u:pw@h \uD83D", Map.of("url", "https://u:pw@h", "sent", "?token=a"));
        assertThat(problem.detail()).isEqualTo("bad https://[redacted]@h \uFFFD");
        assertThat(new String(problem.json(), StandardCharsets.UTF_8))
                .doesNotContain("pw", "token=a")
                .contains("?token=[redacted]");
    }

    @Test
    void aHugeDetailIsCut() {
        assertThat(Problem.malformed("x".repeat(1_000_000)).detail())
                .hasSize(2000)
                .endsWith("…");
    }

    @Test
    void theAllowedMethodsAreNamed() {
        assertThat(Problem.methodNotAllowed("PUT", List.of("POST", "GET")).detail())
                .isEqualTo("The method PUT is not allowed here; use GET or POST.");
    }

    @Test
    void aProblemCannotBeASuccess() {
        assertThatThrownBy(() -> new Problem("x", 200, "X", "d", Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRefusalCarriesItsProblemAndHeadersAndCostsNoStackTrace() {
        Refusal refusal = new Refusal(Problem.unknownPath(), Map.of("Retry-After", "5"));
        assertThat(refusal.problem()).isEqualTo(Problem.unknownPath());
        assertThat(refusal.headers()).containsEntry("Retry-After", "5");
        assertThat(refusal.getStackTrace()).isEmpty();
        assertThat(refusal).hasMessageStartingWith("unknown-path: Nothing is served");
    }
}
