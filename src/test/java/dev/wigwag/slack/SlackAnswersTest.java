package dev.wigwag.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.wigwag.rollout.Phase;
import dev.wigwag.slack.SlackException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes back when Slack is not quite itself, or something else stands in its place. */
class SlackAnswersTest {
    private static final SlackMessage MESSAGE = Drawn.in(Phase.Pending, "x").message();

    @TempDir
    Path secrets;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>Log in to the guest network</html>",
                "",
                "null",
                "[]",
                "{\"ok\":\"true\"}",
                "{\"ok\":true}"
            })
    void anAnswerThatDoesNotSayWhatHappenedLeavesItUnclear(String body) {
        assertThat(failure(200, body, Map.of()).kind()).isEqualTo(Kind.UNCLEAR);
    }

    @ParameterizedTest
    @CsvSource({"404,REFUSED", "403,REFUSED", "500,UNCLEAR", "502,UNCLEAR", "503,UNCLEAR"})
    void aStatusWithoutSlacksJsonCountsByItself(int status, Kind kind) {
        SlackException failure = failure(status, "<html></html>", Map.of());

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure).hasMessageContaining(Integer.toString(status));
    }

    @Test
    void aServerErrorIsUnclearWhateverItsBodyClaims() {
        assertThat(failure(500, "{\"ok\":false,\"error\":\"invalid_blocks\"}", Map.of())
                        .kind())
                .isEqualTo(Kind.UNCLEAR);
    }

    @ParameterizedTest
    @CsvSource({"7,7", "0,1", "999999,3600", "soon,30", "-5,30", "'',30"})
    void theTimeToWaitIsTakenWithinReason(String header, long seconds) {
        SlackException failure = failure(429, "", Map.of("Retry-After", header));

        assertThat(failure.kind()).isEqualTo(Kind.LIMITED);
        assertThat(failure.after()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void aRedirectIsNotFollowedSoThatTheTokenStaysHere() {
        try (OddServer thief = new OddServer(200, "{\"ok\":true}", Map.of())) {
            SlackException failure = failure(307, "", Map.of("Location", thief.url()));

            assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
            assertThat(failure).hasMessageContaining("wigwag.slack.api-url");
            assertThat(thief.authorizations()).isEmpty();
        }
    }

    @Test
    void anAnswerLargerThanAMegabyteIsNotTakenIn() {
        assertThat(failure(200, "{\"ok\":true,\"x\":\"" + "x".repeat(1024 * 1024) + "\"}", Map.of()))
                .hasMessageContaining("larger than 1048576 bytes");
    }

    @Test
    void whatIsMissingOrWrongIsPassedOnInSlacksOwnWords() {
        assertThat(failure(200, "{\"ok\":false,\"error\":\"missing_scope\",\"needed\":\"chat:write\"}", Map.of()))
                .hasMessageContaining("missing_scope (needed is chat:write)");
        assertThat(failure(
                        200,
                        "{\"ok\":false,\"error\":\"invalid_blocks\",\"response_metadata\":{\"messages\":[\"[ERROR] at /blocks/3\"]}}",
                        Map.of()))
                .hasMessageContaining("[ERROR] at /blocks/3");
        assertThat(failure(200, "{\"ok\":false}", Map.of())).hasMessageContaining("an unnamed error");
    }

    @Test
    void aLookUpWithAPersonsTokenSaysThatItNeedsABots() {
        try (OddServer server = new OddServer(200, "{\"ok\":true,\"user_id\":\"U0ANA\"}", Map.of())) {
            SlackApi api = Apis.of(server.url(), Apis.TOKEN, secrets, Duration.ofSeconds(10));

            assertThat(SlackApiTest.failure(() -> api.find("C1", "key", Drawn.NOON)))
                    .hasMessageContaining("no bot's token");
        }
    }

    @Test
    void nothingIsReachedForBeforeTheFirstCallAndNobodyThereMeansNotDone() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        String nobody = "http://127.0.0.1:" + port + "/api";
        assertThatCode(() -> Apis.of("https://slack.invalid/api", Apis.TOKEN, secrets, Duration.ofSeconds(1)))
                .doesNotThrowAnyException();

        SlackException failure = SlackApiTest.failure(() ->
                Apis.of(nobody, Apis.TOKEN, secrets, Duration.ofSeconds(10)).post("C1", MESSAGE, "key"));

        assertThat(failure.kind()).isEqualTo(Kind.DOWN);
        assertThat(failure).hasMessageContaining("ConnectException").hasMessageContaining("wigwag.slack.api-url");
        assertThat(failure.toString()).doesNotContain(Apis.TOKEN);
    }

    private SlackException failure(int status, String body, Map<String, String> headers) {
        try (OddServer server = new OddServer(status, body, headers)) {
            SlackApi api = Apis.of(server.url(), Apis.TOKEN, secrets, Duration.ofSeconds(10));
            SlackException failure = SlackApiTest.failure(() -> api.post("C1", MESSAGE, "key"));
            assertThat(server.authorizations()).containsExactly("Bearer " + Apis.TOKEN);
            assertThat(failure.getMessage())
                    .startsWith("chat.postMessage for C1: ")
                    .doesNotContain(Apis.TOKEN);
            return failure;
        }
    }
}
