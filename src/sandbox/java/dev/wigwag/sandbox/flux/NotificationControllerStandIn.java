package dev.wigwag.sandbox.flux;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Does for the sandbox what notification-controller does for a cluster with one Alert on everything: takes the controllers' events, drops
 * repetitions and posts the rest to one endpoint, with retries and without any order. What cannot be delivered is lost.
 */
public final class NotificationControllerStandIn implements Consumer<FluxEvent>, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(NotificationControllerStandIn.class);
    private static final int SENDERS = 4;
    private static final int MOST_WAITING = 1_000;
    private static final int REMEMBERED = 200;

    private final Supplier<Optional<URI>> address;
    private final EventProvider provider;
    private final NotificationSettings settings;
    private final Clock clock;
    private final EventDuplicates duplicates = new EventDuplicates();
    private final EventTrouble trouble;
    private final ScheduledThreadPoolExecutor senders;
    private final HttpClient http;
    private final AtomicReference<FluxEvent> held = new AtomicReference<>();
    private final Deque<SentEvent> sent = new ArrayDeque<>();

    /** Posts to whatever {@code address} gives at the time; while it gives nothing, attempts fail like those at a closed port. */
    public NotificationControllerStandIn(
            Supplier<Optional<URI>> address, EventProvider provider, NotificationSettings settings, Clock clock) {
        this.address = address;
        this.provider = provider;
        this.settings = settings;
        this.clock = clock;
        this.trouble = new EventTrouble(settings.seed());
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.patience())
                .build();
        senders = new ScheduledThreadPoolExecutor(SENDERS, work -> {
            Thread thread = new Thread(work, "sandbox-notification-controller");
            thread.setDaemon(true);
            return thread;
        });
        // What comes in after close() is of no use to anybody.
        senders.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    }

    /** The switches that make events get lost, doubled, late or out of order. */
    public EventTrouble trouble() {
        return trouble;
    }

    /** The latest 200 attempts, oldest first. */
    public List<SentEvent> sent() {
        synchronized (sent) {
            return List.copyOf(sent);
        }
    }

    /** Takes an event and returns at once. */
    @Override
    public void accept(FluxEvent event) {
        if (!duplicates.first(event, clock.instant()) || trouble.befalls(EventTrouble.Kind.DROP)) {
            return;
        }
        if (trouble.befalls(EventTrouble.Kind.REORDER) && held.compareAndSet(null, event)) {
            schedule(() -> release(event), settings.held());
            return;
        }
        FluxEvent overtaken = held.getAndSet(null);
        Duration delay = trouble.befalls(EventTrouble.Kind.DELAY) ? settings.delay() : Duration.ZERO;
        boolean twice = trouble.befalls(EventTrouble.Kind.DOUBLE);
        schedule(
                () -> {
                    begin(event);
                    if (overtaken != null) {
                        begin(overtaken);
                    }
                },
                delay);
        if (twice) {
            schedule(() -> begin(event), delay);
        }
    }

    private void begin(FluxEvent event) {
        attempt(event, 1, System.nanoTime() + settings.patience().toNanos());
    }

    /** Sends an event that was held back, unless one came that it follows. */
    private void release(FluxEvent event) {
        if (held.compareAndSet(event, null)) {
            begin(event);
        }
    }

    private void attempt(FluxEvent event, int attempt, long deadline) {
        int status = post(event, deadline);
        synchronized (sent) {
            sent.addLast(new SentEvent(event, attempt, status));
            if (sent.size() > REMEMBERED) {
                sent.removeFirst();
            }
        }
        boolean again = status == 0 || status == 429 || status >= 500 && status != 501;
        Duration wait = settings.firstWait().multipliedBy(1L << (attempt - 1));
        if (again && wait.toNanos() < deadline - System.nanoTime()) {
            schedule(() -> attempt(event, attempt + 1, deadline), wait);
        } else if (status < 200 || status >= 300) {
            LOG.infof("Event %s of %s is lost: answered %d", event.reason(), event.object(), status);
        }
    }

    private int post(FluxEvent event, long deadline) {
        Optional<URI> endpoint = address.get();
        Duration left = Duration.ofNanos(deadline - System.nanoTime());
        if (endpoint.isEmpty() || left.isNegative() || left.isZero()) {
            return 0;
        }
        try {
            return http.send(provider.request(endpoint.get(), event, left), BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            LOG.debugf("No answer from %s: %s", endpoint.get(), e);
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private void schedule(Runnable work, Duration delay) {
        if (senders.getQueue().size() >= MOST_WAITING) {
            LOG.warnf("%d events wait to be sent; further ones are lost", MOST_WAITING);
            return;
        }
        senders.schedule(work, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Abandons what was not delivered yet. */
    @Override
    public void close() {
        senders.shutdownNow();
    }
}
