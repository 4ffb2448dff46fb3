package dev.wigwag.engine;

import dev.wigwag.rollout.Impact;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.PushedPaths;
import java.time.Instant;
import java.util.Optional;

/** Reads Git repositories for people's questions. A port. */
public interface RangeReader {
    /** Whether it reads at all; if not, it is never asked. */
    boolean isOn();

    /**
     * Reads; fetches what is not at hand.
     *
     * @param until by when it has to be done
     * @throws RangeException if it cannot be told now
     */
    RangeAnswer read(RangeQuestion question, Instant until);

    /**
     * Whom a push concerns, from what is remembered of the source alone: takes no call, no disk and a few milliseconds.
     *
     * @param before the commit from which on the push changes the paths
     * @return empty if that commit has not been looked at lately
     */
    Optional<Impact> foresee(ObjectKey source, String before, PushedPaths paths);
}
