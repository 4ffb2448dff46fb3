package dev.wigwag.sandbox.slack;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** The wire: plain HTTP on 127.0.0.1, with the failures that are switched on. */
final class SlackFront implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 10;

    private final Function<SlackRequest, SlackReply> answers;
    private final SlackFaults faults;
    private final Vertx vertx;
    private final HttpServer server;

    SlackFront(Function<SlackRequest, SlackReply> answers, SlackFaults faults) {
        this.answers = answers;
        this.faults = faults;
        this.vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        this.server = await(vertx.createHttpServer(
                        new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                .requestHandler(this::receive)
                .listen());
    }

    int port() {
        return server.actualPort();
    }

    private void receive(HttpServerRequest request) {
        request.body()
                .onSuccess(body -> answer(request, body))
                .onFailure(broken -> request.connection().close());
    }

    private void answer(HttpServerRequest request, Buffer body) {
        Optional<SlackFaults.Trouble> trouble = faults.trouble(SlackStandIn.method(request.path()));
        SlackRequest call = new SlackRequest(
                request.path(),
                Optional.ofNullable(request.getHeader("Content-Type")).orElse(""),
                Optional.ofNullable(request.getHeader("Authorization")).orElse(""),
                body.toString());
        if (trouble.isEmpty()) {
            send(request, answers.apply(call));
            return;
        }
        switch (trouble.get()) {
            case LIMITED -> send(request, SlackReply.limited(2));
            case UNAVAILABLE -> send(request, SlackReply.no("service_unavailable", List.of()));
            case BROKEN -> send(request, SlackReply.plain(500, "broken"));
            case CUT -> request.connection().close();
            case DONE_THEN_CUT -> {
                answers.apply(call);
                request.connection().close();
            }
            case DONE_THEN_BROKEN -> {
                answers.apply(call);
                send(request, SlackReply.plain(500, "broken"));
            }
            case DONE_THEN_LATE -> {
                SlackReply reply = answers.apply(call);
                vertx.setTimer(Math.max(1, faults.lateness().toMillis()), timer -> send(request, reply));
            }
        }
    }

    private static void send(HttpServerRequest request, SlackReply reply) {
        if (request.response().closed()) {
            return;
        }
        request.response().setStatusCode(reply.status()).putHeader("Content-Type", reply.contentType());
        if (reply.retryAfter() > 0) {
            request.response().putHeader("Retry-After", Integer.toString(reply.retryAfter()));
        }
        request.response().send(reply.body());
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the sandbox's Slack started or stopped", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The sandbox's Slack did not start or stop in time", e);
        }
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
