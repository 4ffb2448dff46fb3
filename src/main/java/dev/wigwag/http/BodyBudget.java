package dev.wigwag.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * The memory that all bodies in flight may take together, counted as it is allocated and not as it is announced: a
 * request that only claims to be large holds nothing. Large bodies leave a part of it to small ones, and when several of
 * them are too many together, all but one give way. Thread-safe.
 */
@Singleton
public final class BodyBudget {

    /** Nearly every push is far below this, and no other body may be above it by default. */
    static final long SMALL = 1024 * 1024;

    private final long capacity;
    private final long keptForSmall;
    private long taken;

    /** @throws IllegalArgumentException if one largest body would not fit */
    @Inject
    BodyBudget(HttpConfig config, MeterRegistry meters) {
        this(
                config.bodiesInFlight().asLongValue(),
                Math.max(
                        config.githubBodyLimit().asLongValue(),
                        config.bodyLimit().asLongValue()));
        Gauge.builder("wigwag.http.bodies.in.flight", this, BodyBudget::taken)
                .baseUnit("bytes")
                .description("Memory taken by request bodies that are being received or worked on")
                .register(meters);
    }

    /** Keeps an eighth for small bodies, or what one of the largest leaves, if that is less. */
    BodyBudget(long capacity, long largest) {
        if (capacity < largest) {
            throw new IllegalArgumentException("wigwag.http.bodies-in-flight is " + capacity
                    + " bytes and admits no body of the " + largest
                    + " bytes that wigwag.http.github-body-limit or body-limit allow; raise it");
        }
        this.capacity = capacity;
        this.keptForSmall = Math.min(capacity / 8, capacity - largest);
    }

    /** The whole budget in bytes. */
    long capacity() {
        return capacity;
    }

    /** Bytes taken now. */
    synchronized long taken() {
        return taken;
    }

    /** Whether a body of so many bytes could be taken right now. */
    boolean hasRoomFor(long bytes) {
        return hasRoomFor(bytes, bytes);
    }

    /** Whether a body that comes to {@code whole} bytes may take {@code more}. */
    private synchronized boolean hasRoomFor(long whole, long more) {
        return more <= capacity - taken - (whole > SMALL ? keptForSmall : 0);
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

        /**
         * Takes more, all or nothing; never after the release. Without room everything is given back in the same breath:
         * of two bodies that meet at the limit the second finds the room that the first has left, and is not lost as well.
         */
        boolean grow(long bytes) {
            synchronized (BodyBudget.this) {
                if (released) {
                    return false;
                }
                if (!hasRoomFor(held + bytes, bytes)) {
                    release();
                    return false;
                }
                taken += bytes;
                held += bytes;
                return true;
            }
        }

        /** Gives everything back; from the second time on it does nothing. */
        void release() {
            synchronized (BodyBudget.this) {
                if (!released) {
                    released = true;
                    taken -= held;
                }
            }
        }
    }
}
