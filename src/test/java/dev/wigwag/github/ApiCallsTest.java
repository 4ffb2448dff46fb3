package dev.wigwag.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wigwag.github.GitHubApiException.Kind;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the stand-in is too well-behaved for. */
class ApiCallsTest {
    private final Vertx vertx = Vertx.vertx();
    private final BlockingQueue<String> heads = new LinkedBlockingQueue<>();

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void everyRequestSaysWhoSendsItAndInWhichVersion() throws Exception {
        ApiCalls calls = calls(request -> request.response().end("{}"));

        calls.send(ApiRequest.post("/repos/acme/web/statuses/1", calls.object().put("ö", "😀")), "token-1");

        assertThat(heads.poll(5, TimeUnit.SECONDS))
                .contains("Authorization=Bearer token-1")
                .contains("Accept=application/vnd.github+json")
                .contains("X-GitHub-Api-Version=2022-11-28")
                .contains("User-Agent=wigwag")
                .contains("Content-Type=application/json");
    }

    @Test
    void anAnswerWithoutEndIsBrokenOff() throws Exception {
        ApiCalls calls = calls(request -> {
            request.response().setChunked(true);
            Buffer much = Buffer.buffer(new byte[64 * 1024]);
            vertx.setPeriodic(1, timer -> {
                if (request.response().closed()) {
                    vertx.cancelTimer(timer);
                } else {
                    request.response().write(much);
                }
            });
        });

        assertThat(failure(calls, ApiRequest.get("/x"))).hasMessageContaining("larger than 1048576 bytes");
    }

    @Test
    void anAnswerThatStallsInTheMiddleIsNotWaitedFor() throws Exception {
        ApiCalls calls = calls(request -> request.response().setChunked(true).write("{\"message\":"));

        GitHubApiException late = failure(calls, ApiRequest.create("/x", calls.object()));

        assertThat(late.kind()).isEqualTo(Kind.UNCLEAR);
        assertThat(late).hasMessageContaining("did not answer POST /x within 1 s");
    }

    @Test
    void aPageOfHtmlIsAnAnswerWithoutWords() throws Exception {
        ApiCalls calls = calls(request -> request.response().setStatusCode(502).end("<html>Unicorn!"));

        ApiAnswer answer = calls.send(ApiRequest.get("/x"), "t");

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.words()).isEmpty();
        assertThat(answer.body().isMissingNode()).isTrue();
    }

    @Test
    void anAnswerNestedWithoutEndIsNoAnswer() throws Exception {
        ApiCalls calls = calls(request -> request.response().end("[".repeat(900_000)));

        assertThat(calls.send(ApiRequest.get("/x"), "t").body().isMissingNode()).isTrue();
    }

    @Test
    void nothingIsSentForATokenThatNoHeaderHolds() throws Exception {
        ApiCalls calls = calls(request -> request.response().end());

        for (String token : new String[] {"", "a b", "a\r\nX-Evil: 1", "tökén", "a\u0000"}) {
            GitHubApiException refused =
                    catchThrowableOfType(GitHubApiException.class, () -> calls.send(ApiRequest.get("/x"), token));
            assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
        }
        assertThat(heads).isEmpty();
    }

    @Test
    void aQueryIsNotPartOfWhatIsSaidOfARequest() {
        assertThat(ApiRequest.get("/repos/a/b/deployments?environment=secret-plans"))
                .hasToString("GET /repos/a/b/deployments");
    }

    private ApiCalls calls(Consumer<HttpServerRequest> answer) throws Exception {
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> {
                    heads.add(request.headers().entries().toString());
                    answer.accept(request);
                })
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        ApiAddress address = ApiAddress.of("http://127.0.0.1:" + server.actualPort());
        return new ApiCalls(
                new ApiSettings(address, ApiSettings.VERSION, Duration.ofSeconds(1), Duration.ofSeconds(1)),
                Optional.empty());
    }

    private static GitHubApiException failure(ApiCalls calls, ApiRequest request) {
        GitHubApiException failure = catchThrowableOfType(GitHubApiException.class, () -> calls.send(request, "t"));
        assertThat(failure).isNotNull();
        return failure;
    }
}
