package dev.wigwag.sandbox.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wigwag.sandbox.cluster.ApiAnswer.Document;
import dev.wigwag.sandbox.cluster.ApiAnswer.Watching;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The wire: plain HTTP on 127.0.0.1. Requests are handled on worker threads, so a hook that blocks holds up only its own request; watches
 * become web sockets, or line-by-line streams for clients that ask for none.
 */
final class HttpFront implements AutoCloseable {

    private static final int WORKERS = 16;
    private static final int LONGEST_HEAD = 64 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Vertx vertx;
    private final WorkerExecutor workers;
    private final HttpServer server;
    private final String administratorToken;
    private final ApiServer api;
    private final Faults faults;
    private final RequestLog log;
    private final WatchStreams streams;

    HttpFront(
            ApiServer api,
            Faults faults,
            RequestLog log,
            ObjectStore store,
            OpenWatches open,
            String administratorToken) {
        this.api = api;
        this.faults = faults;
        this.log = log;
        this.administratorToken = administratorToken;
        this.vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        this.workers = vertx.createSharedWorkerExecutor("sandbox-api", WORKERS);
        this.streams = new WatchStreams(vertx, store, open);
        HttpServerOptions options = new HttpServerOptions()
                .setHost("127.0.0.1")
                .setPort(0)
                .setMaxInitialLineLength(LONGEST_HEAD)
                .setMaxHeaderSize(LONGEST_HEAD);
        this.server = await(
                vertx.createHttpServer(options).requestHandler(this::receive).listen());
    }

    int port() {
        return server.actualPort();
    }

    private void receive(HttpServerRequest request) {
        boolean upgrade = "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
        if (upgrade) {
            // The upgrade is answered only after a worker has looked at it; until then nothing may be read.
            request.pause();
        }
        Future<Buffer> body = upgrade ? Future.succeededFuture(Buffer.buffer()) : request.body();
        body.map(bytes -> apiRequest(request, bytes.getBytes()))
                .onSuccess(call -> workers.executeBlocking(() -> answer(call), false)
                        .onSuccess(answer -> send(request, call, answer))
                        .onFailure(dead -> cut(request, call)))
                .onFailure(broken -> request.connection().close());
    }

    private ApiRequest apiRequest(HttpServerRequest request, byte[] body) {
        return new ApiRequest(
                request.method().name(),
                request.path(),
                ApiRequest.parseQuery(request.query()),
                orEmpty(request.getHeader("Content-Type")),
                orEmpty(request.getHeader("User-Agent")),
                ("Bearer " + administratorToken).equals(request.getHeader("Authorization")),
                body);
    }

    /** Handles the request under the faults that are on; throws when the connection is to be closed without an answer. */
    private ApiAnswer answer(ApiRequest call) {
        Optional<Faults.Outage> outage = faults.outage();
        if (outage.isPresent()) {
            if (outage.get() == Faults.Outage.CLOSED_CONNECTIONS) {
                throw new IllegalStateException("the API server is down by order");
            }
            return Document.of(
                    ApiFailure.of(503, "ServiceUnavailable", "the server is currently unable to handle the request"));
        }
        if (call.administrator()) {
            return api.handle(call);
        }
        Optional<Integer> refusal = faults.refusal(call);
        if (refusal.isPresent()) {
            return Document.of(OrderedRefusal.of(refusal.get()));
        }
        ApiAnswer answer = api.handle(call);
        if (call.write() && answer instanceof Document document && document.status() < 300) {
            faults.stored(call);
        }
        return answer;
    }

    private void send(HttpServerRequest request, ApiRequest call, ApiAnswer answer) {
        if (answer instanceof Watching watching) {
            note(request, call, 101);
            streams.open(request, watching);
        } else if (answer instanceof Document document) {
            note(request, call, document.status());
            long delay = call.administrator() ? 0 : faults.delay(call).toMillis();
            if (delay > 0) {
                vertx.setTimer(delay, timer -> write(request, document));
            } else {
                write(request, document);
            }
        }
    }

    private static void write(HttpServerRequest request, Document document) {
        request.resume();
        request.response()
                .setStatusCode(document.status())
                .putHeader("Content-Type", "application/json")
                .send(bytes(document.body()));
    }

    private void cut(HttpServerRequest request, ApiRequest call) {
        note(request, call, 0);
        request.connection().close();
    }

    private void note(HttpServerRequest request, ApiRequest call, int status) {
        log.add(new LoggedRequest(
                call.method(),
                call.path(),
                orEmpty(request.query()),
                call.contentType(),
                call.userAgent(),
                RequestLog.cut(new String(call.body(), StandardCharsets.UTF_8)),
                status,
                call.administrator()));
    }

    static Buffer bytes(ObjectNode document) {
        try {
            return Buffer.buffer(MAPPER.writeValueAsBytes(document));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A JSON tree could not be written as JSON", e);
        }
    }

    private static String orEmpty(String header) {
        return header == null ? "" : header;
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the sandbox API started or stopped", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The sandbox API did not start or stop in time", e);
        }
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
