package dev.wigwag.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class OneInFlightTest {
    private final OneInFlight<String, Integer, String> flights = new OneInFlight<>();
    private final List<Integer> calls = Collections.synchronizedList(new ArrayList<>());

    @Test
    void aLoneCallRunsAtOnceAndLeavesNothingBehind() {
        assertThat(flights.share("a", 1, this::call)).isEqualTo("did 1");
        assertThat(flights.share("a", 2, this::call)).isEqualTo("did 2");
        assertThat(calls).containsExactly(1, 2);
        assertThat(flights.inFlight()).isZero();
    }

    @Test
    void whoComesWhileOneRunsSharesExactlyOneNextCallWithTheLatestArgument() throws Exception {
        Held<Integer, String> held = new Held<>(argument -> "held " + argument);
        FutureTask<String> first = Threads.start(() -> flights.share("a", 1, held));
        held.awaitBegin();
        List<FutureTask<String>> later = new ArrayList<>();
        for (int argument = 2; argument <= 6; argument++) {
            int latest = argument;
            later.add(Threads.startAndSeeItWait(() -> flights.share("a", latest, this::call)));
        }
        assertThat(calls).isEmpty();
        held.letGo();

        assertThat(first.get()).isEqualTo("held 1");
        for (FutureTask<String> sharer : later) {
            assertThat(sharer.get()).isEqualTo("did 6");
        }
        assertThat(calls).containsExactly(6);
        assertThat(flights.inFlight()).isZero();
    }

    @Test
    void anArgumentThatAgesIsReplacedForWhoHadToWaitAndOnlyForThem() throws Exception {
        Held<Integer, String> held = new Held<>(argument -> "held " + argument);
        FutureTask<String> first = Threads.start(() -> flights.share("a", 1, -1, held));
        held.awaitBegin();
        FutureTask<String> leader = Threads.startAndSeeItWait(() -> flights.share("a", 2, -2, this::call));
        FutureTask<String> sharer = Threads.startAndSeeItWait(() -> flights.share("a", 3, -3, this::call));
        held.letGo();

        assertThat(first.get()).isEqualTo("held 1");
        assertThat(leader.get()).isEqualTo("did -3");
        assertThat(sharer.get()).isEqualTo("did -3");
        assertThat(flights.share("a", 4, -4, this::call)).isEqualTo("did 4");
    }

    @Test
    void whoComesWhileTheNextRunsSharesTheOneAfterIt() throws Exception {
        Held<Integer, String> one = new Held<>(argument -> "held " + argument);
        Held<Integer, String> two = new Held<>(argument -> "held " + argument);
        FutureTask<String> first = Threads.start(() -> flights.share("a", 1, one));
        one.awaitBegin();
        FutureTask<String> second = Threads.startAndSeeItWait(() -> flights.share("a", 2, two));
        one.letGo();
        two.awaitBegin();
        FutureTask<String> third = Threads.startAndSeeItWait(() -> flights.share("a", 3, this::call));
        two.letGo();

        assertThat(List.of(first.get(), second.get(), third.get())).containsExactly("held 1", "held 2", "did 3");
        assertThat(flights.inFlight()).isZero();
    }

    @Test
    void aFailureIsTheSameForEverybodyWhoSharesTheCallAndForNobodyElse() throws Exception {
        IllegalStateException failure = new IllegalStateException("the next one fails");
        Held<Integer, String> held = new Held<>(argument -> "held " + argument);
        FutureTask<String> first = Threads.start(() -> flights.share("a", 1, held));
        held.awaitBegin();
        List<FutureTask<String>> sharers = new ArrayList<>();
        for (int argument = 2; argument <= 4; argument++) {
            int latest = argument;
            sharers.add(Threads.startAndSeeItWait(() -> flights.share("a", latest, x -> {
                throw failure;
            })));
        }
        held.letGo();

        assertThat(first.get()).isEqualTo("held 1");
        for (FutureTask<String> sharer : sharers) {
            assertThatThrownBy(sharer::get).hasCause(failure);
        }
        assertThat(flights.share("a", 5, this::call)).isEqualTo("did 5");
        assertThat(flights.inFlight()).isZero();
    }

    @Test
    void aFailureOfTheRunningCallDoesNotReachTheNext() throws Exception {
        Held<Integer, String> held = new Held<>(argument -> {
            throw new IllegalStateException("the first fails");
        });
        FutureTask<String> first = Threads.start(() -> flights.share("a", 1, held));
        held.awaitBegin();
        FutureTask<String> second = Threads.startAndSeeItWait(() -> flights.share("a", 2, this::call));
        held.letGo();

        assertThatThrownBy(first::get).hasRootCauseMessage("the first fails");
        assertThat(second.get()).isEqualTo("did 2");
    }

    @Test
    void anErrorLeavesNothingBehindEither() {
        assertThatThrownBy(() -> flights.share("a", 1, x -> {
                    throw new StackOverflowError("too deep");
                }))
                .isInstanceOf(StackOverflowError.class);
        assertThat(flights.inFlight()).isZero();
    }

    @Test
    void keysDoNotWaitForEachOther() throws Exception {
        Held<Integer, String> held = new Held<>(argument -> "held " + argument);
        FutureTask<String> first = Threads.start(() -> flights.share("a", 1, held));
        held.awaitBegin();

        assertThat(flights.share("b", 2, this::call)).isEqualTo("did 2");
        assertThat(flights.inFlight()).isEqualTo(1);
        held.letGo();
        assertThat(first.get()).isEqualTo("held 1");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void underLoadNoKeyRunsTwiceAtOnceAndEveryComerIsCoveredByACallThatBeganAfterIt(long seed) throws Exception {
        int threads = 8;
        int turns = 2_000;
        OneInFlight<Integer, Long, Long> busy = new OneInFlight<>();
        Map<Integer, AtomicInteger> running = new ConcurrentHashMap<>();
        AtomicLong time = new AtomicLong();
        AtomicInteger made = new AtomicInteger();
        CyclicBarrier start = new CyclicBarrier(threads);
        List<FutureTask<Void>> workers = new ArrayList<>();
        for (int worker = 0; worker < threads; worker++) {
            Random random = new Random(seed * 1000 + worker);
            workers.add(Threads.start(() -> {
                start.await(20, TimeUnit.SECONDS);
                for (int turn = 0; turn < turns; turn++) {
                    int key = random.nextInt(3);
                    long came = time.incrementAndGet();
                    long begun = busy.share(key, came, argument -> {
                        AtomicInteger inside = running.computeIfAbsent(key, k -> new AtomicInteger());
                        assertThat(inside.incrementAndGet()).isEqualTo(1);
                        made.incrementAndGet();
                        long now = time.incrementAndGet();
                        inside.decrementAndGet();
                        return now;
                    });
                    assertThat(begun).isGreaterThan(came);
                }
                return null;
            }));
        }
        for (FutureTask<Void> worker : workers) {
            worker.get();
        }

        assertThat(made.get()).isPositive().isLessThanOrEqualTo(threads * turns);
        assertThat(busy.inFlight()).isZero();
    }

    private String call(int argument) {
        calls.add(argument);
        return "did " + argument;
    }
}
