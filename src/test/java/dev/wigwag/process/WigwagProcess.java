package dev.wigwag.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wigwag.sandbox.cluster.SandboxCluster;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The packaged application as a process of its own, on a sandbox cluster, as it would run in a pod: the native binary where the
 * system property {@code native.image.path} names one, else the jar.
 */
public final class WigwagProcess implements AutoCloseable {
    private static final Path APPLICATION = Path.of("target/quarkus-app/quarkus-run.jar");
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final Process process;
    private final Path log;
    private final int port;

    private WigwagProcess(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    /**
     * Starts it and waits until it is ready.
     *
     * @param jvm options for Java; of these a binary takes the ones that begin with {@code -Xm} or {@code -D}, as the others are a JVM's
     */
    public static WigwagProcess start(SandboxCluster cluster, Map<String, String> settings, String... jvm)
            throws IOException {
        WigwagProcess started = launch(cluster, settings, command(System.getProperty("native.image.path"), jvm));
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .until(started::isReady);
        return started;
    }

    /** Starts it by this command line, and waits for nothing. */
    public static WigwagProcess launch(SandboxCluster cluster, Map<String, String> settings, List<String> command)
            throws IOException {
        int port = freePort();
        Path log = Files.createTempFile(Path.of("target"), "wigwag", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("KUBE") || name.startsWith("WIGWAG"));
        builder.environment().put("KUBERNETES_MASTER", cluster.url());
        builder.environment().put("KUBERNETES_AUTH_TOKEN", "wigwag");
        builder.environment().put("KUBECONFIG", "target/no-kubeconfig");
        builder.environment().put("QUARKUS_HTTP_PORT", String.valueOf(port));
        builder.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
        builder.environment().put("WIGWAG_CLUSTER", "test");
        builder.environment().putAll(settings);
        return new WigwagProcess(builder.start(), log, port);
    }

    /**
     * The command line that starts it.
     *
     * @param binary the native binary; null for the jar
     * @param jvm as for {@link #start}
     */
    public static List<String> command(String binary, String... jvm) {
        Path application = binary == null ? APPLICATION : Path.of(binary);
        assertThat(application)
                .as("the packaged application; run this through ./mvnw verify")
                .exists();
        List<String> command = new ArrayList<>();
        if (binary == null) {
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(List.of(jvm));
            command.add("-jar");
        }
        command.add(application.toString());
        if (binary != null) {
            command.addAll(
                    Stream.of(jvm).filter(option -> option.matches("-(Xm|D).*")).toList());
        }
        return command;
    }

    /** Where it listens. */
    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** Ends it as a node that loses power does: nothing is finished. */
    public void kill() {
        process.destroyForcibly();
    }

    /** Waits until it has ended. */
    public void awaitEnd() throws InterruptedException {
        assertThat(process.waitFor(20, TimeUnit.SECONDS))
                .as("the process has ended")
                .isTrue();
    }

    /** What it logged. */
    public String log() throws IOException {
        return Files.readString(log);
    }

    /** Sends a request and gives the answer. */
    public HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Files.deleteIfExists(log);
    }

    private boolean isReady() throws IOException {
        assertThat(process.isAlive())
                .as("the application still runs; its log: %s", log())
                .isTrue();
        try {
            return send(HttpRequest.newBuilder(uri("/q/health/ready"))).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
