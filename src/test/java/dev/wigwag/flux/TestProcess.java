package dev.wigwag.flux;

import static org.awaitility.Awaitility.await;

import dev.wigwag.TestSettings;
import dev.wigwag.engine.AskAgain;
import dev.wigwag.engine.Enrolment;
import dev.wigwag.engine.FollowSource;
import dev.wigwag.engine.HearHint;
import dev.wigwag.engine.HearTick;
import dev.wigwag.engine.HintQueue;
import dev.wigwag.engine.Ledger;
import dev.wigwag.engine.Namespaces;
import dev.wigwag.engine.NoCanaries;
import dev.wigwag.engine.SharedRequests;
import dev.wigwag.engine.WigwagConfig;
import dev.wigwag.engine.WritePace;
import dev.wigwag.kube.ClusterObjects;
import dev.wigwag.kube.KindWatches;
import dev.wigwag.kube.ServedVersions;
import dev.wigwag.kube.TestCluster;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/**
 * What is ours between a hint or a tick and the API server, put together as in the application. Nobody takes hints from the
 * queue: a test brings each itself.
 */
final class TestProcess implements AutoCloseable {
    final HearHint hearHint;
    final HearTick hearTick;
    final WatchedMembers members;
    final Ledger ledger;
    private final TestCluster cluster;
    private final boolean watching;
    private final KindWatches watches;

    private TestProcess(TestCluster cluster, WigwagConfig config) {
        this.cluster = cluster;
        this.watching = config.watch();
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        ServedVersions served = cluster.served();
        ClusterObjects objects = new ClusterObjects(cluster.client(), served);
        HintQueue hints = new HintQueue(null, config, metrics);
        this.watches = new KindWatches(cluster.client(), served, config);
        this.members = new WatchedMembers(watches, hints, metrics);
        WatchedCatalog watchedCatalog = new WatchedCatalog(watches, hints, metrics);
        CurrentCatalog catalog = new CurrentCatalog(watchedCatalog, new ListedCatalog(objects));
        CurrentMembers current = new CurrentMembers(members, new ListedMembers(objects));
        FluxSources sources = new FluxSources(
                objects,
                catalog,
                new PackageFollowers(objects),
                new LeftBehind(objects, catalog),
                new LiveViews(objects, current),
                new Provenance(objects, current, new Owners(objects)));
        this.ledger = cluster.ledger();
        SharedRequests requests = new SharedRequests(new AskFlux(objects), metrics);
        Clock clock = Clock.systemUTC();
        AskAgain askAgain = new AskAgain(sources, new Enrolment(ledger, metrics), requests, clock);
        Namespaces namespaces = cluster.namespaces(watches);
        FollowSource followSource = new FollowSource(
                sources,
                ledger,
                NoCanaries.sight(),
                namespaces,
                new WritePace(clock, time -> {}, 1),
                clock,
                config,
                metrics);
        this.hearHint = new HearHint(sources, ledger, followSource, askAgain, requests);
        this.hearTick = new HearTick(sources, ledger, NoCanaries.sight(), hearHint);
        if (watching) {
            watches.start();
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() ->
                            members.isComplete() && watchedCatalog.isComplete() && TestCluster.isComplete(namespaces));
        }
    }

    /** A long-lived process, whose watches have caught up, or a short-lived one. */
    static TestProcess on(TestCluster cluster, boolean watching) {
        return new TestProcess(
                cluster, TestSettings.of(WigwagConfig.class, Map.of("wigwag.watch", String.valueOf(watching))));
    }

    /** Lets the first Kustomization of a {@link Crowd} succeed or fail; returns when that could be heard of. */
    void change(boolean success) {
        Crowd.report(cluster.sandbox(), success);
        if (watching) {
            await().atMost(Duration.ofSeconds(10))
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> readiness().equals(success ? "True" : "False"));
        }
    }

    private String readiness() {
        return members.find(Crowd.FIRST).orElseThrow().live().ready().state().name();
    }

    @Override
    public void close() {
        watches.stop();
    }
}
