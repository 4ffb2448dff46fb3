package dev.wigwag.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What one place outside should show of a rollout right now, and how to bring it there. A port: each outside system has its
 * own. Making one costs nothing and calls nobody.
 */
public interface Face {
    /** The outlet's kind, as in {@code status.outlets[].kind}. */
    String kind();

    /** The place, as in {@code status.outlets[].target}; with the kind it names the outlet within a rollout. */
    String target();

    /** Equal for equal pictures. */
    String digest();

    /** Whose limits a call counts towards; never a secret. */
    String credential();

    /** How often that credential may be used to write. */
    default OutletBudget budget() {
        return OutletBudget.every(Duration.ofSeconds(1));
    }

    /** The picture in a line, for the log of a dry run; empty if there is nothing to say beyond what the rollout does. */
    default String words() {
        return "";
    }

    /** Whether it shows an end; such a picture waits for no pace. */
    boolean isFinal();

    /** The least time between two pictures while it shows no end. */
    Duration pace();

    /**
     * Shows it.
     *
     * @param ref what an earlier picture of this outlet gave; null if there was none
     * @return what names the thing at the far end, to be kept; null if nothing has to be
     * @throws OutletException if it was not done, or may not have been
     */
    String show(String ref);

    /**
     * Looks for the thing that an attempt without a clear end may have made.
     *
     * @param since nothing older has to be looked for
     * @return empty if there is none, or if a repetition does no harm
     * @throws OutletException if that could not be found out
     */
    Optional<String> find(Instant since);
}
