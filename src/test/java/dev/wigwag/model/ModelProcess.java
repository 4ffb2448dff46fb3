package dev.wigwag.model;

import dev.wigwag.engine.AnswerGate;
import dev.wigwag.engine.AskAgain;
import dev.wigwag.engine.CanarySight;
import dev.wigwag.engine.Decide;
import dev.wigwag.engine.Enrolment;
import dev.wigwag.engine.FollowSource;
import dev.wigwag.engine.HearHint;
import dev.wigwag.engine.HearPush;
import dev.wigwag.engine.HearTick;
import dev.wigwag.engine.Heard;
import dev.wigwag.engine.HintQueue;
import dev.wigwag.engine.Ledger;
import dev.wigwag.engine.NoRanges;
import dev.wigwag.engine.RunSight;
import dev.wigwag.engine.SharedRequests;
import dev.wigwag.engine.WigwagConfig;
import dev.wigwag.engine.WritePace;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A process of ours; all it knows it has from the cluster and the ledger, so that a fresh one takes over at any time. */
final class ModelProcess {
    final Heard heard;
    final HearPush hearPush;
    final HearHint hearHint;
    final HearTick hearTick;
    final FollowSource followSource;
    final Decide decide;
    final AnswerGate answerGate;

    ModelProcess(ModelCluster cluster, Ledger ledger, Clock clock, int history) {
        CompositeMeterRegistry metrics = new CompositeMeterRegistry();
        this.heard = new Heard(metrics);
        CanarySight sight = new CanarySight(cluster, heard);
        Enrolment enrolment = new Enrolment(ledger, metrics);
        SharedRequests requests = new SharedRequests(cluster, metrics);
        this.hearPush = new HearPush(cluster, enrolment, requests, new NoRanges(), clock, metrics);
        AskAgain askAgain = new AskAgain(cluster, enrolment, requests, clock);
        this.followSource = new FollowSource(
                cluster,
                ledger,
                sight,
                Map::of,
                new WritePace(clock, time -> {}, 1),
                clock,
                new Settings(history),
                metrics);
        this.hearHint = new HearHint(cluster, ledger, followSource, askAgain, requests);
        this.hearTick = new HearTick(cluster, ledger, sight, hearHint);
        RunSight runs = new RunSight(cluster, ledger, cluster);
        this.decide = new Decide(runs, hearHint, ledger, decision -> {}, clock, new Settings(history));
        this.answerGate = new AnswerGate(
                runs, ledger, heard, new HintQueue(null, new Settings(history), metrics), hearHint, clock);
    }

    /** Short, so that it is over in the middle of a history. */
    static final Duration PATIENCE = Duration.ofMinutes(3);

    private record Settings(int history) implements WigwagConfig {
        @Override
        public String cluster() {
            return "model";
        }

        @Override
        public boolean watch() {
            return false;
        }

        @Override
        public Duration tickEvery() {
            return Duration.ofMinutes(1);
        }

        @Override
        public Optional<String> link() {
            return Optional.empty();
        }

        @Override
        public Intake intake() {
            throw new UnsupportedOperationException("the model speaks to the engine itself");
        }

        @Override
        public ChatOps chatops() {
            return () -> PATIENCE;
        }

        @Override
        public Outlets outlets() {
            throw new UnsupportedOperationException("the model shows nothing outside");
        }
    }
}
