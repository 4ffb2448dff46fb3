package dev.wigwag.bench;

import dev.wigwag.process.WigwagProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/**
 * Puts the packaged application, as a process of its own with a heap of 128 MB, under load over loopback and prints what
 * it did. The cluster and the sender run in this process and share the machine with it.
 */
public final class LoadRun {
    private static final Map<String, String> SETTINGS =
            Map.of("WIGWAG_GITHUB_WEBHOOK_SECRETS", Fleet.SECRET, "WIGWAG_WATCH", "true");

    /** The collector that Java chooses by itself in a container of less than 2 GB, as ours is. */
    private static final String[] JVM = {"-Xmx128m", "-XX:+UseSerialGC"};

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int WARM_UP = 1_000;
    private static final int ROUNDS = 10;

    private final Fleet fleet;
    private final ProcessUse use;
    private final Sender sender;
    private final Pushes pushes = new Pushes();

    private LoadRun(Fleet fleet, WigwagProcess process) {
        this.fleet = fleet;
        this.use = new ProcessUse(process.pid());
        this.sender = new Sender(process.uri("/github"));
    }

    /** Takes no arguments. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.out.printf(
                "%nLoad run on %s; java %s, %d sources%n", Machine.description(), String.join(" ", JVM), Fleet.SOURCES);
        try (Fleet fleet = new Fleet();
                WigwagProcess process = WigwagProcess.start(fleet.cluster(), SETTINGS, JVM)) {
            LoadRun run = new LoadRun(fleet, process);
            run.small();
            run.large(1);
            run.large(2);
            run.burst();
        }
        // The Kubernetes client's threads outlive it and would keep this process.
        System.exit(0);
    }

    private void small() throws InterruptedException, IOException {
        sender.send(pushes.next(WARM_UP, Pushes.SMALL), 8, LIMIT);
        for (int concurrency : new int[] {1, 8}) {
            fleet.forgetWrites();
            Duration before = use.processorTime();
            Answers answers = sender.send(pushes.next(150 + 150 * concurrency, Pushes.SMALL), concurrency, LIMIT);
            Duration spent = use.processorTime().minus(before);
            report("Pushes of 8 KB, " + concurrency + " at a time, after " + WARM_UP + " to warm up", answers);
            System.out.printf(
                    "  processor time of the process: %.1f ms a push%n", spent.toNanos() / 1e6 / answers.size());
        }
    }

    /** The large ones go to repositories of their own; otherwise small ones that are quicker would make them history. */
    private void large(int atOnce) throws InterruptedException, IOException {
        fleet.forgetWrites();
        CompletableFuture<Answers> large = CompletableFuture.supplyAsync(() -> rounds(atOnce));
        Answers small =
                sender.send(() -> large.isDone() ? Optional.empty() : Optional.of(pushes.next(Pushes.SMALL)), 4, LIMIT);
        System.out.printf(
                "%nPushes of 25 MB, %d at once, %d rounds:%n  %s%n",
                atOnce, ROUNDS, large.join().summary());
        report("Pushes of 8 KB meanwhile, 4 at a time", small);
    }

    private Answers rounds(int atOnce) {
        long begun = System.nanoTime();
        List<Answers.Answer> answers = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            List<SignedPush> together = new ArrayList<>();
            for (int i = 0; i < atOnce; i++) {
                together.add(pushes.to(Fleet.repository(Fleet.SOURCES - 1 - i), Pushes.LARGEST));
            }
            answers.addAll(sendAtOnce(together).all());
        }
        return new Answers(answers, Duration.ofNanos(System.nanoTime() - begun));
    }

    private Answers sendAtOnce(List<SignedPush> together) {
        try {
            return sender.send(together, together.size(), LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        }
    }

    private void burst() throws InterruptedException, IOException {
        fleet.forgetWrites();
        List<SignedPush> burst = Stream.generate(() -> pushes.to(Fleet.repository(0), Pushes.SMALL))
                .limit(200)
                .toList();
        report("200 pushes to one repository at once", sendAtOnce(burst));
    }

    private void report(String title, Answers answers) throws IOException {
        System.out.printf("%n%s:%n  %s%n", title, answers.summary());
        System.out.printf("  the API saw %s%n", fleet.writes());
        System.out.printf("  peak resident memory of the process so far: %s%n", use.peakMemory());
    }
}
