package dev.wigwag.knative;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server that answers events as a test says, and 204 once it has nothing left to say. */
final class ASubscriber implements AutoCloseable {
    /** An answer; code 0 is none at all. */
    record Answer(int code, Map<String, String> headers, String body) {
        static Answer of(int code) {
            return new Answer(code, Map.of(), "");
        }

        static Answer of(int code, String type, String body) {
            return new Answer(code, Map.of("Content-Type", type), body);
        }
    }

    /** What came in. */
    record Heard(Map<String, List<String>> headers, CloudEvent event) {
        String header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> header.getValue().get(0))
                    .findFirst()
                    .orElse(null);
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final List<Heard> heard = new CopyOnWriteArrayList<>();

    ASubscriber(Answer... answers) throws IOException {
        this.answers.addAll(List.of(answers));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    URI address() {
        return URI.create("http://" + server.getAddress().getHostString() + ":"
                + server.getAddress().getPort() + "/");
    }

    List<Heard> heard() {
        return heard;
    }

    private void answer(HttpExchange exchange) throws IOException {
        Map<String, List<String>> headers = Map.copyOf(exchange.getRequestHeaders());
        heard.add(new Heard(
                headers,
                EventBinding.read(headers, exchange.getRequestBody().readAllBytes())
                        .orElseThrow()));
        Answer answer = answers.isEmpty() ? Answer.of(204) : answers.remove();
        if (answer.code() == 0) {
            // Left open: only the sender's patience ends this.
            return;
        }
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.code(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
