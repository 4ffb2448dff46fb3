package dev.wigwag.flux;

import dev.wigwag.engine.ClusterException;
import dev.wigwag.engine.HearHint;
import dev.wigwag.engine.HintQueue;
import dev.wigwag.engine.Intake;
import dev.wigwag.engine.WigwagConfig;
import dev.wigwag.http.Problem;
import dev.wigwag.http.Refusal;
import dev.wigwag.rollout.ObjectChanged;
import dev.wigwag.rollout.ObjectKey;
import jakarta.enterprise.context.ApplicationScoped;

/** Takes a hint the way the process works: behind the answer in a long-lived one, before it in a short-lived one. */
@ApplicationScoped
class HintIntake {
    private final boolean longLived;
    private final HintQueue queue;
    private final HearHint hearHint;
    private final Intake intake;

    HintIntake(WigwagConfig config, HintQueue queue, HearHint hearHint, Intake intake) {
        this.longLived = config.watch();
        this.queue = queue;
        this.hearHint = hearHint;
        this.intake = intake;
    }

    /**
     * Takes it.
     *
     * @return the outcome in a word: queued, or heard
     * @throws Refusal 503 if it could not be taken; notification-controller sends it again for as long as its Provider's
     *     timeout allows
     */
    String take(ObjectKey object) {
        ObjectChanged hint = new ObjectChanged(object);
        if (longLived) {
            if (!queue.offer(hint)) {
                throw new Refusal(
                        Problem.notStored("too many hints are waiting to be heard, or this process is stopping;"
                                + " send it again, or leave it to the next tick"));
            }
            return "queued";
        }
        try {
            intake.inTime(() -> hearHint.hear(hint));
            return "heard";
        } catch (Intake.Overloaded | ClusterException e) {
            throw new Refusal(Problem.notStored(e.getMessage()));
        }
    }
}
