package dev.wigwag.knative;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import dev.wigwag.engine.ClusterException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the sender is told of failures that Funqy leaves to whoever is behind it. */
class EventAnswersTest {
    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void whatCanNeverBeReadIsAcknowledgedAndCounted() throws Exception {
        assertThat(after(context -> context.fail(404))).isEqualTo(202);
        assertThat(after(context -> context.fail(406))).isEqualTo(202);
        assertThat(after(context -> context.fail(new NullPointerException()))).isEqualTo(202);
        assertThat(after(context -> context.fail(new JsonParseException(null, "no JSON"))))
                .isEqualTo(202);

        assertThat(junk()).isEqualTo(4);
    }

    @Test
    void whatCouldNotBeActedOnComesAgainHoweverItIsWrapped() throws Exception {
        EventNotTaken trouble =
                new EventNotTaken(new ClusterException(ClusterException.Fault.DOWN, "no API server", null));

        assertThat(after(context -> context.fail(trouble))).isEqualTo(503);
        assertThat(after(context -> context.fail(new IllegalStateException(new RuntimeException(trouble)))))
                .isEqualTo(503);
        assertThat(junk()).isZero();
    }

    @Test
    void whatIsOurOwnFaultIsNotTakenForJunk() throws Exception {
        assertThat(after(context -> context.fail(new RejectedExecutionException("stopping"))))
                .isEqualTo(503);
        assertThat(after(context -> context.fail(new OutOfMemoryError()))).isEqualTo(503);
        assertThat(after(context -> context.fail(new RuntimeException(new NoClassDefFoundError()))))
                .isEqualTo(503);
        assertThat(junk()).isZero();
    }

    @Test
    void whatIsTooLargeIsRefused() throws Exception {
        assertThat(after(context -> context.fail(413))).isEqualTo(413);
    }

    /** The status of an answer, which never has a body, to a request that goes like this. */
    private int after(Consumer<RoutingContext> failure) throws Exception {
        Router router = Router.router(vertx);
        new EventAnswers(metrics).install(router);
        router.route("/").handler(failure::accept);
        HttpServer server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + "/"))
                .POST(BodyPublishers.ofString("{}"))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        assertThat(answer.body()).isEmpty();
        return answer.statusCode();
    }

    private double junk() {
        return metrics.find("wigwag.deliveries").tag("outcome", "junk").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }
}
