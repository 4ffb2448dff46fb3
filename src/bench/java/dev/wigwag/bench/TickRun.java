package dev.wigwag.bench;

import dev.wigwag.flux.Crowd;
import dev.wigwag.process.WigwagProcess;
import dev.wigwag.sandbox.cluster.LoggedRequest;
import dev.wigwag.sandbox.cluster.SandboxCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * Lets the packaged application, as a process of its own with a heap of 128 MB, tick over a cluster of 10,000 objects of
 * Flux, whose every source has as many rollouts as are kept. The cluster runs in this process and shares the machine.
 */
public final class TickRun {
    private static final Crowd CROWD = new Crowd(10, 100, 8_000, 1_900, true);
    private static final int ROLLOUTS = 10;
    private static final int TICKS = 10;
    private static final double AIM_SECONDS = 20;

    /** Pages: of 250 objects, of 100 rollouts; GitRepositories twice, each source's rollouts once, OCIRepositories, Buckets. */
    private static final int AIM_REQUESTS = 8_000 / 250 + 8 + 2 + ROLLOUTS + 100 + 2;

    /** The collector that Java chooses by itself in a container of less than 2 GB, as ours is. */
    private static final String[] JVM = {"-Xmx128m", "-XX:+UseSerialGC"};

    private final SandboxCluster cluster;
    private final WigwagProcess process;
    private final ProcessUse use;

    private TickRun(SandboxCluster cluster, WigwagProcess process) {
        this.cluster = cluster;
        this.process = process;
        this.use = new ProcessUse(process.pid());
    }

    /** Takes no arguments. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.out.printf("%nTicks on %s; java %s, %s%n", Machine.description(), String.join(" ", JVM), CROWD);
        try (SandboxCluster cluster = SandboxCluster.start()) {
            CROWD.enter(cluster);
            for (boolean watching : new boolean[] {false, true}) {
                Map<String, String> settings =
                        Map.of("WIGWAG_WATCH", String.valueOf(watching), "WIGWAG_TICK_EVERY", "PT1H");
                try (WigwagProcess process = WigwagProcess.start(cluster, settings, JVM)) {
                    TickRun run = new TickRun(cluster, process);
                    if (!watching) {
                        run.history();
                    }
                    if (watching) {
                        run.awaitIndex();
                    }
                    run.measure(watching ? "long-lived" : "short-lived");
                }
            }
        }
        // The Kubernetes client's threads outlive it and would keep this process.
        System.exit(0);
    }

    /** Every source moves on and in the end comes back, and each tick finds a revision that nobody told of. */
    private void history() throws InterruptedException {
        Spans spans = new Spans();
        for (int number = 1; number <= ROLLOUTS; number++) {
            CROWD.move(cluster, number % ROLLOUTS);
            spans.time(this::tick);
        }
        System.out.printf("  ticks that find a new revision in every source: %s%n", spans.summary());
    }

    /** As the first tick of a long-lived process waits for its watches; they list everything at the same time. */
    private void awaitIndex() {
        Spans span = new Spans();
        String full = "wigwag_index_members " + (CROWD.kustomizations() + CROWD.releases()) + ".0";
        span.time(() -> Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> process.send(HttpRequest.newBuilder(process.uri("/q/metrics")))
                        .body()
                        .contains(full)));
        System.out.printf("  long-lived process, until its index is full: %s%n", span.summary());
    }

    private void measure(String kind) throws IOException {
        Spans first = new Spans();
        first.time(this::tick);
        System.out.printf("  %s process, its first tick: %s%n", kind, first.summary());
        Spans spans = new Spans();
        Duration before = use.processorTime();
        cluster.requests().clear();
        for (int i = 0; i < TICKS; i++) {
            spans.time(this::tick);
        }
        Duration spent = use.processorTime().minus(before);
        List<LoggedRequest> requests = cluster.requests().all().stream()
                .filter(request -> !request.administrator())
                .toList();
        long writes = requests.stream()
                .filter(request -> !request.method().equals("GET"))
                .count();
        int each = requests.size() / TICKS;
        System.out.printf(
                "  %s process, nothing new: %s, aim <= %.0f s: %s%n",
                kind, spans.summary(), AIM_SECONDS, spans.median() <= AIM_SECONDS * 1_000 ? "reached" : "MISSED");
        System.out.printf(
                "    %d requests a tick, aim <= %d: %s; %d writes, aim 0: %s%n",
                each,
                AIM_REQUESTS,
                each <= AIM_REQUESTS ? "reached" : "MISSED",
                writes,
                writes == 0 ? "reached" : "MISSED");
        System.out.printf(
                "    processor time %.0f ms a tick; peak resident memory of the process: %s%n",
                spent.toNanos() / 1e6 / TICKS, use.peakMemory());
    }

    private void tick() {
        try {
            HttpResponse<String> answer = process.send(HttpRequest.newBuilder(process.uri("/"))
                    .header("ce-specversion", "1.0")
                    .header("ce-id", "a-tick")
                    .header("ce-type", "dev.knative.sources.ping")
                    .header("ce-source", "/apis/v1/namespaces/wigwag/pingsources/tick")
                    .POST(HttpRequest.BodyPublishers.noBody()));
            if (answer.statusCode() != 204) {
                throw new IllegalStateException("a tick was answered " + answer.statusCode() + ": " + process.log());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during a tick", e);
        }
    }
}
