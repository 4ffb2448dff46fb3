package dev.wigwag.knative;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.wigwag.HandSetClock;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A Knative broker with one Trigger without filter: takes events over HTTP and hands them to its subscriber as the
 * channel-based broker's dispatcher does. Like a broker with a log it answers before it delivers, and it delivers only
 * when a test says so, on that test's clock.
 */
final class BrokerStandIn implements AutoCloseable {
    /** One request to the subscriber and what came of it. */
    record Attempt(CloudEvent event, Instant at, Verdict verdict) {}

    /**
     * How it delivers.
     *
     * @param structured {@code delivery.format: json} instead of binary
     * @param copies how often each event is delivered even if it is taken
     * @param atOnce how many requests run side by side
     * @param disorder the seed by which events that are due together are shuffled; 0 keeps the order
     */
    record Manner(boolean structured, int copies, int atOnce, long disorder) {
        static final Manner PLAIN = new Manner(false, 1, 1, 0);
        static final Manner STRUCTURED = new Manner(true, 1, 1, 0);

        static Manner unruly(long seed) {
            return new Manner(false, 2, 6, seed);
        }
    }

    private record Pending(CloudEvent event, int retries, Instant due) {}

    private static final String PATH = "/wigwag/default";
    private static final int ERROR_DATA = 1024;

    private final URI subscriber;
    private final DeliveryPolicy policy;
    private final Manner manner;
    private final HandSetClock clock;
    private final Random shuffle;
    private final HttpServer ingress;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ExecutorService dispatchers;
    private final List<Pending> pending = new ArrayList<>();
    private final List<Attempt> attempts = new ArrayList<>();
    private final List<CloudEvent> deadLetters = new ArrayList<>();

    BrokerStandIn(URI subscriber, DeliveryPolicy policy, Manner manner, HandSetClock clock) {
        this.subscriber = subscriber;
        this.policy = policy;
        this.manner = manner;
        this.clock = clock;
        this.shuffle = new Random(manner.disorder());
        this.dispatchers = Executors.newFixedThreadPool(manner.atOnce());
        try {
            this.ingress = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ingress.createContext("/", this::take);
        ingress.start();
    }

    /** Where sources post their events. */
    URI address() {
        return URI.create("http://" + ingress.getAddress().getHostString() + ":"
                + ingress.getAddress().getPort() + PATH);
    }

    /** Lets the time pass; each event is delivered and tried again when it is due. */
    void pass(Duration time) {
        Instant end = clock.instant().plus(time);
        for (Instant next = nextDue(); !next.isAfter(end); next = nextDue()) {
            if (next.isAfter(clock.instant())) {
                clock.pass(Duration.between(clock.instant(), next));
            }
            deliver();
        }
        clock.pass(Duration.between(clock.instant(), end));
    }

    /** Delivers what is due now. */
    void settle() {
        pass(Duration.ZERO);
    }

    /** How many events are neither handled nor given up. */
    synchronized int unsettled() {
        return pending.size();
    }

    /** Every request to the subscriber so far. */
    synchronized List<Attempt> attempts() {
        return List.copyOf(attempts);
    }

    /** The verdicts on them. */
    List<Verdict> verdicts() {
        return attempts().stream().map(Attempt::verdict).toList();
    }

    /** What was given up, with the reason in its {@code knativeerror…} extensions. */
    synchronized List<CloudEvent> deadLetters() {
        return List.copyOf(deadLetters);
    }

    /** What it is handed in the same process, it takes like what is posted. */
    synchronized void accept(CloudEvent event) {
        CloudEvent arrived = CloudEventBuilder.from(event)
                .withExtension("knativearrivaltime", clock.instant().toString())
                .build();
        for (int copy = 0; copy < manner.copies(); copy++) {
            pending.add(new Pending(arrived, 0, clock.instant()));
        }
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(judge(exchange, body), -1);
        }
    }

    private int judge(HttpExchange exchange, byte[] body) {
        if (!exchange.getRequestURI().getPath().equals(PATH)) {
            return 404;
        }
        if (!exchange.getRequestMethod().equals("POST")) {
            return 405;
        }
        Optional<CloudEvent> event = EventBinding.read(exchange.getRequestHeaders(), body);
        event.ifPresent(this::accept);
        return event.isPresent() ? 202 : 400;
    }

    private synchronized Instant nextDue() {
        return pending.stream().map(Pending::due).min(Instant::compareTo).orElse(Instant.MAX);
    }

    private synchronized List<Pending> takeDue() {
        Instant now = clock.instant();
        List<Pending> due = new ArrayList<>(
                pending.stream().filter(one -> !one.due().isAfter(now)).toList());
        pending.removeAll(due);
        if (manner.disorder() != 0) {
            Collections.shuffle(due, shuffle);
        }
        return due;
    }

    private void deliver() {
        List<Future<?>> rounds = new ArrayList<>();
        takeDue().forEach(one -> rounds.add(dispatchers.submit(() -> settle(one, dispatch(one.event())))));
        try {
            for (Future<?> round : rounds) {
                round.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while delivering", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("an event could not be delivered", e.getCause());
        }
    }

    private Verdict dispatch(CloudEvent event) {
        HttpRequest.Builder request = HttpRequest.newBuilder(subscriber)
                .timeout(policy.timeout())
                .header("Prefer", "reply")
                .header("Kn-Namespace", "wigwag");
        if (manner.structured()) {
            EventBinding.structured(event, request);
        } else {
            EventBinding.binary(event, request);
        }
        try {
            return Verdict.of(http.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            return Verdict.none(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while delivering", e);
        }
    }

    private synchronized void settle(Pending one, Verdict verdict) {
        attempts.add(new Attempt(one.event(), clock.instant(), verdict));
        if (verdict instanceof Verdict.Again again) {
            if (one.retries() == policy.retry()) {
                bury(one.event(), again.code(), again.data());
                return;
            }
            Instant due = clock.instant().plus(policy.before(one.retries()));
            pending.add(new Pending(one.event(), one.retries() + 1, due));
        } else if (verdict instanceof Verdict.Refused refused) {
            bury(one.event(), refused.code(), refused.data());
        }
    }

    private void bury(CloudEvent event, int code, String data) {
        String encoded = Base64.getEncoder().encodeToString(data.getBytes(StandardCharsets.UTF_8));
        deadLetters.add(CloudEventBuilder.from(event)
                .withExtension("knativeerrordest", subscriber)
                .withExtension("knativeerrorcode", code)
                .withExtension("knativeerrordata", encoded.substring(0, Math.min(encoded.length(), ERROR_DATA)))
                .build());
    }

    @Override
    public void close() {
        ingress.stop(0);
        dispatchers.shutdownNow();
    }
}
