package dev.wigwag.knative;

import java.time.Duration;

/**
 * A Trigger's {@code spec.delivery}: how often and how late a broker tries again (Knative Eventing, delivery contract).
 *
 * @param retry tries after the first
 * @param delay the unit of the waits between them
 * @param timeout how long one try may take; not empty, as a broker in a test must not wait for ever
 */
record DeliveryPolicy(int retry, Backoff backoff, Duration delay, Duration timeout) {
    /** How the waits grow. */
    enum Backoff {
        EXPONENTIAL,
        LINEAR
    }

    /** What the channel-based broker does where nobody says otherwise: 205 s of waiting in all. */
    static final DeliveryPolicy USUAL =
            new DeliveryPolicy(10, Backoff.EXPONENTIAL, Duration.ofMillis(200), Duration.ofSeconds(30));

    /**
     * The wait before one more try.
     *
     * @param retries how many there were already: 0 after the first try
     */
    Duration before(int retries) {
        return switch (backoff) {
            case EXPONENTIAL -> delay.multipliedBy(1L << retries);
            case LINEAR -> delay.multipliedBy(retries);
        };
    }

    /** All waits of an event that never gets through. */
    Duration inAll() {
        Duration sum = Duration.ZERO;
        for (int retries = 0; retries < retry; retries++) {
            sum = sum.plus(before(retries));
        }
        return sum;
    }
}
