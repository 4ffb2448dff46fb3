package dev.wigwag.bench;

import dev.wigwag.bench.Answers.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Sends pushes to a webhook, a given number at a time. */
final class Sender {
    private final URI webhook;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    Sender(URI webhook) {
        this.webhook = webhook;
    }

    /** Sends all of these. */
    Answers send(List<SignedPush> pushes, int concurrency, Duration limit) throws InterruptedException {
        Iterator<SignedPush> left = pushes.iterator();
        Supplier<Optional<SignedPush>> next = () -> {
            synchronized (left) {
                return left.hasNext() ? Optional.of(left.next()) : Optional.empty();
            }
        };
        return send(next, concurrency, limit);
    }

    /**
     * Sends until there are no more or the time is over; what is on its way then is still waited for.
     *
     * @param next gives the next push, to several threads; empty once there is none
     */
    Answers send(Supplier<Optional<SignedPush>> next, int concurrency, Duration limit) throws InterruptedException {
        Queue<Answer> answers = new ConcurrentLinkedQueue<>();
        long begun = System.nanoTime();
        ExecutorService senders = Executors.newFixedThreadPool(concurrency);
        for (int i = 0; i < concurrency; i++) {
            senders.execute(() -> {
                while (System.nanoTime() - begun < limit.toNanos()) {
                    Optional<SignedPush> push = next.get();
                    if (push.isEmpty()) {
                        return;
                    }
                    answers.add(send(push.get()));
                }
            });
        }
        senders.shutdown();
        if (!senders.awaitTermination(limit.toSeconds() + 30, TimeUnit.SECONDS)) {
            senders.shutdownNow();
            throw new IllegalStateException("pushes were still on their way 30 s after the last was sent");
        }
        return new Answers(List.copyOf(answers), Duration.ofNanos(System.nanoTime() - begun));
    }

    private Answer send(SignedPush push) {
        long begun = System.nanoTime();
        int status = 0;
        String text;
        try {
            HttpResponse<String> response = http.send(push.request(webhook), HttpResponse.BodyHandlers.ofString());
            status = response.statusCode();
            text = status == 202 ? "" : response.body();
        } catch (IOException e) {
            text = e.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            text = "interrupted";
        }
        return new Answer(status, Duration.ofNanos(System.nanoTime() - begun), text);
    }
}
