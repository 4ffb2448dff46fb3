package dev.wigwag.rollout;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What ran before a rollout came: that with which people compare it. */
public final class RanBefore {
    private RanBefore() {}

    /** The last rollout of the source that succeeded before this one was taken up, or by now; empty if none is known. */
    public static Optional<Rollout> of(Rollout rollout, List<Rollout> known) {
        return before(rollout, known)
                .filter(other -> other.phase() == Phase.Succeeded)
                .max(Comparator.comparing(RanBefore::takenUpAt));
    }

    /**
     * For each of the rollout's canaries, the rollout the version of which its primary runs, where that is a later one than
     * {@link #of}: one that failed as a whole may have promoted it.
     */
    public static Map<ObjectKey, Rollout> byCanary(Rollout rollout, List<Rollout> known) {
        Instant whole = of(rollout, known).map(RanBefore::takenUpAt).orElse(Instant.MIN);
        Map<ObjectKey, Rollout> others = new HashMap<>();
        stages(rollout)
                .filter(stage -> stage.canary() != null && !stage.isIncidental())
                .forEach(stage -> before(rollout, known)
                        .filter(other -> takenUpAt(other).isAfter(whole))
                        .filter(other -> stages(other).anyMatch(earlier -> isPromoted(earlier, stage.key())))
                        .max(Comparator.comparing(RanBefore::takenUpAt))
                        .ifPresent(other -> others.put(stage.key(), other)));
        return others;
    }

    /**
     * Those of a source's rollouts that have succeeded, with until when each was live.
     *
     * @return by commit; where two have the same, the later
     */
    public static Map<String, Changes.Earlier> earlier(Rollout rollout, List<Rollout> known) {
        Map<String, Changes.Earlier> earlier = new HashMap<>();
        before(rollout, known)
                .filter(other -> other.phase() == Phase.Succeeded)
                .sorted(Comparator.comparing(RanBefore::takenUpAt))
                .forEach(other -> earlier.put(
                        other.spec().commit().sha(),
                        new Changes.Earlier(other.spec().revision(), leftAt(other, known))));
        return earlier;
    }

    /** When Flux took it up; empty if it has not. */
    public static Optional<Instant> takenUp(Rollout rollout) {
        return stages(rollout)
                .filter(stage -> stage.key().equals(rollout.source()) && stage.phase() == StagePhase.Succeeded)
                .map(Stage::since)
                .filter(since -> since != null)
                .findFirst();
    }

    private static Stream<Rollout> before(Rollout rollout, List<Rollout> known) {
        Instant at = takenUpAt(rollout);
        return known.stream()
                .filter(other -> !other.key().equals(rollout.key())
                        && other.source().equals(rollout.source())
                        && other.spec().commit() != null
                        && other.spec().commit().sha() != null)
                .filter(other ->
                        takenUp(other).filter(time -> time.isBefore(at)).isPresent());
    }

    private static boolean isPromoted(Stage stage, ObjectKey canary) {
        return stage.key().equals(canary) && !stage.isIncidental() && stage.phase() == StagePhase.Succeeded;
    }

    private static Instant leftAt(Rollout rollout, List<Rollout> known) {
        Instant at = takenUpAt(rollout);
        return known.stream()
                .filter(other -> other.source().equals(rollout.source()))
                .flatMap(other -> takenUp(other).stream())
                .filter(time -> time.isAfter(at))
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private static Instant takenUpAt(Rollout rollout) {
        return takenUp(rollout).orElse(Instant.MAX);
    }

    private static Stream<Stage> stages(Rollout rollout) {
        return rollout.status() == null ? Stream.of() : rollout.status().stages().stream();
    }
}
