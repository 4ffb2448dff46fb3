package dev.wigwag.engine;

import dev.wigwag.rollout.APush;
import dev.wigwag.rollout.Condition;
import dev.wigwag.rollout.Outlet;
import dev.wigwag.rollout.Outlets;
import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.RolloutKey;
import dev.wigwag.rollout.RolloutSpec;
import dev.wigwag.rollout.RolloutStatus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A ledger, a place outside, and processes that show the one at the other. Each commit's hash is one digit forty times. */
final class Outside {
    static final RolloutKey KEY = key('a');

    final Mishaps mishaps = new Mishaps();
    final MemoryLedger ledger = new MemoryLedger(mishaps);
    final TestEngine.MovableClock clock = new TestEngine.MovableClock(APush.NOON);
    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    /** What the processes tell each other of the pace. */
    final OwnTurns turns = new OwnTurns();

    final FarEnd far;

    Outside(String... channels) {
        this.far = new FarEnd(clock, channels);
    }

    /** Another process on the same ledger. */
    MirrorRollout process() {
        return process(TestConfig.watching(true));
    }

    MirrorRollout process(WigwagConfig config) {
        return new MirrorRollout(
                ledger,
                List.of(far),
                new OutletPace(clock, () -> 1),
                new OutletSlots(turns, clock, metrics),
                clock,
                clock::pass,
                config,
                metrics);
    }

    /** A process shows what may be shown right now; whether something is left. */
    boolean mirror(MirrorRollout process) {
        return process.mirror(KEY, face -> true, now()).isPresent();
    }

    /** Another process that begins its life after all claims have run out. */
    MirrorRollout later() {
        mishaps.recover();
        clock.pass(OutletClaims.TERM.plusSeconds(1));
        return process();
    }

    /** The rollout of the commit {@code a} gets into this state, as the fold writes it. */
    void is(Phase phase, String summary, Condition... conditions) {
        put('a', phase, summary, conditions);
    }

    void put(char commit, Phase phase, String summary, Condition... conditions) {
        List<Outlet> outlets = ledger.rollouts().stream()
                .filter(rollout -> rollout.key().equals(key(commit)))
                .flatMap(rollout -> rollout.status().outlets().stream())
                .toList();
        ledger.plant(rollout(commit, phase, summary, outlets, conditions));
    }

    static Rollout rollout(char commit, Phase phase, String summary, List<Outlet> outlets, Condition... conditions) {
        return new Rollout(
                key(commit),
                new RolloutSpec(
                        new RolloutSpec.Source("GitRepository", "gitops"),
                        revision(commit),
                        APush.URL,
                        null,
                        "request"),
                new RolloutStatus(
                        1,
                        "request",
                        null,
                        phase,
                        summary,
                        Map.of(),
                        List.of(),
                        List.of(),
                        outlets,
                        List.of(conditions)),
                null);
    }

    static RolloutKey key(char commit) {
        return new RolloutKey("flux-system", "gitops-" + commit);
    }

    static String revision(char commit) {
        return "main@sha1:" + APush.sha(commit);
    }

    static Condition condition(String type, String reason, String message) {
        return new Condition(type, "True", reason, message, APush.NOON);
    }

    /** Somebody else's claim on a channel. */
    void claim(String channel, Duration left) {
        Outlet.Claim claim = new Outlet.Claim("somebody", now().plus(left), now());
        Rollout rollout = stored();
        Outlet entry = Outlets.find(rollout, FarEnd.KIND, channel)
                .map(there -> there.withClaim(claim))
                .orElseGet(() -> Outlet.claimed(FarEnd.KIND, channel, claim));
        ledger.plant(Outlets.with(rollout, entry, now()));
    }

    Outlet entry(String channel) {
        return Outlets.find(stored(), FarEnd.KIND, channel).orElseThrow();
    }

    Rollout stored() {
        return ledger.rollouts().stream()
                .filter(rollout -> rollout.key().equals(KEY))
                .findFirst()
                .orElseThrow();
    }

    Instant now() {
        return clock.instant();
    }

    double counted(String outcome) {
        return metrics.find("wigwag.outlets").tag("outcome", outcome).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }
}
