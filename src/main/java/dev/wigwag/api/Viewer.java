package dev.wigwag.api;

import dev.wigwag.rollout.Rollout;
import java.util.function.Predicate;

/**
 * Who reads, and so what of the rollouts there is to be seen.
 *
 * @param label token or public, for the log
 * @param scope true for each namespace whose rollouts exist for this viewer
 * @param whole whether a rollout is shown with its spec and status, or in outline
 */
record Viewer(String label, Predicate<String> scope, boolean whole) {
    /** Somebody without a token, where that is allowed. */
    static Viewer anybody() {
        return new Viewer("public", namespace -> true, false);
    }

    /** The holder of a token that is good for these namespaces. */
    static Viewer holder(Predicate<String> scope) {
        return new Viewer("token", scope, true);
    }

    boolean sees(String namespace) {
        return scope.test(namespace);
    }

    /** The rollout as this viewer may see it: a {@link RolloutView} or a {@link PublicView}. */
    Object view(Rollout rollout) {
        return whole ? RolloutView.of(rollout) : PublicView.of(rollout);
    }

    /** The same as one of many. */
    Object viewInAList(Rollout rollout) {
        return whole ? RolloutView.inAList(rollout) : PublicView.of(rollout);
    }
}
