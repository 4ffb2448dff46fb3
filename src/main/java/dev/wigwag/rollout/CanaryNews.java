package dev.wigwag.rollout;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What one of Flagger's messages adds to the live Canary: words that no object keeps. It comes at most once, late or never,
 * so nothing but words depends on it.
 *
 * @param words for people, for example {@code success-rate 97.32 < 99}; null if there are none
 * @param weight the percentage announced; null if none was
 * @param checksum Flagger's checksum of the run; null where it may be another run's
 * @param at when Flagger said it
 */
public record CanaryNews(ObjectKey canary, What what, String words, Integer weight, String checksum, Instant at) {
    /** What it is about. */
    public enum What {
        /** A check has failed; it counts towards the threshold. */
        CheckFailed,
        /** Pods are not ready yet. */
        Unready,
        /** The next step waits for somebody's approval. */
        TrafficHeld,
        /** The promotion waits for somebody's approval, whatever the phase says: Flagger writes that a moment later. */
        PromotionHeld,
        /** A step was made. */
        Advanced,
        /** Somebody has ordered a rollback. */
        RollbackOrdered,
        /** The new version is in place of the old, but does not get ready. */
        PromotionFailed,
        /** A run that is open has asked at a gate: the checksum is its own, whatever was taken for that before. */
        Asked,
        /** Nothing that has to be kept but its checksum. */
        Other;

        /** The gate that holds the run up while this is the last that was heard; empty if none does. */
        Optional<Gate> gate() {
            return switch (this) {
                case TrafficHeld -> Optional.of(Gate.traffic);
                case PromotionHeld -> Optional.of(Gate.promotion);
                default -> Optional.empty();
            };
        }
    }

    public CanaryNews {
        Objects.requireNonNull(canary, "canary");
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(at, "at");
    }
}
