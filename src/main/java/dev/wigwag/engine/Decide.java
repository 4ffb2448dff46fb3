package dev.wigwag.engine;

import dev.wigwag.engine.ClusterException.Fault;
import dev.wigwag.rollout.Approval;
import dev.wigwag.rollout.Approvals;
import dev.wigwag.rollout.FlaggerPhase;
import dev.wigwag.rollout.Gate;
import dev.wigwag.rollout.LiveCanary;
import dev.wigwag.rollout.ObjectChanged;
import dev.wigwag.rollout.OpenRun;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Takes a person's decision on the run that is open: what the Canary is at this moment, compared with the ledger, decides whether
 * there is anything to decide. Written by compare-and-set: of two people who decide at once one does, and the other is told.
 */
@ApplicationScoped
public class Decide {
    private static final Logger LOG = Logger.getLogger(Decide.class);
    private static final Logger AUDIT = Logger.getLogger("wigwag.audit");
    private static final int TRIES = 5;

    private final RunSight sight;
    private final HearHint hearHint;
    private final Ledger ledger;
    private final DecisionNews news;
    private final Clock clock;
    private final WigwagConfig config;

    public Decide(
            RunSight sight, HearHint hearHint, Ledger ledger, DecisionNews news, Clock clock, WigwagConfig config) {
        this.sight = sight;
        this.hearHint = hearHint;
        this.ledger = ledger;
        this.news = news;
        this.clock = clock;
        this.config = config;
    }

    /**
     * Decides.
     *
     * @throws ClusterException if the cluster could not be read, or the decision not be stored: it then does not count
     */
    public Decision decide(Order order, May may) {
        for (int turn = 1; ; turn++) {
            try {
                return told(order, decided(order, may));
            } catch (ClusterException trouble) {
                if (trouble.fault() != Fault.CONFLICT || turn == TRIES) {
                    throw trouble;
                }
            }
        }
    }

    private Decision decided(Order order, May may) {
        RunSight.Seen seen = sight.at(order.canary());
        if (seen.canary().isPresent()
                && seen.run().isEmpty()
                && isOpen(seen.canary().get())) {
            // The ledger is behind; a person is faster than Flagger's next event.
            hearHint.hear(new ObjectChanged(order.canary()));
            seen = sight.at(order.canary());
        }
        if (seen.canary().isEmpty()) {
            return new Decision.Unknown();
        }
        LiveCanary live = seen.canary().get();
        Optional<OpenRun> found = seen.run();
        boolean another = order.run().isPresent() && !order.run().equals(found.map(OpenRun::run));
        if (another) {
            return new Decision.Stale(live);
        }
        if (found.isEmpty()) {
            return new Decision.NotNow("No run of " + Approval.name(live.key()) + " is open.", live);
        }
        OpenRun run = found.get();
        Optional<String> refusal = may.refusal(run);
        if (refusal.isPresent()) {
            return new Decision.Refused(refusal.get());
        }
        Optional<Gate> gate = order.gate().or(run::waitsFor);
        return gate.isEmpty() ? new Decision.NotNow(Effect.nothingWaits(run), live) : on(gate.get(), run, order);
    }

    private Decision on(Gate gate, OpenRun run, Order order) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Optional<Approval> before = Approvals.live(run, gate, now);
        if (before.isPresent()) {
            return new Decision.AlreadyDecided(before.get(), run);
        }
        Optional<String> tooLate = Effect.objection(gate, run);
        if (tooLate.isPresent()) {
            return new Decision.NotNow(tooLate.get(), run.live());
        }
        // What starts is what the target holds by then, whatever the decision was about.
        boolean waits = run.live().phase() == FlaggerPhase.Waiting;
        Approval approval = new Approval(
                gate,
                Approval.name(run.live().key()),
                run.run(),
                order.decision(),
                order.by(),
                now,
                order.reason().orElse(null),
                now.plus(config.chatops().approvalTtl()),
                null,
                waits ? null : run.checksum().orElse(null),
                waits ? run.template().orElse(null) : null);
        ledger.replaceStatus(Approvals.with(run.rollout(), approval));
        return new Decision.Taken(approval, run);
    }

    private static boolean isOpen(LiveCanary canary) {
        return canary.phase().isOpen() && !canary.deleting();
    }

    /** One line for each decision, whatever became of it: who may look this up is decided by who may read logs. */
    private Decision told(Order order, Decision decision) {
        AUDIT.infof(
                "decision=%s gate=%s canary=%s run=%s by=%s%s",
                decision.getClass().getSimpleName(),
                gateOf(order, decision),
                Approval.name(order.canary()),
                runOf(order, decision),
                order.by(),
                decision instanceof Decision.Taken taken
                        ? " rollout=" + taken.run().rollout().key()
                        : "");
        if (decision instanceof Decision.Taken taken) {
            try {
                news.taken(taken);
            } catch (ClusterException trouble) {
                LOG.warnf(
                        "canary=%s outcome=untold: the decision stands, but no Event says so: %s",
                        Approval.name(order.canary()), trouble.getMessage());
            }
        }
        return decision;
    }

    private static String gateOf(Order order, Decision decision) {
        return decision instanceof Decision.Taken taken
                ? taken.approval().gate().name()
                : order.gate().map(Gate::name).orElse("-");
    }

    private static String runOf(Order order, Decision decision) {
        return decision instanceof Decision.Taken taken
                ? taken.approval().run()
                : order.run().orElse("-");
    }
}
