package dev.wigwag.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wigwag.TestSettings;
import dev.wigwag.engine.WigwagConfig;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class KindWatchTest {
    private static final Kind BUCKETS = new Kind("source.toolkit.fluxcd.io", "Bucket", "buckets");

    private final TestCluster cluster = new TestCluster();
    private final WigwagConfig config = TestSettings.of(WigwagConfig.class, Map.of("wigwag.watch", "true"));
    private final KindWatches watches = new KindWatches(cluster.client(), cluster.served(), config);
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final CountDownLatch letGo = new CountDownLatch(1);

    @BeforeEach
    void quickly() {
        Awaitility.setDefaultPollInterval(Duration.ofMillis(20));
    }

    @AfterEach
    void stop() {
        letGo.countDown();
        watches.stop();
        cluster.close();
        Awaitility.reset();
    }

    @Test
    void aWatchIsNotCompleteBeforeTheLastObjectWasSeen() {
        bucket("first");
        bucket("second");
        KindWatch watch = watchThatStumblesOver("second");

        watches.start();
        await().until(() -> cluster.sandbox().openWatches() == 1 && seen.contains("first"));
        assertThat(watch.isComplete()).isFalse();

        letGo.countDown();
        await().until(watch::isComplete);
        assertThat(seen).containsExactlyInAnyOrder("first", "second");
    }

    @Test
    void aCompleteWatchStaysSoWhileTheNextChangeIsBeingSeen() {
        bucket("first");
        KindWatch watch = watchThatStumblesOver("second");
        watches.start();
        await().until(watch::isComplete);

        bucket("second");
        bucket("third");

        assertThat(watch.isComplete()).isTrue();
        letGo.countDown();
        await().until(() -> seen.contains("third"));
        assertThat(watch.isComplete()).isTrue();
    }

    @Test
    void anObjectThatCannotBeReadDoesNotKeepTheWatchFromBeingComplete() {
        bucket("first");
        KindWatch watch = watches.follow(
                BUCKETS,
                object -> {
                    throw new IllegalArgumentException("not what it should be");
                },
                object -> seen.remove(object.getMetadata().getName()));

        watches.start();

        await().until(watch::isComplete);
    }

    private KindWatch watchThatStumblesOver(String name) {
        return watches.follow(
                BUCKETS,
                object -> {
                    if (object.getMetadata().getName().equals(name)) {
                        awaitLetGo();
                    }
                    seen.add(object.getMetadata().getName());
                },
                object -> seen.remove(object.getMetadata().getName()));
    }

    private void awaitLetGo() {
        try {
            letGo.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void bucket(String name) {
        cluster.create("""
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: Bucket
                metadata: {name: %s, namespace: team-a}
                spec: {interval: 1m}
                """.formatted(name));
    }
}
