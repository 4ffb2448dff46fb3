package dev.wigwag.sandbox.flagger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Answers hooks by the path they call, 200 unless told otherwise, and remembers the calls. */
final class HookServer implements AutoCloseable {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** A call: what was asked for, with which headers and body. */
    record Call(String method, String path, Map<String, String> headers, String body) {
        JsonNode json() {
            try {
                return MAPPER.readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private record Answer(int status, String body, Map<String, String> headers) {}

    private final HttpServer server;
    private final Map<String, List<Answer>> answers = new ConcurrentHashMap<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private volatile Consumer<Call> observer = call -> {};

    HookServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** From now on calls of this path are answered so. */
    void answer(String path, int status, String body) {
        answers.put(path, new ArrayList<>(List.of(new Answer(status, body, Map.of()))));
    }

    /** The next call of this path is answered so, before the answers ordered earlier. */
    void answerOnce(String path, int status, Map<String, String> headers) {
        answers.computeIfAbsent(path, key -> new ArrayList<>(List.of(new Answer(200, "", Map.of()))))
                .add(0, new Answer(status, "", headers));
    }

    /** Has this look at each call before it is answered. */
    void observe(Consumer<Call> by) {
        observer = by;
    }

    List<Call> calls() {
        return List.copyOf(calls);
    }

    List<Call> calls(String path) {
        return calls.stream().filter(call -> call.path().equals(path)).toList();
    }

    void forget() {
        calls.clear();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Call call = new Call(exchange.getRequestMethod(), path, headers, body);
        calls.add(call);
        observer.accept(call);
        List<Answer> ordered = answers.getOrDefault(path, List.of(new Answer(200, "", Map.of())));
        Answer answer = ordered.get(0);
        synchronized (answers) {
            if (ordered.size() > 1) {
                ordered.remove(0);
            }
        }
        byte[] content = answer.body().getBytes(StandardCharsets.UTF_8);
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(answer.status(), content.length == 0 ? -1 : content.length);
        exchange.getResponseBody().write(content);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
