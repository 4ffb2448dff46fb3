package dev.wigwag.chatops;

import dev.wigwag.HandSetClock;
import dev.wigwag.TestSettings;
import dev.wigwag.engine.Canaries;
import dev.wigwag.engine.CanaryIndex;
import dev.wigwag.engine.Decide;
import dev.wigwag.engine.Decision;
import dev.wigwag.engine.HearHint;
import dev.wigwag.engine.Ledger;
import dev.wigwag.engine.MemoryLedger;
import dev.wigwag.engine.Mishaps;
import dev.wigwag.engine.RunSight;
import dev.wigwag.engine.SharedRequests;
import dev.wigwag.engine.SourceReading;
import dev.wigwag.engine.SourceState;
import dev.wigwag.engine.Sources;
import dev.wigwag.engine.WigwagConfig;
import dev.wigwag.rollout.Annotated;
import dev.wigwag.rollout.CanaryDetails;
import dev.wigwag.rollout.LiveCanary;
import dev.wigwag.rollout.LiveView;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.PackagePublished;
import dev.wigwag.rollout.Push;
import dev.wigwag.rollout.RepositoryUrl;
import dev.wigwag.rollout.Rollout;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A cluster and a ledger to talk about, and Wigwag's ear for it. */
final class World implements Sources, Canaries {
    static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    static final String SHA = "164832204e2e20915ad0a06c23bd19e85287aabd";
    static final String REVISION = "main@sha1:" + SHA;

    final Mishaps mishaps = new Mishaps();
    /** Whether the ledger takes a second for each rollout that it shows. */
    boolean slow;

    final MemoryLedger ledger = new MemoryLedger(mishaps);
    final HandSetClock clock = new HandSetClock(NOON.plusSeconds(180));
    final Map<ObjectKey, LiveCanary> canaries = new HashMap<>();
    final Map<ObjectKey, LiveView> views = new HashMap<>();
    final Map<String, Annotated> namespaces = new HashMap<>();
    final List<String> asked = new ArrayList<>();
    final List<Decision.Taken> told = new ArrayList<>();
    final Directory slack = new Directory();
    Rights rights = Rights.of("test|flux-system => slack:U0ANA|slack:U0BEN");

    /** What Wigwag makes of this world and these rights. */
    ChatOps chatOps() {
        LedgerPass pass = new LedgerPass(slow ? tardy() : ledger, clock);
        Finder finder = new Finder(pass);
        Overview overview = new Overview(pass);
        RunSight sight = new RunSight(this, ledger, this);
        SharedRequests requests =
                new SharedRequests((object, token) -> asked.add(object + " " + token), new SimpleMeterRegistry());
        WhoMay whoMay = rights.whoMay(slack);
        Decide decide = new Decide(
                sight,
                new HearHint(this, ledger, null, null, requests),
                ledger,
                told::add,
                clock,
                TestSettings.of(WigwagConfig.class, Map.of()));
        return new ChatOps(
                overview,
                new TellStatus(finder, pass, ledger, sight, clock),
                new AskReconcile(finder, this, () -> namespaces, requests, whoMay, clock),
                new TakeDecision(finder, overview, this, decide, whoMay, rights.fourEyes(slack), clock));
    }

    private Ledger tardy() {
        return (Ledger) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Ledger.class}, (proxy, method, arguments) -> {
                    ledger.rollouts().forEach(rollout -> {
                        clock.pass(Duration.ofSeconds(1));
                        @SuppressWarnings("unchecked")
                        Consumer<Rollout> visitor = (Consumer<Rollout>) arguments[0];
                        visitor.accept(rollout);
                    });
                    return null;
                });
    }

    /** Puts a rollout into the ledger. */
    Rollout store(Rollout rollout) {
        Rollout created = ledger.create(rollout);
        return rollout.status() == null ? created : ledger.replaceStatus(created.withStatus(rollout.status()));
    }

    /** A Canary as it is live; {@link ARun} makes the same stand in the ledger. */
    void live(LiveCanary canary) {
        canaries.put(canary.key(), canary);
    }

    @Override
    public Set<ObjectKey> sourcesOf(ObjectKey object) {
        return ledger.rollouts().stream()
                .filter(rollout -> rollout.source().equals(object)
                        || rollout.status() != null
                                && rollout.status().stages().stream()
                                        .anyMatch(stage -> stage.key().equals(object)))
                .map(Rollout::source)
                .collect(Collectors.toSet());
    }

    @Override
    public Optional<LiveView> view(ObjectKey source) {
        return Optional.ofNullable(views.get(source));
    }

    @Override
    public List<LiveCanary> find(ObjectKey canary) {
        return canaries.containsKey(canary) ? List.of(canaries.get(canary)) : List.of();
    }

    @Override
    public CanaryDetails details(LiveCanary canary) {
        return new CanaryDetails("t2", "t1", Map.of(), null, null, null);
    }

    @Override
    public CanaryIndex all() {
        CanaryIndex index = new CanaryIndex();
        canaries.forEach((key, canary) -> index.put(key, List.of(canary)));
        return index;
    }

    @Override
    public Concerned by(Set<RepositoryUrl> addresses) {
        throw unasked();
    }

    @Override
    public Optional<SourceState> read(ObjectKey source) {
        throw unasked();
    }

    @Override
    public Optional<SourceReading> read(ObjectKey source, Push push) {
        throw unasked();
    }

    @Override
    public List<Follower> of(PackagePublished published) {
        throw unasked();
    }

    @Override
    public Map<ObjectKey, String> leftBehindBy(ObjectKey changed) {
        throw unasked();
    }

    @Override
    public Map<ObjectKey, String> leftBehind() {
        throw unasked();
    }

    @Override
    public void forEachView(Set<ObjectKey> expected, Consumer<LiveView> visitor) {
        throw unasked();
    }

    @Override
    public void forEachSource(Consumer<ObjectKey> visitor) {
        throw unasked();
    }

    @Override
    public Optional<String> address(ObjectKey source) {
        throw unasked();
    }

    private static AssertionError unasked() {
        return new AssertionError("nobody who talks with people needs this");
    }
}
