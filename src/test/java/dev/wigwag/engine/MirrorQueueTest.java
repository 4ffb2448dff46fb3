package dev.wigwag.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wigwag.TestSettings;
import dev.wigwag.engine.ClusterException.Fault;
import dev.wigwag.rollout.Outlets;
import dev.wigwag.rollout.Phase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MirrorQueueTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Outside outside = new Outside("ops");
    private SimpleMeterRegistry metrics;
    private final MirrorQueue queue = queue(true);

    @AfterEach
    void stop() {
        queue.onStop(new ShutdownEvent());
    }

    @Test
    void aBurstOfChangesIsOnePicture() {
        outside.is(Phase.Progressing, "1/5 ready");
        for (int i = 0; i < 1_000; i++) {
            queue.offer(Outside.KEY);
        }
        assertThat(queued()).isEqualTo(1);

        queue.onStart(new StartupEvent());
        await().atMost(PATIENCE)
                .until(() -> queued() == 0 && !outside.far.posts().isEmpty());
        assertThat(outside.far.calls()).containsExactly("post ops");
    }

    @Test
    void whatHasToWaitComesRoundAgain() {
        outside.is(Phase.Progressing, "1/5 ready");
        outside.claim("ops", Duration.ofSeconds(1));
        AtomicInteger looks = new AtomicInteger();
        outside.mishaps.onRead(call -> looks.incrementAndGet());
        queue.onStart(new StartupEvent());
        queue.offer(Outside.KEY);
        await().atMost(PATIENCE).until(() -> looks.get() >= 3);
        assertThat(outside.far.calls()).isEmpty();

        outside.ledger.plant(Outlets.with(outside.stored(), outside.entry("ops").withClaim(null), outside.now()));

        await().atMost(PATIENCE).until(() -> outside.far.posts().size() == 1);
    }

    @Test
    void troubleWithOneRolloutDoesNotEndTheWorkers() {
        outside.put('a', Phase.Succeeded, "5/5 ready");
        outside.put('b', Phase.Succeeded, "5/5 ready");
        outside.put('c', Phase.Succeeded, "3/3 ready");
        outside.mishaps.refuse("get rollout " + Outside.key('a'), Fault.DENIED);
        outside.mishaps.onRead(call -> {
            if (call.endsWith("gitops-b")) {
                throw new IllegalStateException("a mistake of ours");
            }
        });
        queue.onStart(new StartupEvent());
        for (char commit : new char[] {'a', 'b', 'a', 'b', 'c'}) {
            queue.offer(Outside.key(commit));
        }

        await().atMost(PATIENCE).until(() -> outside.far.posts().size() == 1);
        assertThat(outside.far.pictures()).containsExactly("Succeeded 3/3 ready");
    }

    @Test
    void inAShortLivedProcessNothingIsKept() {
        MirrorQueue shortLived = queue(false);
        shortLived.onStart(new StartupEvent());
        shortLived.offer(Outside.KEY);

        assertThat(queued()).isZero();
    }

    @Test
    void theWorkersEndWhenTheProcessStops() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        queue.onStart(new StartupEvent());
        Set<Thread> workers = Thread.getAllStackTraces().keySet();
        workers.removeIf(thread -> before.contains(thread) || !thread.getName().startsWith("mirrors-"));
        assertThat(workers).isNotEmpty();

        queue.onStop(new ShutdownEvent());
        queue.offer(Outside.KEY);

        await().atMost(PATIENCE).until(() -> workers.stream().noneMatch(Thread::isAlive));
        assertThat(queued()).isZero();
    }

    @Test
    void aSlowPlaceHoldsOneWorkerAndDelaysNoOther() throws Exception {
        Outside many = new Outside("slow", "well");
        for (char commit = 'a'; commit <= 'f'; commit++) {
            many.put(commit, Phase.Succeeded, "5/5 ready");
        }
        CountDownLatch over = new CountDownLatch(1);
        AtomicInteger slow = new AtomicInteger();
        many.far.meanwhile(call -> {
            if (call.endsWith("slow")) {
                slow.incrementAndGet();
                over.await();
            }
        });
        MirrorQueue busy = queue(many, true);
        busy.onStart(new StartupEvent());
        for (char commit = 'a'; commit <= 'f'; commit++) {
            busy.offer(Outside.key(commit));
        }

        await().atMost(PATIENCE).until(() -> {
            many.clock.pass(Duration.ofSeconds(1));
            return many.far.posts().size() == 6;
        });
        assertThat(many.far.posts()).extracting(FarEnd.Post::channel).containsOnly("well");
        assertThat(slow.get()).isEqualTo(1);

        over.countDown();
        await().atMost(PATIENCE).until(() -> {
            many.clock.pass(Duration.ofSeconds(1));
            return many.far.posts().size() == 12;
        });
        busy.onStop(new ShutdownEvent());
    }

    @Test
    void besideAnEndWhatShowsNoneIsShownTooWithTheSameCredential() {
        Outside two = new Outside("ops", "dev");
        two.far.shareCredential();
        two.far.budget(OutletBudget.every(Duration.ZERO));
        two.is(Phase.Progressing, "dev done");
        MirrorQueue both = queue(two, true);
        both.offer(Outside.KEY);
        both.onStart(new StartupEvent());

        await().atMost(PATIENCE).until(() -> {
            two.clock.pass(Duration.ofSeconds(1));
            return two.far.posts().size() == 2;
        });
        both.onStop(new ShutdownEvent());
        assertThat(two.far.posts()).extracting(FarEnd.Post::channel).containsExactlyInAnyOrder("ops", "dev");
    }

    @Test
    void aProcessThatIsToldToStopShowsWhatIsDueEndsFirst() {
        outside.far.shareCredential();
        outside.far.budget(OutletBudget.every(Duration.ZERO));
        for (char commit = 'a'; commit <= 'e'; commit++) {
            outside.put(commit, commit == 'd' ? Phase.Failed : Phase.Progressing, commit + " is on its way");
            queue.offer(Outside.key(commit));
        }
        ScheduledExecutorService time = Executors.newSingleThreadScheduledExecutor();
        try {
            time.scheduleAtFixedRate(() -> outside.clock.pass(Duration.ofMillis(10)), 10, 10, TimeUnit.MILLISECONDS);
            queue.onStart(new StartupEvent());
            queue.onStop(new ShutdownEvent());
        } finally {
            time.shutdownNow();
        }

        assertThat(outside.far.pictures()).hasSize(5).contains("Failed d is on its way");
        queue.offer(Outside.key('a'));
        assertThat(queued()).isZero();
    }

    @Test
    void aPlaceThatHangsHoldsUpTheEndOfTheProcessForItsBoundAlone() {
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger hanging = new AtomicInteger();
        outside.far.meanwhile(call -> {
            hanging.incrementAndGet();
            never.await();
        });
        outside.is(Phase.Succeeded, "5/5 ready");
        MirrorQueue hurried = new MirrorQueue(
                outside.process(),
                TestSettings.of(WigwagConfig.class, Map.of("wigwag.watch", "true", "wigwag.outlets.drain", "PT0.2S")),
                outside.clock,
                new SimpleMeterRegistry());
        hurried.onStart(new StartupEvent());
        hurried.offer(Outside.KEY);
        await().atMost(PATIENCE).until(() -> hanging.get() > 0);

        hurried.onStop(new ShutdownEvent());

        assertThat(outside.far.posts()).isEmpty();
        never.countDown();
        await().atMost(PATIENCE).until(() -> outside.far.posts().size() == 1);
    }

    private int queued() {
        return (int) metrics.get("wigwag.outlets.queue").gauge().value();
    }

    private MirrorQueue queue(boolean watch) {
        return queue(outside, watch);
    }

    private MirrorQueue queue(Outside on, boolean watch) {
        // Each queue has its own gauge.
        metrics = new SimpleMeterRegistry();
        return new MirrorQueue(on.process(), TestConfig.watching(watch), on.clock, metrics);
    }
}
