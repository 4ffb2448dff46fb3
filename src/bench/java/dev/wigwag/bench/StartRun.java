package dev.wigwag.bench;

import dev.wigwag.process.WigwagProcess;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * From exec to the answer of the first signed push, which is what a push that wakes Wigwag from zero waits for, and the memory it
 * takes. The cluster runs in this process and is warm, as a real one is.
 */
public final class StartRun {
    /** Pushes until memory is looked at again. */
    static final int PUSHES = 10_000;

    private static final int ROUNDS = 7;
    private static final int BATCH = 500;
    /** Between two tries to connect: whoever asks without one takes a core from who is to answer. */
    private static final Duration PAUSE = Duration.ofMillis(1);

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Map<String, String> SETTINGS = Map.of("WIGWAG_GITHUB_WEBHOOK_SECRETS", Fleet.SECRET);

    private final Packaged packaged;
    private final Fleet fleet;
    private final Pushes pushes = new Pushes();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final List<String> missed = new ArrayList<>();

    private StartRun(Packaged packaged, Fleet fleet) {
        this.packaged = packaged;
        this.fleet = fleet;
    }

    /** With {@code -Dwigwag.bench.must=true} it ends with 1 if something that is asked for was missed. */
    public static void main(String[] arguments) throws InterruptedException {
        System.out.printf("%nStarts on %s%n", Machine.description());
        int outcome = 1;
        try (Fleet fleet = new Fleet()) {
            List<String> missed = new ArrayList<>();
            for (Packaged packaged : Packaged.found()) {
                missed.addAll(new StartRun(packaged, fleet).run());
            }
            missed.forEach(System.out::println);
            outcome = Boolean.getBoolean("wigwag.bench.must") && !missed.isEmpty() ? 1 : 0;
        } catch (IOException | RuntimeException e) {
            e.printStackTrace();
        }
        // The Kubernetes client's threads outlive it and would keep this process, whatever came of it.
        System.exit(outcome);
    }

    private List<String> run() throws IOException, InterruptedException {
        List<Double> answers = new ArrayList<>();
        List<Duration> busy = new ArrayList<>();
        for (int round = 1; round <= ROUNDS; round++) {
            SignedPush push = pushes.next(Pushes.SMALL);
            long begun = System.nanoTime();
            try (WigwagProcess process = WigwagProcess.launch(fleet.cluster(), SETTINGS, packaged.command())) {
                answer(process, push);
                answers.add((System.nanoTime() - begun) / 1e6);
                busy.add(new ProcessUse(process.pid()).processorTime());
                if (round == ROUNDS) {
                    memory(process);
                }
            }
        }
        Collections.sort(answers);
        Collections.sort(busy);
        System.out.printf(
                Locale.ROOT,
                "%s: first push answered %.0f ms after exec (median of %d), at best %.0f ms; processor time %d ms, at best %d%n",
                packaged.name(),
                answers.get(ROUNDS / 2),
                ROUNDS,
                answers.get(0),
                busy.get(ROUNDS / 2).toMillis(),
                busy.get(0).toMillis());
        // The best tells a slow program from a busy machine.
        ask("first answer, ms", Math.round(answers.get(0)), packaged.firstAnswer());
        return missed;
    }

    private void answer(WigwagProcess process, SignedPush push) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        while (true) {
            try {
                int status = http.send(push.request(process.uri("/github")), HttpResponse.BodyHandlers.discarding())
                        .statusCode();
                if (status != 202) {
                    throw new IllegalStateException(packaged.name() + " answered the first push with " + status
                            + "; its log: " + process.log());
                }
                return;
            } catch (ConnectException notYet) {
                if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                    throw new IllegalStateException(
                            packaged.name() + " does not listen; its log: " + process.log(), notYet);
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private void memory(WigwagProcess process) throws IOException, InterruptedException {
        ProcessUse use = new ProcessUse(process.pid());
        long atStart = use.residentMemory().orElse(0);
        Sender sender = new Sender(process.uri("/github"));
        for (int sent = 0; sent < PUSHES; sent += BATCH) {
            sender.send(pushes.next(BATCH, Pushes.SMALL), 4, PATIENCE);
        }
        long later = use.residentMemory().orElse(0);
        System.out.printf(
                "%s: %d MiB resident at the first answer, %d MiB after %,d pushes, %s at its peak%n",
                packaged.name(), atStart, later, PUSHES, use.peakMemory());
        ask("resident at start, MiB", atStart, packaged.atStart());
        ask("resident after " + PUSHES + " pushes, MiB", later, packaged.later());
    }

    private void ask(String what, long seen, long most) {
        if (most > 0 && seen > most) {
            missed.add("missed by the " + packaged.name() + ": " + what + " " + seen + ", asked for at most " + most);
        }
    }
}
