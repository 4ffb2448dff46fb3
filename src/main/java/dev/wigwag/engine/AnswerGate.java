package dev.wigwag.engine;

import dev.wigwag.engine.ClusterException.Fault;
import dev.wigwag.engine.GateAnswer.Kind;
import dev.wigwag.rollout.Approval;
import dev.wigwag.rollout.Approvals;
import dev.wigwag.rollout.FlaggerPhase;
import dev.wigwag.rollout.Gate;
import dev.wigwag.rollout.LiveCanary;
import dev.wigwag.rollout.ObjectChanged;
import dev.wigwag.rollout.OpenRun;
import dev.wigwag.rollout.Rollout;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Answers Flagger's questions from what people decided, by a live read of ledger and Canary. Whatever is not certain is held:
 * a person's decision on exactly the run that asks is the only thing that opens a gate.
 */
@ApplicationScoped
public class AnswerGate {
    private static final int TRIES = 5;

    private final RunSight sight;
    private final Ledger ledger;
    private final Heard heard;
    private final HintQueue hints;
    private final HearHint hearHint;
    private final Clock clock;

    public AnswerGate(RunSight sight, Ledger ledger, Heard heard, HintQueue hints, HearHint hearHint, Clock clock) {
        this.sight = sight;
        this.ledger = ledger;
        this.heard = heard;
        this.hints = hints;
        this.hearHint = hearHint;
        this.clock = clock;
    }

    /**
     * Answers. The first time a decision lets Flagger go on this is written before it is said: from then on the decision does
     * not lapse before the end of the run, as Flagger may ask for the same twice (reference: flagger.md §7.3).
     *
     * @return never null; what it wants the ledger to learn is for {@link #learn}
     * @throws ClusterException if the cluster could not be read, or the use of a decision not be written
     */
    public GateAnswer answer(Ask ask) {
        for (int turn = 1; ; turn++) {
            try {
                return answered(ask);
            } catch (ClusterException trouble) {
                if (trouble.fault() != Fault.CONFLICT || turn == TRIES) {
                    throw trouble;
                }
            }
        }
    }

    /**
     * Has the ledger learn what it has to: in the background of a long-lived process, else here and now.
     *
     * @throws ClusterException if the Canary could not be looked at; the next question finds the same to learn
     */
    public void learn(Ask ask, GateAnswer answer) {
        answer.news().ifPresent(heard::add);
        ObjectChanged hint = new ObjectChanged(ask.canary());
        if (answer.looks() && !hints.offer(hint) && !hints.isOpen()) {
            hearHint.hear(hint);
        }
    }

    private GateAnswer answered(Ask ask) {
        RunSight.Seen seen = sight.at(ask.canary());
        if (seen.canary().isEmpty()) {
            return GateAnswer.of(Kind.UNKNOWN_RUN, "There is no such Canary that Flux applies; held.");
        }
        LiveCanary live = seen.canary().get();
        if (!asks(ask.gate(), live.phase())) {
            // Before a run waits for its start it has no place in the ledger: Flagger writes Waiting after this answer.
            return GateAnswer.of(Kind.HELD, notNow(ask.gate(), live.phase()));
        }
        return seen.run()
                .map(run -> of(run, ask))
                .orElseGet(
                        () -> GateAnswer.of(Kind.UNKNOWN_RUN, "Wigwag does not know this run yet; held until it does.")
                                .looking());
    }

    private GateAnswer of(OpenRun run, Ask ask) {
        Gate gate = ask.gate();
        if (!run.gates().contains(gate)) {
            return GateAnswer.of(Kind.HELD, "The Canary has no " + gate.hook() + " webhook with this address; held.");
        }
        if (isOfAnother(run, ask)) {
            // Whose the checksum is that the ledger has, only the next answers can tell: this one is the run's that is
            // open.
            return GateAnswer.of(Kind.HELD, "Flagger's checksum is not that of the run Wigwag knows; held.")
                    .telling(GateNews.ofAnother(ask));
        }
        Optional<Approval> approval = Approvals.live(run, gate, clock.instant());
        approval.ifPresent(decision -> use(decision, run.rollout()));
        GateAnswer answer = approval.isPresent()
                ? GateAnswer.of(Kind.OPEN, gate == Gate.rollback ? "A rollback is ordered." : "Approved.")
                : GateAnswer.of(Kind.HELD, held(run, gate));
        return answer.telling(GateNews.of(run, ask, approval.isPresent()));
    }

    /** Of the checksum at the start gate nothing follows: it is the one of the run before (reference: flagger.md §5.2). */
    private static boolean isOfAnother(OpenRun run, Ask ask) {
        return ask.gate() != Gate.rollout
                && run.checksum().isPresent()
                && !run.checksum().equals(ask.checksum());
    }

    private void use(Approval decision, Rollout rollout) {
        if (decision.used() == null) {
            ledger.replaceStatus(
                    Approvals.used(rollout, decision, clock.instant().truncatedTo(ChronoUnit.SECONDS)));
        }
    }

    /** When Flagger v1.44 asks (reference: flagger.md §1.3), once the status is written that it writes before. */
    private static boolean asks(Gate gate, FlaggerPhase phase) {
        return switch (gate) {
            case rollout -> phase == FlaggerPhase.Waiting;
            case traffic, promotion, rollback ->
                phase == FlaggerPhase.Progressing || phase == FlaggerPhase.WaitingPromotion;
        };
    }

    private static String notNow(Gate gate, FlaggerPhase phase) {
        return gate == Gate.rollout && !phase.isOpen()
                ? "Not approved yet: a person has to approve the start of this run."
                : "The Canary is in phase " + phase + ", in which this gate is not asked; held.";
    }

    private static String held(OpenRun run, Gate gate) {
        boolean lapsed = run.decisions().stream().anyMatch(decision -> decision.gate() == gate);
        if (gate == Gate.rollback) {
            return lapsed ? "The order to roll back has lapsed; order it again." : "No rollback is ordered.";
        }
        String what = switch (gate) {
            case rollout -> "the start of this run";
            case traffic -> "more traffic for this run";
            default -> "the promotion of this run";
        };
        return lapsed
                ? "The approval has lapsed, or the target has changed since; a person has to approve " + what
                        + " again."
                : "Not approved yet: a person has to approve " + what + ".";
    }
}
