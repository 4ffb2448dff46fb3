package dev.wigwag.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that all bodies in flight may take together, counted as it is allocated and not as it is announced: a
 * request that only claims to be large holds nothing. Thread-safe.
 */
@Singleton
public final class BodyBudget {

    private final long capacity;
    private final AtomicLong taken = new AtomicLong();

    /** @throws IllegalArgumentException if one largest body would not fit */
    @Inject
    BodyBudget(HttpConfig config, MeterRegistry meters) {
        this(config.bodiesInFlight().asLongValue());
        long largest = Math.max(
                config.githubBodyLimit().asLongValue(), config.bodyLimit().asLongValue());
        if (capacity < largest) {
            throw new IllegalArgumentException("wigwag.http.bodies-in-flight is " + capacity
                    + " bytes and admits no body of the " + largest
                    + " bytes that wigwag.http.github-body-limit or body-limit allow; raise it");
        }
        Gauge.builder("wigwag.http.bodies.in.flight", this, BodyBudget::taken)
                .baseUnit("bytes")
                .description("Memory taken by request bodies that are being received or worked on")
                .register(meters);
    }

    BodyBudget(long capacity) {
        this.capacity = capacity;
    }

    /** The whole budget in bytes. */
    long capacity() {
        return capacity;
    }

    /** Bytes taken now. */
    long taken() {
        return taken.get();
    }

    /** Whether so many bytes could be taken right now. */
    boolean hasRoomFor(long bytes) {
        return bytes <= capacity - taken.get();
    }

    /** An empty reservation, to grow with a body. */
    Reservation reserve() {
        return new Reservation();
    }

    /** What one request holds. It is given back once, whoever and however many ask for it. */
    final class Reservation {
        private long held;
        private boolean released;

        private Reservation() {}

        /** Takes more, all or nothing; never after the release. */
        synchronized boolean grow(long bytes) {
            if (released) {
                return false;
            }
            long before = taken.getAndUpdate(now -> bytes <= capacity - now ? now + bytes : now);
            if (bytes > capacity - before) {
                return false;
            }
            held += bytes;
            return true;
        }

        /** Gives everything back; from the second time on it does nothing. */
        synchronized void release() {
            if (!released) {
                released = true;
                taken.addAndGet(-held);
            }
        }
    }
}
