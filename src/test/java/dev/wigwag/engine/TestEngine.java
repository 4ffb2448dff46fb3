package dev.wigwag.engine;

import dev.wigwag.rollout.APush;
import dev.wigwag.rollout.Annotated;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Rollout;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/** A process of ours and the cluster it works on; {@link #restarted()} gives the next process on the same cluster. */
final class TestEngine {
    final Mishaps mishaps;
    final MemoryLedger ledger;
    final MemoryFlux flux;
    final MovableClock clock;
    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    final Enrolment enrolment;
    final SharedRequests requests;
    final HearPush hearPush;
    final AskAgain askAgain;
    /** Time passes by itself while somebody waits. */
    Pause pause;

    /** What the annotations of Namespaces ask for. */
    final Map<String, Annotated> namespaces = new HashMap<>();

    final FollowSource followSource;
    final HearHint hearHint;
    final HearTick hearTick;

    TestEngine() {
        this(new Mishaps());
    }

    private TestEngine(Mishaps mishaps) {
        this(mishaps, new MemoryLedger(mishaps), new MemoryFlux(mishaps), new MovableClock(APush.NOON.plusSeconds(2)));
    }

    private TestEngine(Mishaps mishaps, MemoryLedger ledger, MemoryFlux flux, MovableClock clock) {
        this.mishaps = mishaps;
        this.ledger = ledger;
        this.flux = flux;
        this.clock = clock;
        this.pause = clock::pass;
        this.enrolment = new Enrolment(ledger, metrics);
        this.requests = new SharedRequests(flux, metrics);
        this.hearPush = new HearPush(flux, enrolment, requests, new NoRanges(), clock, metrics);
        this.askAgain = new AskAgain(flux, enrolment, requests, clock);
        this.followSource = new FollowSource(
                flux,
                ledger,
                NoCanaries.sight(),
                () -> namespaces,
                new WritePace(clock, time -> pause.of(time), 1),
                clock,
                TestConfig.watching(false),
                metrics);
        this.hearHint = new HearHint(flux, ledger, followSource, askAgain, requests);
        this.hearTick = new HearTick(flux, ledger, NoCanaries.sight(), hearHint);
    }

    TestEngine restarted() {
        mishaps.recover();
        return new TestEngine(mishaps, ledger, flux, clock);
    }

    Report hear(APush push) {
        return hearPush.hear(push.push());
    }

    /** Whether Flux was asked again for what this source of one namespace, flux-system, has been pushed. */
    boolean asksAgain(String source) {
        return askAgain.of(new LedgerReading(ledger, gitRepository(source)));
    }

    /** The rollout of a source at the commit made of one digit. */
    Rollout rollout(String source, char commit) {
        return ledger.rollouts().stream()
                .filter(rollout -> rollout.key()
                        .name()
                        .equals(source + "-" + APush.sha(commit).substring(0, 12)))
                .findFirst()
                .orElseThrow();
    }

    static ObjectKey gitRepository(String name) {
        return MemoryFlux.key(name);
    }

    /** A clock that a test moves. */
    static final class MovableClock extends Clock {
        private volatile Instant now;

        MovableClock(Instant now) {
            this.now = now;
        }

        synchronized void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
