package dev.wigwag.rollout;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which of two rollouts of a source was pushed later. GitHub's times are whole seconds, so links help where they agree. */
final class PushOrder {
    private PushOrder() {}

    /** When it was pushed; null if no push was heard. */
    static Instant pushedAt(Rollout rollout) {
        return rollout.spec().commit() == null ? null : rollout.spec().commit().pushedAt();
    }

    /** Whether {@code one} was pushed after {@code other}, as far as is known. */
    static boolean isAfter(Rollout one, Rollout other) {
        Instant at = pushedAt(one);
        Instant otherAt = pushedAt(other);
        if (at == null || otherAt == null || one.key().equals(other.key())) {
            return false;
        }
        return at.equals(otherAt) ? replaced(one, other) && !replaced(other, one) : at.isAfter(otherAt);
    }

    /** Those pushed to the same ref after {@code rollout}, earliest first. */
    static List<Rollout> later(Rollout rollout, List<Rollout> known) {
        return known.stream()
                .filter(other -> other.source().equals(rollout.source()) && isAfter(other, rollout))
                .filter(other -> pointer(other).isPresent() && pointer(other).equals(pointer(rollout)))
                .sorted(Comparator.comparing(PushOrder::pushedAt)
                        .thenComparing(other -> other.key().name()))
                .toList();
    }

    /** Whether {@code one} was pushed over {@code other}. */
    static boolean replaced(Rollout one, Rollout other) {
        return one.spec().commit() != null
                && other.revision()
                        .filter(revision -> !revision.hash().isEmpty())
                        .filter(revision ->
                                revision.hash().equals(one.spec().commit().before()))
                        .isPresent();
    }

    /** Whether it was pushed by force. */
    static boolean isForced(Rollout rollout) {
        return rollout.spec().commit() != null
                && Boolean.TRUE.equals(rollout.spec().commit().forced());
    }

    private static Optional<String> pointer(Rollout rollout) {
        return rollout.revision().map(Revision::pointer);
    }
}
