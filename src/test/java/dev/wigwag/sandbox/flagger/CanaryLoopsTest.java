package dev.wigwag.sandbox.flagger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wigwag.sandbox.cluster.SandboxCluster;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The tickers, a thousand times faster than Flagger's. */
class CanaryLoopsTest {

    private static final Named FIRST = new Named("test", "first");
    private static final Named SECOND = new Named("test", "second");

    private final SandboxCluster cluster = SandboxCluster.start();
    private final FlaggerObjects objects = new FlaggerObjects(cluster.administrator(), "test");
    private final List<Named> ticks = new CopyOnWriteArrayList<>();
    private CanaryLoops loops;

    @AfterEach
    void stop() {
        loops.close();
        cluster.close();
    }

    private void start(Consumer<Named> tick) {
        loops = new CanaryLoops(objects, FlaggerSettings.USUAL.faster(1_000), tick);
        loops.start();
    }

    private void create(Named name) {
        objects.create(FlaggerKind.Canary, name, FlaggerWorld.json("{\"spec\":{\"analysis\":{\"interval\":\"10s\"}}}"));
    }

    private long count(Named name) {
        return ticks.stream().filter(name::equals).count();
    }

    @Test
    void everyCanaryTicksAgainAndAgainAlsoOneThatComesLater() {
        create(FIRST);
        start(ticks::add);
        await().until(() -> count(FIRST) > 2);

        create(SECOND);

        await().until(() -> count(SECOND) > 2);
    }

    @Test
    void oneThatIsSlowDoesNotHoldUpTheOthers() {
        CountDownLatch hook = new CountDownLatch(1);
        create(FIRST);
        create(SECOND);
        start(name -> {
            ticks.add(name);
            if (name.equals(FIRST)) {
                await().until(() -> hook.getCount() == 0);
            }
        });

        await().until(() -> count(SECOND) > 5);

        assertThat(count(FIRST)).isEqualTo(1);
        hook.countDown();
        await().until(() -> count(FIRST) > 1);
    }

    @Test
    void aTickThatTheClusterRefusesIsFollowedByAnother() {
        create(FIRST);
        start(name -> {
            ticks.add(name);
            throw new KubernetesClientException("no");
        });

        await().until(() -> count(FIRST) > 2);
    }

    @Test
    void oneThatIsDeletedAndMadeAnewIsPickedUpAgain() {
        create(FIRST);
        start(ticks::add);
        await().until(() -> count(FIRST) > 0);
        objects.delete(FlaggerKind.Canary, FIRST);
        await().until(this::restsAtLast);
        long before = count(FIRST);

        create(FIRST);

        await().until(() -> count(FIRST) > before);
    }

    /** No tick while the cluster was asked for its Canaries some more times. */
    private boolean restsAtLast() {
        long before = count(FIRST);
        long asked = listed();
        await().until(() -> listed() > asked + 3);
        return count(FIRST) == before;
    }

    private long listed() {
        return cluster.requests().all().stream()
                .filter(request -> request.path().endsWith("/v1beta1/canaries"))
                .count();
    }
}
