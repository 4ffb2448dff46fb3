package dev.wigwag.git;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;

/** Serves one repository by Git's smart HTTP, as JGit speaks it or as an installed git does. */
final class HttpForge implements AutoCloseable {
    /** What is done in place of an answer. */
    interface Door {
        /** @return whether that was all */
        boolean answered(HttpExchange exchange) throws IOException;
    }

    private final Origin origin;
    private final SSLContext tls;
    private final HttpServer server;
    private final ExecutorService workers = Executors.newCachedThreadPool();
    final AtomicInteger fetches = new AtomicInteger();
    final List<String> authorizations = new CopyOnWriteArrayList<>();
    volatile Door door = exchange -> false;
    volatile boolean modern = true;
    volatile boolean installedGit;

    HttpForge(Origin origin) {
        this(origin, null);
    }

    /** @param tls null for plain http */
    HttpForge(Origin origin, SSLContext tls) {
        this.origin = origin;
        this.tls = tls;
        try {
            InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            if (tls == null) {
                server = HttpServer.create(anyPort, 0);
            } else {
                HttpsServer secure = HttpsServer.create(anyPort, 0);
                secure.setHttpsConfigurator(new HttpsConfigurator(tls));
                server = secure;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(workers);
        server.createContext("/", this::handle);
        server.start();
    }

    String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    String url() {
        return (tls == null ? "http://" : "https://") + host() + "/acme/fleet.git";
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            authorizations.add(String.valueOf(authorization));
            if (door.answered(exchange)) {
                return;
            }
            String path = exchange.getRequestURI().getPath();
            if (path.equals("/acme/fleet.git/info/refs")) {
                answer(exchange, "application/x-git-upload-pack-advertisement", advertisement(exchange));
            } else if (path.equals("/acme/fleet.git/git-upload-pack")) {
                answer(exchange, "application/x-git-upload-pack-result", result(exchange));
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    private byte[] advertisement(HttpExchange exchange) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PacketLineOut lines = new PacketLineOut(out);
        if (!isModern(exchange)) {
            lines.writeString("# service=git-upload-pack\n");
            lines.end();
        }
        if (installedGit) {
            run(exchange, new byte[0], out, "--advertise-refs");
        } else {
            uploadPack(exchange).sendAdvertisedRefs(new PacketLineOutRefAdvertiser(lines), null);
        }
        return out.toByteArray();
    }

    private byte[] result(HttpExchange exchange) throws IOException {
        byte[] asked = exchange.getRequestBody().readAllBytes();
        if ("gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
            asked = new GZIPInputStream(new ByteArrayInputStream(asked)).readAllBytes();
        }
        if (new String(asked, StandardCharsets.ISO_8859_1).contains("want ")) {
            fetches.incrementAndGet();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (installedGit) {
            run(exchange, asked, out);
        } else {
            uploadPack(exchange).upload(new ByteArrayInputStream(asked), out, null);
        }
        return out.toByteArray();
    }

    private UploadPack uploadPack(HttpExchange exchange) {
        UploadPack pack = new UploadPack(origin.repository);
        pack.setBiDirectionalPipe(false);
        if (isModern(exchange)) {
            pack.setExtraParameters(List.of("version=2"));
        }
        return pack;
    }

    private void run(HttpExchange exchange, byte[] asked, OutputStream out, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of("git", "upload-pack", "--stateless-rpc"));
        command.addAll(List.of(more));
        command.add(origin.directory().toString());
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
        builder.environment().put("HOME", origin.directory().toString());
        if (isModern(exchange)) {
            builder.environment().put("GIT_PROTOCOL", "version=2");
        }
        Process process = builder.start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(asked);
        }
        try (InputStream said = process.getInputStream()) {
            said.transferTo(out);
        }
    }

    private boolean isModern(HttpExchange exchange) {
        return modern && "version=2".equals(exchange.getRequestHeaders().getFirst("Git-Protocol"));
    }

    static void answer(HttpExchange exchange, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
