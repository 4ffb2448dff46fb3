package dev.wigwag.sandbox.flagger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP as Flagger does it (flagger.md §1.2). */
class HookCallerTest {

    private final HookServer server = new HookServer();
    private final ClusterDns dns = new ClusterDns();
    private final List<Duration> pauses = new ArrayList<>();
    private final HookCaller caller = new HookCaller(dns, pauses::add);

    @AfterEach
    void stop() {
        server.close();
    }

    private Optional<String> call(String url, String timeout, int retries) {
        dns.serve("hooks.test", server.address());
        Hook hook = new Hook("h", Hook.Type.ROLLOUT, url, GoTime.parse(timeout), retries, Map.of());
        return caller.call(hook, "{}".getBytes(StandardCharsets.UTF_8));
    }

    private Optional<String> call(int retries) {
        return call("http://hooks.test/h", "10s", retries);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202})
    void onlyThreeCodesPass(int code) {
        server.answer("/h", code, "");

        assertThat(call(0)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {203, 204, 206, 304, 400, 403, 404, 501})
    void othersFailAtOnceWithTheBody(int code) {
        String body = code == 204 || code == 304 ? "" : "why\nnot";
        server.answer("/h", code, body);

        assertThat(call(3)).contains(body);
        assertThat(server.calls("/h")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 504})
    void someAreRepeatedWithTheSameBodyAndLoseTheAnswers(int code) {
        server.answer("/h", code, "why");

        assertThat(call(2)).contains("POST http://hooks.test/h giving up after 3 attempt(s)");
        assertThat(server.calls("/h"))
                .hasSize(3)
                .extracting(HookServer.Call::body)
                .containsOnly("{}");
        assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void waitsBetweenAttemptsGrowToHalfAMinute() {
        server.answer("/h", 500, "");

        call(8);

        assertThat(pauses).extracting(Duration::toSeconds).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
    }

    @Test
    void retryAfterIsObeyedHoweverLong() {
        server.answerOnce("/h", 503, Map.of("Retry-After", "7200"));

        assertThat(call(1)).isEmpty();
        assertThat(pauses).containsExactly(Duration.ofHours(2));
    }

    @Test
    void aRetryThatSucceedsIsASuccess() {
        server.answerOnce("/h", 502, Map.of());

        assertThat(call(1)).isEmpty();
    }

    @Test
    void aClosedPortIsToldWithTheAddressButWithoutThePassword() {
        server.close();

        assertThat(call(
                        "http://u:geheim@127.0.0.1:%d/h?token=x"
                                .formatted(server.address().getPort()),
                        "10s",
                        0))
                .hasValueSatisfying(error -> assertThat(error)
                        .startsWith("POST http://u:xxxxx@127.0.0.1")
                        .contains("/h?token=x giving up after 1 attempt(s): Post \"http://u:xxxxx@")
                        .endsWith("connect: connection refused")
                        .doesNotContain("geheim"));
    }

    @Test
    void anUnknownHostIsToldAsSuch() {
        assertThat(call("http://nowhere.invalid/h", "10s", 0))
                .hasValueSatisfying(
                        error -> assertThat(error).endsWith("dial tcp: lookup nowhere.invalid: no such host"));
    }

    @Test
    void aTimeoutThatCannotBeReadFailsEveryCall() {
        assertThat(call("http://hooks.test/h", "soon", 0)).contains("time: invalid duration");
        assertThat(server.calls()).isEmpty();
    }

    @Test
    void oneThatDoesNotAnswerInTimeIsGivenUp() {
        CountDownLatch end = new CountDownLatch(1);
        server.observe(call -> await().until(() -> end.getCount() == 0));

        Optional<String> error = call("http://hooks.test/h", "50ms", 0);
        end.countDown();

        assertThat(error)
                .hasValueSatisfying(text -> assertThat(text)
                        .startsWith(
                                "POST http://hooks.test/h giving up after 1 attempt(s): Post \"http://hooks.test/h\": ")
                        .contains("deadline exceeded"));
    }

    @Test
    void anotherSchemeFailsWithoutACall() {
        assertThat(call("ftp://hooks.elsewhere/h", "10s", 0))
                .hasValueSatisfying(error -> assertThat(error).contains("unsupported protocol scheme \"ftp\""));
    }

    @Test
    void aServiceOfTheClusterIsFoundWithPathAndQuery() {
        dns.serve("loadtester.test", URI.create(server.address() + "/below"));

        assertThat(call("http://loadtester.test/gate?x=1", "10s", 0)).isEmpty();

        assertThat(server.calls("/below/gate?x=1")).hasSize(1);
    }
}
