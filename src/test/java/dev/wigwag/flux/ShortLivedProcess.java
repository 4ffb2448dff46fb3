package dev.wigwag.flux;

import dev.wigwag.TestSettings;
import dev.wigwag.engine.AskAgain;
import dev.wigwag.engine.CanarySight;
import dev.wigwag.engine.Enrolment;
import dev.wigwag.engine.FollowSource;
import dev.wigwag.engine.HearHint;
import dev.wigwag.engine.HearPackage;
import dev.wigwag.engine.HearPush;
import dev.wigwag.engine.HearTick;
import dev.wigwag.engine.Ledger;
import dev.wigwag.engine.Namespaces;
import dev.wigwag.engine.NoCanaries;
import dev.wigwag.engine.NoRanges;
import dev.wigwag.engine.Report;
import dev.wigwag.engine.SharedRequests;
import dev.wigwag.engine.Sources;
import dev.wigwag.engine.WigwagConfig;
import dev.wigwag.engine.WritePace;
import dev.wigwag.http.Malformed;
import dev.wigwag.kube.KindWatches;
import dev.wigwag.kube.TestCluster;
import dev.wigwag.rollout.ObjectChanged;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.PackagePublished;
import dev.wigwag.rollout.Push;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.util.Map;
import java.util.Set;

/** A process of ours at scale to zero, on a cluster: all it has from reading and matching to the ledger, but no edges. */
public final class ShortLivedProcess {
    private final Sources sources;
    private final HearPush hearPush;
    private final HearPackage hearPackage;
    private final HearHint hearHint;
    private final HearTick hearTick;
    private final AskFlux askFlux;

    public ShortLivedProcess(TestCluster cluster, Clock clock) {
        this(cluster, clock, NoCanaries.sight());
    }

    public ShortLivedProcess(TestCluster cluster, Clock clock, CanarySight sight) {
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        WigwagConfig config = TestSettings.of(WigwagConfig.class, Map.of());
        Ledger ledger = cluster.ledger();
        Enrolment enrolment = new Enrolment(ledger, metrics);
        this.askFlux = new AskFlux(cluster.objects());
        SharedRequests requests = new SharedRequests(askFlux, metrics);
        this.sources = FluxSourcesTest.sources(cluster);
        this.hearPush = new HearPush(sources, enrolment, requests, new NoRanges(), clock, metrics);
        this.hearPackage = new HearPackage(sources, requests);
        Namespaces namespaces = cluster.namespaces(new KindWatches(cluster.client(), cluster.served(), config));
        FollowSource followSource = new FollowSource(
                sources, ledger, sight, namespaces, new WritePace(clock, time -> {}, 1), clock, config, metrics);
        AskAgain askAgain = new AskAgain(sources, enrolment, requests, clock);
        this.hearHint = new HearHint(sources, ledger, followSource, askAgain, requests);
        this.hearTick = new HearTick(sources, ledger, sight, hearHint);
    }

    /**
     * Hears an event, from the bytes of its body on.
     *
     * @return how many rollouts were written and objects asked
     */
    public int hearEvent(byte[] body) throws Malformed {
        return hearHint.hear(
                new ObjectChanged(FluxEvent.read(new ByteArrayInputStream(body)).object()));
    }

    /** Hears that an object has changed; answers as {@link #hearEvent}. */
    public int hearHint(ObjectKey object) {
        return hearHint.hear(new ObjectChanged(object));
    }

    /** Who hears that an object has changed. */
    public HearHint hints() {
        return hearHint;
    }

    /** The sources as it reads them. */
    public Sources sources() {
        return sources;
    }

    /** Hears that it is time to look at everything; answers as {@link #hearEvent}. */
    public int hearTick() {
        return hearTick.hear();
    }

    public Report hearPush(Push push) {
        return hearPush.hear(push);
    }

    public Report hearPackage(PackagePublished published) {
        return hearPackage.hear(published);
    }

    /** Asks Flux to reconcile an object; answers whether it was there. */
    public boolean ask(ObjectKey object, String token) {
        return askFlux.ask(object, token);
    }

    /** The sources a hint about this object concerns, each as {@code kind/namespace/name}. */
    public Set<ObjectKey> trace(ObjectKey object) {
        return sources.sourcesOf(object);
    }
}
