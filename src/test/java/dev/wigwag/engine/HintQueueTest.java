package dev.wigwag.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wigwag.engine.ClusterException.Fault;
import dev.wigwag.rollout.LiveView;
import dev.wigwag.rollout.ObjectChanged;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.PackagePublished;
import dev.wigwag.rollout.Push;
import dev.wigwag.rollout.RepositoryUrl;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.util.TypeLiteral;
import java.lang.annotation.Annotation;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HintQueueTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private Consumer<ObjectKey> onHint = object -> {};
    private final HintQueue queue = queue(true);

    @AfterEach
    void stop() {
        queue.onStop(new ShutdownEvent());
    }

    @Test
    void hintsAreHeardInTheOrderTheyCame() {
        queue.onStart(new StartupEvent());
        for (int i = 0; i < 50; i++) {
            queue.offer(hint("source-" + i));
        }

        await().atMost(PATIENCE).until(() -> seen.size() == 50);
        assertThat(seen.get(0)).isEqualTo("source-0");
        assertThat(seen.get(49)).isEqualTo("source-49");
        assertThat(queue.size()).isZero();
    }

    @Test
    void manyHintsAtOneObjectAreOne() {
        for (int i = 0; i < 1_000; i++) {
            queue.offer(hint("gitops"));
        }

        assertThat(queue.size()).isEqualTo(1);
        queue.onStart(new StartupEvent());
        await().atMost(PATIENCE).until(() -> queue.size() == 0 && !seen.isEmpty());
        assertThat(seen).containsExactly("gitops");
    }

    @Test
    void aHintThatComesWhileItsObjectIsLookedAtIsHeardAgain() {
        Held<Void, Void> held = new Held<>(nothing -> null);
        onHint = object -> held.apply(null);
        queue.onStart(new StartupEvent());
        queue.offer(hint("gitops"));
        held.awaitBegin();

        queue.offer(hint("gitops"));
        assertThat(queue.size()).isEqualTo(1);
        held.letGo();

        await().atMost(PATIENCE).until(() -> seen.size() == 2);
    }

    @Test
    void aHintThatFindsTheQueueFullIsDroppedAndCountedAndOneOfAWaitingObjectIsNot() {
        for (int i = 0; i < 10_000; i++) {
            queue.offer(hint("source-" + i));
        }
        assertThat(queue.offer(hint("source-7"))).isTrue();
        assertThat(dropped()).isZero();

        assertThat(queue.offer(hint("one-more"))).isFalse();

        assertThat(queue.size()).isEqualTo(10_000);
        assertThat(dropped()).isEqualTo(1);
        assertThat(metrics.get("wigwag.hints.queue").gauge().value()).isEqualTo(10_000);
    }

    @Test
    void troubleWithOneHintDoesNotEndTheWorker() {
        onHint = object -> {
            if (object.name().equals("denied")) {
                throw new ClusterException(Fault.DENIED, "not allowed", null);
            }
            if (object.name().equals("broken")) {
                throw new IllegalStateException("a mistake of ours");
            }
        };
        queue.onStart(new StartupEvent());
        for (String name : List.of("denied", "broken", "gitops")) {
            queue.offer(hint(name));
        }

        await().atMost(PATIENCE).until(() -> seen.contains("gitops"));
        assertThat(seen).containsExactly("denied", "broken", "gitops");
    }

    @Test
    void inAShortLivedProcessNothingIsKept() {
        HintQueue shortLived = queue(false);
        shortLived.onStart(new StartupEvent());
        assertThat(shortLived.offer(hint("gitops"))).isFalse();

        assertThat(shortLived.size()).isZero();
        assertThat(seen).isEmpty();
    }

    @Test
    void onceStoppedNothingMoreIsTakenAndTheWorkerEnds() {
        Held<Void, Void> held = new Held<>(nothing -> null);
        Thread[] worker = new Thread[1];
        onHint = object -> {
            worker[0] = Thread.currentThread();
            held.apply(null);
        };
        queue.onStart(new StartupEvent());
        queue.offer(hint("gitops"));
        held.awaitBegin();
        queue.offer(hint("waiting"));

        queue.onStop(new ShutdownEvent());
        queue.offer(hint("late"));
        held.letGo();

        await().atMost(PATIENCE).until(() -> !worker[0].isAlive());
        assertThat(seen).containsExactly("gitops");
        assertThat(queue.size()).isEqualTo(1);
    }

    @Test
    void anIdleWorkerEndsWhenTheProcessStops() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        queue.onStart(new StartupEvent());
        Thread worker = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("hints") && !before.contains(thread))
                .findFirst()
                .orElseThrow();

        queue.onStop(new ShutdownEvent());

        await().atMost(PATIENCE).until(() -> !worker.isAlive());
    }

    private double dropped() {
        return metrics.get("wigwag.hints.dropped").counter().count();
    }

    private static ObjectChanged hint(String name) {
        return new ObjectChanged(TestEngine.gitRepository(name));
    }

    private HintQueue queue(boolean watch) {
        return new HintQueue(new Found(), TestConfig.watching(watch), metrics);
    }

    /** The listener, found when it is needed; the ledger it reads first is where the test looks on. */
    private final class Found implements Instance<HearHint> {
        private final TestEngine engine = new TestEngine();
        private final Sources sources = new Sources() {
            @Override
            public Concerned by(Set<RepositoryUrl> addresses) {
                return engine.flux.by(addresses);
            }

            @Override
            public Optional<SourceState> read(ObjectKey source) {
                return engine.flux.read(source);
            }

            @Override
            public Optional<SourceReading> read(ObjectKey source, Push push) {
                return engine.flux.read(source, push);
            }

            @Override
            public List<Follower> of(PackagePublished published) {
                return engine.flux.of(published);
            }

            @Override
            public Map<ObjectKey, String> leftBehindBy(ObjectKey changed) {
                seen.add(changed.name());
                onHint.accept(changed);
                return Map.of();
            }

            @Override
            public Optional<LiveView> view(ObjectKey source) {
                return engine.flux.view(source);
            }

            @Override
            public void forEachView(Consumer<LiveView> visitor) {
                engine.flux.forEachView(visitor);
            }

            @Override
            public void forEachSource(Consumer<ObjectKey> visitor) {
                engine.flux.forEachSource(visitor);
            }

            @Override
            public Set<ObjectKey> sourcesOf(ObjectKey object) {
                return engine.flux.sourcesOf(object);
            }

            @Override
            public Optional<String> address(ObjectKey source) {
                return engine.flux.address(source);
            }
        };

        @Override
        public HearHint get() {
            return new HearHint(sources, engine.askAgain, engine.requests);
        }

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
