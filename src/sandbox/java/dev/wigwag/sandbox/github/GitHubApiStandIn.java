package dev.wigwag.sandbox.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * GitHub's REST API on 127.0.0.1, as much of it as statuses, deployments, comments, hooks and Apps need, with GitHub's limits and its words of refusal.
 * What is posted can be read back as people would see it. Knows nothing until it is told of repositories and credentials.
 */
public final class GitHubApiStandIn implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int KEPT = 10_000;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Vertx vertx;
    private final HttpServer server;
    private final ApiCredentials credentials;
    private final ApiLimits limits;
    private final ApiFaults faults = new ApiFaults();
    private final CommitBoard board;
    private final DeploymentShelf deployments;
    private final HookShelf hooks;
    private final CommentShelf comments = new CommentShelf();
    private final ApiRoutes routes;
    private final Deque<String> log = new ArrayDeque<>();
    private final AtomicLong requests = new AtomicLong();

    /** Starts on a free port. */
    public GitHubApiStandIn(Clock clock) {
        this.credentials = new ApiCredentials(clock);
        this.limits = new ApiLimits(clock);
        this.board = new CommitBoard(clock);
        this.deployments = new DeploymentShelf(clock);
        this.hooks = new HookShelf(clock);
        this.routes = new ApiRoutes(credentials, limits, board, deployments, hooks, comments);
        this.vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        HttpServerOptions options = new HttpServerOptions().setHost("127.0.0.1").setPort(0);
        this.server = await(
                vertx.createHttpServer(options).requestHandler(this::receive).listen());
    }

    /** What to configure as {@code wigwag.github.api-url}; the same with {@code /api/v3} behind it is served, too. */
    public String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    /** Hosts a repository {@code owner/name} that holds those commits for which the predicate is true. */
    public void repository(String fullName, Predicate<String> commits) {
        routes.repository(fullName, commits);
    }

    /** Renames a repository; calls under its old name are redirected. */
    public void rename(String from, String to) {
        routes.rename(from, to);
    }

    /** Who may speak to it. */
    public ApiCredentials credentials() {
        return credentials;
    }

    /** How much may be asked of it. */
    public ApiLimits limits() {
        return limits;
    }

    /** What goes wrong. */
    public ApiFaults faults() {
        return faults;
    }

    /** The statuses that were posted. */
    public CommitBoard statuses() {
        return board;
    }

    /** The deployments that were created. */
    public DeploymentShelf deployments() {
        return deployments;
    }

    /** The comments that were posted, and who may do what. */
    public CommentShelf comments() {
        return comments;
    }

    /** The webhooks and what became of their deliveries. */
    public HookShelf hooks() {
        return hooks;
    }

    /** The latest requests, oldest first, each as {@code <method> <path>}; a request is in it before it is answered. */
    public List<String> requests() {
        synchronized (log) {
            return List.copyOf(log);
        }
    }

    private void receive(HttpServerRequest request) {
        request.body()
                .map(body -> call(request, body))
                .onSuccess(call -> vertx.executeBlocking(() -> handle(call), false)
                        .onSuccess(done -> send(request, done))
                        .onFailure(broken -> request.connection().close()))
                .onFailure(broken -> request.connection().close());
    }

    /** An answer and how it is sent; no reply means none is. */
    private record Done(Optional<ApiReply> reply, Duration delay) {}

    private Done handle(ApiCall call) {
        synchronized (log) {
            if (log.size() >= KEPT) {
                log.removeFirst();
            }
            log.addLast(call.method() + " " + call.path());
        }
        Optional<ApiFaults.Fault> fault = faults.of(call);
        if (fault.isEmpty()) {
            return new Done(Optional.of(routes.answer(call, url())), Duration.ZERO);
        }
        return switch (fault.get().turn()) {
            case REFUSED -> new Done(Optional.of(fault.get().reply()), Duration.ZERO);
            case CUT -> new Done(Optional.empty(), Duration.ZERO);
            case CUT_AFTER -> {
                routes.answer(call, url());
                yield new Done(Optional.empty(), Duration.ZERO);
            }
            case LATE ->
                new Done(Optional.of(routes.answer(call, url())), fault.get().delay());
        };
    }

    private void send(HttpServerRequest request, Done done) {
        if (done.reply().isEmpty()) {
            request.connection().close();
        } else if (done.delay().isZero()) {
            write(request, done.reply().get());
        } else {
            vertx.setTimer(
                    done.delay().toMillis(),
                    timer -> write(request, done.reply().get()));
        }
    }

    private void write(HttpServerRequest request, ApiReply reply) {
        HttpServerResponse response = request.response().setStatusCode(reply.status());
        response.putHeader("Content-Type", "application/json; charset=utf-8");
        response.putHeader("X-GitHub-Request-Id", "0FED:%04X".formatted(requests.incrementAndGet()));
        reply.headers().forEach(response::putHeader);
        response.send(reply.body().toString());
    }

    private static ApiCall call(HttpServerRequest request, Buffer body) {
        String path = request.path().replaceFirst("^/api/v3(?=/)", "");
        String authorization = orEmpty(request.getHeader("Authorization"));
        return new ApiCall(
                request.method().name(),
                path,
                Arrays.stream(path.substring(1).split("/", -1))
                        .map(GitHubApiStandIn::decoded)
                        .toList(),
                query(request.query()),
                authorization.startsWith("Bearer ") ? authorization.substring(7) : "",
                orEmpty(request.getHeader("User-Agent")),
                orEmpty(request.getHeader("X-GitHub-Api-Version")),
                json(body));
    }

    private static Map<String, String> query(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : orEmpty(query).split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static JsonNode json(Buffer body) {
        try {
            return body.length() == 0 ? MissingNode.getInstance() : MAPPER.readTree(body.getBytes());
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the sandbox's GitHub started or stopped", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The sandbox's GitHub did not start or stop in time", e);
        }
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
