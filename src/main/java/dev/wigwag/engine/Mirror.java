package dev.wigwag.engine;

import dev.wigwag.rollout.Rollout;
import java.util.List;
import java.util.Optional;

/** An outside system that shows rollouts. */
public interface Mirror {
    /**
     * Everything that it should show of the rollout; nothing if it is not configured or has nothing to do with it. Makes no
     * calls.
     *
     * @param heir for a rollout that was overtaken, the one that took over; empty if it is not known
     */
    List<Face> faces(Rollout rollout, Optional<Rollout> heir);

    /**
     * What shows that it can be shown at all: one harmless picture for each place where the rollout would be, told from the
     * rollout's own by its first words. Makes no calls; empty where nothing can be sent that could be taken for a sample.
     */
    default List<Face> samples(Rollout rollout) {
        return List.of();
    }
}
