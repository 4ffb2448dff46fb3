package dev.wigwag.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wigwag.engine.ClusterException.Fault;
import dev.wigwag.rollout.APush;
import dev.wigwag.rollout.ObjectChanged;
import dev.wigwag.rollout.Phase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.util.TypeLiteral;
import java.lang.annotation.Annotation;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HintQueueTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final TestEngine engine = new TestEngine();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final List<String> traced = new CopyOnWriteArrayList<>();
    private final List<String> looked = new CopyOnWriteArrayList<>();
    private Consumer<String> onHint = object -> {};
    private final HintQueue queue = queue(true);

    @BeforeEach
    void listen() {
        engine.mishaps.onRead(call -> {
            String object = call.substring(call.lastIndexOf('/') + 1);
            if (call.startsWith("trace ")) {
                traced.add(object);
                onHint.accept(object);
            }
            if (call.startsWith("list includers of ")) {
                looked.add(object);
            }
        });
    }

    @AfterEach
    void stop() {
        queue.onStop(new ShutdownEvent());
    }

    @Test
    void hintsAtManySourcesAreAllHeard() {
        for (int i = 0; i < 50; i++) {
            engine.flux.add("source-" + i);
        }
        queue.onStart(new StartupEvent());
        for (int i = 0; i < 50; i++) {
            assertThat(queue.offer(hint("source-" + i))).isTrue();
        }

        await().atMost(PATIENCE).until(() -> looked.size() == 50);
        assertThat(looked).doesNotHaveDuplicates();
        assertThat(queued()).isZero();
    }

    @Test
    void manyHintsAtOneObjectAreOne() {
        engine.flux.add("gitops");
        for (int i = 0; i < 1_000; i++) {
            assertThat(queue.offer(hint("gitops"))).isTrue();
        }

        assertThat(queued()).isEqualTo(1);
        queue.onStart(new StartupEvent());
        await().atMost(PATIENCE).until(() -> queued() == 0 && !looked.isEmpty());
        assertThat(looked).containsExactly("gitops");
    }

    @Test
    void hintsAtManyObjectsOfOneSourceBecomeALookASecondAtTheSource() {
        MemoryFlux.Source gitops = engine.flux.add("gitops");
        gitops.isAt(APush.sha('a'));
        for (int i = 0; i < 1_000; i++) {
            gitops.members.add(AMember.kustomization("app-" + i).applied('a').live());
            queue.offer(new ObjectChanged(AMember.kustomization("app-" + i).key()));
        }

        long begun = System.nanoTime();
        queue.onStart(new StartupEvent());
        await().atMost(PATIENCE).until(() -> queued() == 0 && !looked.isEmpty());
        long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();

        assertThat(looked).hasSizeLessThanOrEqualTo((int) seconds + 2).containsOnly("gitops");
        await().atMost(PATIENCE).until(() -> engine.rollout("gitops", 'a').phase() == Phase.Succeeded);
    }

    @Test
    void aHintThatComesWhileItsObjectIsLookedAtIsHeardAgain() {
        Held<Void, Void> held = new Held<>(nothing -> null);
        onHint = object -> held.apply(null);
        queue.onStart(new StartupEvent());
        queue.offer(hint("gitops"));
        held.awaitBegin();

        assertThat(queue.offer(hint("gitops"))).isTrue();
        held.letGo();

        await().atMost(PATIENCE).until(() -> traced.size() == 2);
    }

    @Test
    void aHintThatFindsTheQueueFullIsDroppedAndCountedAndOneOfAWaitingObjectIsNot() {
        for (int i = 0; i < PacedKeys.LIMIT; i++) {
            queue.offer(hint("source-" + i));
        }
        assertThat(queue.offer(hint("source-7"))).isTrue();
        assertThat(dropped()).isZero();

        assertThat(queue.offer(hint("one-more"))).isFalse();

        assertThat(queued()).isEqualTo(PacedKeys.LIMIT);
        assertThat(dropped()).isEqualTo(1);
    }

    @Test
    void troubleWithHintsDoesNotEndTheWorkers() {
        onHint = object -> {
            if (object.startsWith("denied")) {
                throw new ClusterException(Fault.DENIED, "not allowed", null);
            }
            if (object.startsWith("broken")) {
                throw new IllegalStateException("a mistake of ours");
            }
        };
        engine.flux.add("gitops");
        queue.onStart(new StartupEvent());
        for (int i = 0; i < 5; i++) {
            queue.offer(hint("denied-" + i));
            queue.offer(hint("broken-" + i));
        }
        await().atMost(PATIENCE).until(() -> traced.size() == 10);
        queue.offer(hint("gitops"));

        await().atMost(PATIENCE).until(() -> looked.contains("gitops"));
    }

    @Test
    void inAShortLivedProcessNothingIsKept() {
        HintQueue shortLived = queue(false);
        shortLived.onStart(new StartupEvent());

        assertThat(shortLived.isOpen()).isFalse();
        assertThat(shortLived.offer(hint("gitops"))).isFalse();
        assertThat(queued()).isZero();
        assertThat(dropped()).isZero();
    }

    @Test
    void onceStoppedNothingMoreIsTakenAndTheWorkersEnd() {
        Held<Void, Void> held = new Held<>(nothing -> null);
        Thread[] worker = new Thread[1];
        onHint = object -> {
            worker[0] = Thread.currentThread();
            held.apply(null);
        };
        queue.onStart(new StartupEvent());
        queue.offer(hint("gitops"));
        held.awaitBegin();

        queue.onStop(new ShutdownEvent());
        assertThat(queue.offer(hint("late"))).isFalse();
        held.letGo();

        await().atMost(PATIENCE).until(() -> !worker[0].isAlive());
        assertThat(traced).containsExactly("gitops");
    }

    @Test
    void idleWorkersEndWhenTheProcessStops() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        queue.onStart(new StartupEvent());
        List<Thread> workers = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("hints-") && !before.contains(thread))
                .toList();
        assertThat(workers).isNotEmpty();

        queue.onStop(new ShutdownEvent());

        await().atMost(PATIENCE).until(() -> workers.stream().noneMatch(Thread::isAlive));
    }

    private double dropped() {
        return metrics.get("wigwag.hints.dropped").counter().count();
    }

    private int queued() {
        return (int) metrics.get("wigwag.hints.queue").gauge().value();
    }

    private static ObjectChanged hint(String name) {
        return new ObjectChanged(TestEngine.gitRepository(name));
    }

    private HintQueue queue(boolean watch) {
        return new HintQueue(new Found(engine.hearHint), TestConfig.watching(watch), metrics);
    }

    /** The listener, found when it is needed. */
    private record Found(HearHint get) implements Instance<HearHint> {
        @Override
        public Instance<HearHint> select(Annotation... qualifiers) {
            return this;
        }

        @Override
        public <U extends HearHint> Instance<U> select(Class<U> subtype, Annotation... qualifiers) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <U extends HearHint> Instance<U> select(TypeLiteral<U> subtype, Annotation... qualifiers) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isUnsatisfied() {
            return false;
        }

        @Override
        public boolean isAmbiguous() {
            return false;
        }

        @Override
        public void destroy(HearHint instance) {}

        @Override
        public Handle<HearHint> getHandle() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Iterable<? extends Handle<HearHint>> handles() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Iterator<HearHint> iterator() {
            return List.of(get()).iterator();
        }
    }
}
