package dev.wigwag.flagger;

import dev.wigwag.engine.ClusterException;
import dev.wigwag.engine.HearHint;
import dev.wigwag.engine.Heard;
import dev.wigwag.engine.HintQueue;
import dev.wigwag.engine.Intake;
import dev.wigwag.http.Problem;
import dev.wigwag.http.Refusal;
import dev.wigwag.rollout.CanaryNews;
import dev.wigwag.rollout.ObjectChanged;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * Takes an event the way the process works: behind the answer in a long-lived one, before it in a short-lived one. Flagger
 * waits for the answer inside its control loop and sends nothing twice, so what takes longer than it should wait is left to
 * the worker that has begun it, and to the tick.
 */
@ApplicationScoped
class EventIntake {
    /** The answer has to be there within a second. */
    static final Duration PATIENCE = Duration.ofMillis(800);

    private final HintQueue queue;
    private final Heard heard;
    private final HearHint hearHint;
    private final Intake intake;

    EventIntake(HintQueue queue, Heard heard, HearHint hearHint, Intake intake) {
        this.queue = queue;
        this.heard = heard;
        this.hearHint = hearHint;
        this.intake = intake;
    }

    /**
     * Takes it.
     *
     * @return the outcome in a word: queued, heard or late
     * @throws Refusal 503 if it could not be taken
     */
    String take(CanaryNews news) {
        heard.add(news);
        ObjectChanged hint = new ObjectChanged(news.canary());
        if (queue.isOpen()) {
            if (!queue.offer(hint)) {
                throw new Refusal(
                        Problem.notStored(
                                "too many hints are waiting to be heard, or this process is stopping; the next tick looks again"));
            }
            return "queued";
        }
        try {
            intake.inTime(PATIENCE, () -> hearHint.hear(hint));
            return "heard";
        } catch (Intake.Late e) {
            return "late";
        } catch (Intake.Overloaded | ClusterException e) {
            throw new Refusal(Problem.notStored(e.getMessage()));
        }
    }
}
