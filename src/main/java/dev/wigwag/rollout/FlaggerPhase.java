package dev.wigwag.rollout;

import java.util.Arrays;

/** Where Flagger itself says a Canary stands, in {@code .status.phase} (Flagger v1.44; {@code Terminated} is never written). */
public enum FlaggerPhase {
    /** No status yet: Flagger has not seen it. */
    None,
    Initializing,
    Initialized,
    Waiting,
    Progressing,
    WaitingPromotion,
    Promoting,
    Finalising,
    Succeeded,
    Failed,
    Terminating,
    Terminated,
    /** A word that this version of Wigwag does not know; nothing is concluded from it. */
    Unknown;

    /**
     * Reads Flagger's word.
     *
     * @param word null or empty for a Canary without a status
     */
    public static FlaggerPhase read(String word) {
        if (word == null || word.isBlank()) {
            return None;
        }
        return Arrays.stream(values())
                .filter(phase -> phase != None && phase.name().equals(word))
                .findFirst()
                .orElse(Unknown);
    }

    /** Whether a run is under way, the wait for its start included. */
    public boolean isOpen() {
        return this == Waiting
                || this == Progressing
                || this == WaitingPromotion
                || this == Promoting
                || this == Finalising;
    }

    /** Whether a run has come to its end. */
    public boolean isOutcome() {
        return this == Succeeded || this == Failed;
    }

    /** Whether Flagger is preparing the very first deployment, which no run belongs to. */
    boolean isFirstDeployment() {
        return this == None || this == Initializing;
    }
}
