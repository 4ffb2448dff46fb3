package dev.wigwag.process;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

/** Flagger's load tester: open at every gate, and never ordering a rollback (reference: flagger.md §7.2). */
final class OtherGates implements AutoCloseable {
    private final HttpServer server;

    OtherGates() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            boolean rollback = exchange.getRequestURI().getPath().endsWith("/rollback");
            exchange.sendResponseHeaders(rollback ? 403 : 200, -1);
            exchange.close();
        });
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
