package dev.wigwag.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class PacedKeysTest {
    private static final Duration PACE = Duration.ofSeconds(1);

    private final PacedKeys<String> keys = new PacedKeys<>();

    @Test
    void keysAreHandedOutInTheOrderTheyCame() {
        List.of("b", "a", "c").forEach(keys::offer);

        assertThat(List.of(keys.take(), keys.take(), keys.take())).containsExactly("b", "a", "c");
        assertThat(keys.size()).isZero();
    }

    @Test
    void aKeyIsInItOnce() {
        keys.offer("a");
        assertThat(keys.offer("a")).isTrue();

        assertThat(keys.size()).isEqualTo(1);
        assertThat(keys.take()).isEqualTo("a");
        assertThat(keys.size()).isZero();
    }

    @Test
    void aKeyThatIsWorkedOnIsNotHandedOutToASecondWorker() throws Exception {
        keys.offer("a");
        keys.take();
        assertThat(keys.offer("a")).isTrue();
        FutureTask<String> second = Threads.startAndSeeItWait(keys::take);

        keys.offer("b");

        assertThat(second.get()).isEqualTo("b");
        assertThat(keys.size()).isZero();
    }

    @Test
    void aKeyOfferedWhileItWasWorkedOnComesAgainOnceAndASecondLater() {
        keys.offer("a");
        keys.take();
        keys.offer("a");
        keys.offer("a");
        long before = System.nanoTime();
        keys.done("a");

        assertThat(keys.size()).isEqualTo(1);
        assertThat(keys.take()).isEqualTo("a");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(PACE);
        keys.done("a");
        assertThat(keys.size()).isZero();
    }

    @Test
    void aKeyOfferedRightAfterItWasDoneWaitsItsSecondAndHoldsUpNobody() {
        keys.offer("a");
        keys.take();
        long before = System.nanoTime();
        keys.done("a");
        keys.offer("a");
        keys.offer("b");

        assertThat(keys.take()).isEqualTo("b");
        assertThat(keys.size()).isEqualTo(1);
        assertThat(keys.take()).isEqualTo("a");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(PACE);
    }

    @Test
    void whoWaitsIsWokenByAKeyThatIsDueSoonerThanTheOneWaitedFor() throws Exception {
        keys.offer("a");
        keys.take();
        keys.done("a");
        keys.offer("a");
        FutureTask<String> waiting = Threads.startAndSeeItWait(keys::take);

        keys.offer("b");

        assertThat(waiting.get()).isEqualTo("b");
    }

    @Test
    void itTakesNoMoreKeysThanItsLimitButWhatItHoldsMayBeOfferedAgain() {
        for (int i = 0; i < PacedKeys.LIMIT; i++) {
            assertThat(keys.offer("key-" + i)).isTrue();
        }

        assertThat(keys.offer("one-more")).isFalse();
        assertThat(keys.offer("key-7")).isTrue();
        assertThat(keys.size()).isEqualTo(PacedKeys.LIMIT);
        keys.take();
        assertThat(keys.offer("one-more")).isTrue();
    }

    @Test
    void aKeyForLaterLetsOthersByAndComesSoonerWhenItIsOfferedAgain() {
        keys.offer("later", Duration.ofHours(1));
        keys.offer("now");
        assertThat(keys.take()).isEqualTo("now");
        assertThat(keys.size()).isEqualTo(1);

        keys.offer("later", Duration.ofHours(2));
        keys.offer("later");
        assertThat(keys.size()).isEqualTo(1);
        assertThat(keys.take()).isEqualTo("later");
        assertThat(keys.size()).isZero();
    }

    @Test
    void ofSeveralOffersDuringItsWorkTheSoonestCounts() {
        keys.offer("a");
        keys.take();
        keys.offer("a", Duration.ofHours(1));
        keys.offer("a");
        keys.done("a");

        assertThat(keys.take()).isEqualTo("a");
    }

    @Test
    void drainingWaitsForWhatIsDueAndLetsTheRestGo() throws Exception {
        keys.offer("due");
        keys.offer("much later", Duration.ofHours(1));
        FutureTask<Boolean> drained = Threads.startAndSeeItWait(() -> keys.drain(Duration.ofSeconds(20)));
        assertThat(keys.offer("too late", Duration.ofHours(1))).isFalse();
        assertThat(keys.offer("in time")).isTrue();

        List.of(keys.take(), keys.take()).forEach(keys::done);

        assertThat(drained.get()).isTrue();
        assertThat(keys.size()).isZero();
    }

    @Test
    void drainingGivesUpOnWhatTakesTooLong() {
        keys.offer("slow");
        keys.take();

        assertThat(keys.drain(Duration.ofMillis(50))).isFalse();
    }

    @Test
    void onceClosedNothingComesInOrOut() {
        keys.offer("a");
        keys.close();

        assertThat(keys.offer("b")).isFalse();
        assertThat(keys.take()).isNull();
    }

    @Test
    void closingLetsEveryWaitingWorkerGo() throws Exception {
        List<FutureTask<String>> workers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            workers.add(Threads.startAndSeeItWait(keys::take));
        }

        keys.close();

        for (FutureTask<String> worker : workers) {
            assertThat(worker.get()).isNull();
        }
    }

    @Test
    void anInterruptedWorkerGoesAndStaysInterrupted() {
        Thread.currentThread().interrupt();

        assertThat(keys.take()).isNull();
        assertThat(Thread.interrupted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void underLoadEveryOfferIsFollowedByATurnThatBeganAfterItAndNoKeyRunsTwiceAtOnce(long seed) throws Exception {
        Map<String, AtomicInteger> running = new ConcurrentHashMap<>();
        Map<String, Long> begun = new ConcurrentHashMap<>();
        List<FutureTask<Void>> workers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            workers.add(Threads.start(() -> {
                for (String key = keys.take(); key != null; key = keys.take()) {
                    AtomicInteger inside = running.computeIfAbsent(key, k -> new AtomicInteger());
                    assertThat(inside.incrementAndGet()).isEqualTo(1);
                    begun.put(key, System.nanoTime());
                    inside.decrementAndGet();
                    keys.done(key);
                }
                return null;
            }));
        }
        Random random = new Random(seed);
        Map<String, Long> offered = new ConcurrentHashMap<>();
        for (int i = 0; i < 5_000; i++) {
            String key = "key-" + random.nextInt(50);
            offered.put(key, System.nanoTime());
            assertThat(keys.offer(key)).isTrue();
        }

        await().atMost(Duration.ofSeconds(20))
                .until(() -> offered.entrySet().stream()
                        .allMatch(offer -> begun.getOrDefault(offer.getKey(), Long.MIN_VALUE) >= offer.getValue()));
        keys.close();
        for (FutureTask<Void> worker : workers) {
            worker.get();
        }
    }
}
