package dev.wigwag.engine;

import dev.wigwag.rollout.Approval;
import dev.wigwag.rollout.LiveCanary;
import dev.wigwag.rollout.OpenRun;

/** What became of an {@link Order}. Only {@link Taken} has changed anything. */
public sealed interface Decision {
    /** It stands in the ledger: the approval as stored, and the run as it was when it was decided. */
    record Taken(Approval approval, OpenRun run) implements Decision {}

    /** Somebody has decided the same on this run before, perhaps at the same moment. */
    record AlreadyDecided(Approval before, OpenRun run) implements Decision {}

    /** The run that the person saw is over, or another has taken its place; {@code now} is how the Canary stands. */
    record Stale(LiveCanary now) implements Decision {}

    /** There is nothing that it could do to this Canary now; {@code why} is a sentence for the person. */
    record NotNow(String why, LiveCanary now) implements Decision {}

    /** The person may not; {@code why} is a sentence for the person. */
    record Refused(String why) implements Decision {}

    /** There is no Canary of this name that Flux brought. */
    record Unknown() implements Decision {}
}
