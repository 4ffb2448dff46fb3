package dev.wigwag.rollout;

import java.util.Set;

/** What Flux's reasons on a Ready condition that is False mean; one that is not known here is a failure. */
final class FluxReason {
    static final String DEPENDENCY_NOT_READY = "DependencyNotReady";
    static final String SOURCE_NOT_READY = "SourceNotReady";
    static final String HEALTH_CHECK_FAILED = "HealthCheckFailed";

    private static final Set<String> NO_FAILURE = Set.of(
            DEPENDENCY_NOT_READY,
            SOURCE_NOT_READY,
            "HealthCheckCanceled",
            "Progressing",
            "ProgressingWithRetry",
            "NewRevision",
            "IncludeChange");

    /** A Kustomization comes to these only after it has written the revision it attempts into its status. */
    private static final Set<String> AFTER_THE_ATTEMPT =
            Set.of(HEALTH_CHECK_FAILED, "BuildFailed", "PruneFailed", "ReconciliationFailed");

    private FluxReason() {}

    /**
     * Whether the object cannot go on by itself. Judged without its observed generation, which stays behind while a
     * generation keeps failing.
     */
    static boolean isFailure(Ready ready, boolean stalled) {
        return switch (ready.state()) {
            case True -> false;
            case False -> stalled || !NO_FAILURE.contains(ready.reason());
            case Unknown, Absent -> stalled;
        };
    }

    static boolean isFalseBecause(Ready ready, String reason) {
        return ready.state() == Ready.State.False && ready.reason().equals(reason);
    }

    static boolean comesAfterTheAttempt(String reason) {
        return AFTER_THE_ATTEMPT.contains(reason);
    }
}
