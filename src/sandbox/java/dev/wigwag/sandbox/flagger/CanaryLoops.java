package dev.wigwag.sandbox.flagger;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The ticker of each Canary. New ones are looked for now and then and tick at once; a changed interval counts from the next tick on; a tick
 * that takes longer than the interval makes the ticker leave out ticks, never make up for them.
 */
final class CanaryLoops implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(CanaryLoops.class);
    private static final int WORKERS = 4;

    private final FlaggerObjects objects;
    private final FlaggerSettings settings;
    private final Consumer<Named> tick;
    private final Map<Named, Boolean> running = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor workers;

    CanaryLoops(FlaggerObjects objects, FlaggerSettings settings, Consumer<Named> tick) {
        this.objects = objects;
        this.settings = settings;
        this.tick = tick;
        workers = new ScheduledThreadPoolExecutor(WORKERS, work -> {
            Thread thread = new Thread(work, "sandbox-flagger");
            thread.setDaemon(true);
            return thread;
        });
        // What comes in after close() is of no use to anybody.
        workers.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    }

    void start() {
        long every = settings.scaled(settings.pickUp()).toMillis();
        workers.scheduleWithFixedDelay(this::pickUp, 0, every, TimeUnit.MILLISECONDS);
    }

    private void pickUp() {
        try {
            objects.list(FlaggerKind.Canary).stream()
                    .map(FlaggerObjects::nameOf)
                    .filter(name -> running.putIfAbsent(name, true) == null)
                    .forEach(name -> workers.execute(() -> turn(name, System.nanoTime())));
        } catch (KubernetesClientException e) {
            unlessClosed("Canaries will be looked for again: " + e.getMessage());
        }
    }

    private void turn(Named name, long due) {
        Optional<Duration> interval = Optional.empty();
        try {
            tick.accept(name);
            interval = objects.get(FlaggerKind.Canary, name).map(object -> new CanaryView(object).interval());
        } catch (KubernetesClientException e) {
            interval = Optional.of(Duration.ofSeconds(10));
            unlessClosed("Canary " + name + " will have its tick again: " + e.getMessage());
        } catch (RuntimeException e) {
            interval = Optional.of(Duration.ofMinutes(1));
            LOG.errorf(e, "A tick of Canary %s failed: the stand-in has a fault", name);
        }
        if (interval.isEmpty()) {
            running.remove(name);
            return;
        }
        long every = Math.max(1, settings.scaled(interval.get()).toNanos());
        long missed = Math.max(0, (System.nanoTime() - due) / every);
        long next = due + (missed + 1) * every;
        workers.schedule(() -> turn(name, next), next - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    private void unlessClosed(String message) {
        if (!workers.isShutdown()) {
            LOG.warn(message);
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
