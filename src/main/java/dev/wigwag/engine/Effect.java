package dev.wigwag.engine;

import dev.wigwag.rollout.Approval;
import dev.wigwag.rollout.FlaggerPhase;
import dev.wigwag.rollout.Gate;
import dev.wigwag.rollout.LiveCanary;
import dev.wigwag.rollout.OpenRun;
import java.util.Optional;

/**
 * What a decision can do to a run, and when: Flagger v1.44 asks each gate in some phases only, and once an interval (reference:
 * flagger.md §1.3, §7.4).
 */
public final class Effect {
    private Effect() {}

    /** Why deciding on this gate would do nothing, in a sentence; empty if it does something. */
    static Optional<String> objection(Gate gate, OpenRun run) {
        if (!run.gates().contains(gate)) {
            return Optional.of(name(run.live()) + " has no " + gate.hook()
                    + " webhook that asks Wigwag; give it one, and none of another type, with an address that ends in"
                    + " /flagger/gates/" + gate + ".");
        }
        FlaggerPhase phase = run.live().phase();
        if (phase == FlaggerPhase.Promoting || phase == FlaggerPhase.Finalising) {
            return Optional.of(
                    gate == Gate.rollback
                            ? "Too late: " + name(run.live())
                                    + " is being promoted, and Flagger takes no orders then. Revert the commit to go back."
                            : name(run.live()) + " is being promoted already.");
        }
        if (gate == Gate.rollout) {
            if (phase != FlaggerPhase.Waiting) {
                return Optional.of("The run of " + name(run.live()) + " has begun already.");
            }
        }
        if (phase == FlaggerPhase.Waiting && run.template().isEmpty()) {
            return Optional.of("What would start is not known: Wigwag could not read the pod template of "
                    + run.live().target() + ", and takes no decision on what it has not seen.");
        }
        if (gate == Gate.traffic && phase == FlaggerPhase.WaitingPromotion) {
            return Optional.of(name(run.live()) + " has all the traffic it gets; what waits now is its promotion.");
        }
        return Optional.empty();
    }

    /** That no gate holds the run up. */
    static String nothingWaits(OpenRun run) {
        FlaggerPhase phase = run.live().phase();
        return phase == FlaggerPhase.Promoting || phase == FlaggerPhase.Finalising
                ? name(run.live()) + " is being promoted already."
                : "Nothing of " + name(run.live()) + " waits for approval; it goes on by itself.";
    }

    /** When a decision on this gate takes effect, in words that end a sentence. */
    public static String when(Gate gate, OpenRun run) {
        LiveCanary live = run.live();
        String look = "at Flagger's next look, within " + live.interval().toSeconds() + " s";
        if (live.suspended()) {
            return "once the Canary is not suspended any more";
        }
        if (gate != Gate.rollback) {
            return look;
        }
        boolean starting = live.phase() == FlaggerPhase.Progressing && live.step() == 0;
        return live.phase() == FlaggerPhase.Waiting
                ? "once the run has begun and its pods are ready"
                : starting ? "once the canary's pods are ready" : look;
    }

    private static String name(LiveCanary canary) {
        return Approval.name(canary.key());
    }
}
