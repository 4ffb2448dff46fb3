package dev.wigwag.rollout;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** What a live Canary says of the run that was seen last. */
enum RunTurn {
    /** It is the same run, further on or ended. */
    SAME,
    /** Another run has begun since; it may have ended too. */
    NEW,
    /** There is no run, or nothing is said of one. */
    NONE;

    /**
     * Tells which.
     *
     * @param last the latest run known; empty if there is none
     */
    static RunTurn of(LiveCanary canary, Optional<CanaryBook.Entry> last) {
        if (!canary.phase().isOpen() && !canary.phase().isOutcome()) {
            return NONE;
        }
        if (last.isEmpty()) {
            return NEW;
        }
        RunMarks marks = last.get().progress().marks();
        if (marks == null) {
            return NEW;
        }
        boolean same = last.get().isOpen()
                ? goesOn(canary, marks) || isFailedPromotion(canary, last.get())
                : isStillEnded(canary, marks);
        return same ? SAME : NEW;
    }

    private static boolean goesOn(LiveCanary canary, RunMarks marks) {
        if (canary.phase().isOpen() && differ(marks.opened(), canary.openSince())) {
            return false;
        }
        // As long as the start waits, the hashes are those of the run before.
        if (marks.spec() == null) {
            return !isTakenInAtTheStart(canary, marks);
        }
        if (canary.phase() == FlaggerPhase.Waiting || isSameConfig(canary, marks)) {
            return true;
        }
        // While Failed, Flagger goes on writing the hash of whatever the target holds; back at the promoted template it
        // is no other run's.
        return canary.phase() == FlaggerPhase.Failed
                && !canary.promoted().isEmpty()
                && canary.spec().equals(canary.promoted());
    }

    /**
     * Flagger says nothing of a change that comes while the start waits: what starts is what the target holds by then. If
     * it has started meanwhile, only Flux tells when it changed the target; a hand may have done it since. Of a change in
     * the very second of the start the later run is assumed: if it came just after, Flagger begins one at its next look.
     */
    private static boolean isTakenInAtTheStart(LiveCanary canary, RunMarks marks) {
        boolean changed = marks.template() != null
                && !canary.template().isEmpty()
                && !canary.template().equals(marks.template());
        boolean before = canary.phase() == FlaggerPhase.Waiting
                || canary.changedAt() != null
                        && canary.phaseSince() != null
                        && marks.began() != null
                        && !canary.changedAt().isBefore(marks.began())
                        && isSoonEnough(canary.changedAt(), canary);
        return changed && before;
    }

    /** Every phase but the first takes one more look of Flagger's, and so no change of that very second. */
    private static boolean isSoonEnough(Instant changedAt, LiveCanary canary) {
        return changedAt.isBefore(canary.phaseSince())
                || canary.phase() == FlaggerPhase.Progressing && changedAt.equals(canary.phaseSince());
    }

    /** Flagger looks at no change while it promotes; if that fails, it writes the hash of whatever the target holds then. */
    private static boolean isFailedPromotion(LiveCanary canary, CanaryBook.Entry last) {
        FlaggerPhase seen = FlaggerPhase.read(last.progress().phase());
        return canary.isFailedPromotion() && (seen == FlaggerPhase.Promoting || seen == FlaggerPhase.Finalising);
    }

    private static boolean isStillEnded(LiveCanary canary, RunMarks marks) {
        return canary.phase().isOutcome() && !differ(marks.entered(), canary.phaseSince());
    }

    private static boolean isSameConfig(LiveCanary canary, RunMarks marks) {
        return canary.spec().equals(marks.spec())
                && canary.configs().equals(Objects.requireNonNullElse(marks.configs(), ""));
    }

    private static <T> boolean differ(T one, T other) {
        return one != null && other != null && !one.equals(other);
    }
}
