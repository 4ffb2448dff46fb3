package dev.wigwag.flagger;

import static dev.wigwag.flagger.FlaggerEvents.basic;
import static dev.wigwag.flagger.FlaggerEvents.post;
import static dev.wigwag.flagger.FlaggerEvents.postAsGo;
import static dev.wigwag.flagger.FlaggerEvents.saying;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The edge over HTTP, in a process that works behind its answers. */
@QuarkusTest
class FlaggerWebhookTest {
    private static final String TOKEN = "wigwag-sandbox-flagger";
    private static final String BODY = saying("Advance podinfo.test canary weight 20");

    @Inject
    MeterRegistry metrics;

    @TestHTTPResource("/flagger/event")
    URI edge;

    @Test
    void anEventWithTheTokenInTheAddressIsAnswered202() throws Exception {
        double before = counted("AdvanceWeight", "queued");
        URI address =
                URI.create("http://flagger:" + TOKEN + "@" + edge.getHost() + ":" + edge.getPort() + edge.getPath());

        HttpResponse<String> answer = postAsGo(address, BODY);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEqualTo("{\"outcome\":\"queued\",\"object\":\"Canary/test/podinfo\"}");
        assertThat(counted("AdvanceWeight", "queued")).isGreaterThan(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer " + TOKEN, "bearer " + TOKEN})
    void aBearerTokenIsAsGood(String authorization) throws Exception {
        assertThat(post(edge, BODY, "Authorization", authorization).statusCode())
                .isEqualTo(202);
    }

    @Test
    void whoeverTheUserIsThePasswordCounts() throws Exception {
        assertThat(post(edge, BODY, "Authorization", basic("", TOKEN)).statusCode())
                .isEqualTo(202);
        assertThat(post(edge, BODY, "Authorization", basic(TOKEN, "other")).statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "X-Other, x",
        "Authorization, Bearer",
        "Authorization, Basic",
        "Authorization, Basic !!!",
        "Authorization, Basic Zmxh",
        "Authorization, Digest x",
        "Proxy-Authorization, Bearer wigwag-sandbox-flagger"
    })
    void withoutATokenNothingIsRead(String header, String value) throws Exception {
        HttpResponse<String> answer = post(edge, "{", header, value);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("credentials-missing", "http://flagger:<token>@");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Basic realm=\"wigwag\"");
    }

    @Test
    void aWrongTokenIsRefusedAndNotRepeated() throws Exception {
        HttpResponse<String> answer = post(edge, BODY, "Authorization", basic("flagger", "wrong-hunter2"));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body())
                .contains("credentials-wrong", "wigwag.flagger.tokens")
                .doesNotContain("hunter2", TOKEN);
    }

    @Test
    void ofTwoTokensNobodyCanSayWhichCounts() throws Exception {
        HttpResponse<String> answer =
                post(edge, BODY, "Authorization", basic("flagger", TOKEN), "Authorization", "Bearer " + TOKEN);

        assertThat(answer.statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{}",
                "{\"name\":\"podinfo\"}",
                "{\"name\":\"../x\",\"namespace\":\"test\"}",
                "{\"name\":\"podinfo\",\"namespace\":\"Test\"}",
                "{\"name\":[\"podinfo\"],\"namespace\":\"test\"}"
            })
    void whatIsNoEventIsMalformed(String body) throws Exception {
        HttpResponse<String> answer = post(edge, body, "Authorization", "Bearer " + TOKEN);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("malformed", "Flagger's event webhooks");
    }

    @Test
    void anEventOfMoreThanAMegabyteIsTooLarge() throws Exception {
        assertThat(post(edge, " ".repeat(1024 * 1024 + 1), "Authorization", "Bearer " + TOKEN)
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void anotherMethodIsNotAllowed() throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(edge)
                                .header("Authorization", "Bearer " + TOKEN)
                                .GET()
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(405);
    }

    @Test
    void whatARollbackHookSaysAtEveryTickIsNoise() throws Exception {
        double before = counted("RollbackNotSignaled", "noise");

        HttpResponse<String> answer =
                post(edge, saying("Rollback hook stop not signaling a rollback"), "Authorization", "Bearer " + TOKEN);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).contains("\"noise\"");
        assertThat(counted("RollbackNotSignaled", "noise")).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a text of tomorrow's Flagger", "", "🚩", "Advance podinfo.test canary weight 99999999999"})
    void aMessageOfNoKnownKindIsAHintToo(String message) throws Exception {
        double before = counted("Note", "queued");

        assertThat(post(edge, saying(message), "Authorization", "Bearer " + TOKEN)
                        .statusCode())
                .isEqualTo(202);

        assertThat(counted("Note", "queued")).isGreaterThan(before);
    }

    @Test
    void refusalsAreCountedByTheirReason() throws Exception {
        double malformed = counted("other", "malformed");
        double wrong = counted("other", "credentials-wrong");

        post(edge, "{", "Authorization", "Bearer " + TOKEN);
        post(edge, BODY, "Authorization", "Bearer other");

        assertThat(counted("other", "malformed")).isEqualTo(malformed + 1);
        assertThat(counted("other", "credentials-wrong")).isEqualTo(wrong + 1);
    }

    @Test
    void noSecretIsLoggedOrAnswered() throws Exception {
        List<String> logged = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                logged.add(entry.getMessage() + " "
                        + List.of(entry.getParameters() == null ? new Object[0] : entry.getParameters()));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(FlaggerWebhook.class.getName());
        logger.addHandler(handler);
        try {
            String message = "Halt podinfo.test advancement external check load failed POST"
                    + " http://me:hunter2@load.test/?key=hunter2 giving up after 1 attempt(s)";
            HttpResponse<String> taken = post(edge, saying(message), "Authorization", basic("flagger", TOKEN));
            HttpResponse<String> refused = post(edge, saying(message), "Authorization", basic("hunter2", "hunter2"));

            assertThat(taken.statusCode()).isEqualTo(202);
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(taken.body() + refused.body()).doesNotContain("hunter2", TOKEN);
            assertThat(logged)
                    .hasSizeGreaterThanOrEqualTo(2)
                    .allSatisfy(line -> assertThat(line).doesNotContain("hunter2", TOKEN));
            assertThat(logged)
                    .anySatisfy(line -> assertThat(line).contains("Canary/test/podinfo", "external check load"));
        } finally {
            logger.removeHandler(handler);
        }
    }

    private double counted(String kind, String outcome) {
        return metrics.counter("wigwag.deliveries", "edge", "flagger", "event", kind, "outcome", outcome)
                .count();
    }
}
