package dev.wigwag.slack;

import dev.wigwag.rollout.Commit;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** How long a rollout took, from the push to its last stage's end. */
final class TimeTaken {
    private TimeTaken() {}

    /** In words; empty while it goes on, and where the ledger does not tell. */
    static Optional<String> of(Rollout rollout) {
        if (!rollout.phase().isFinal()) {
            return Optional.empty();
        }
        List<Stage> stages = rollout.status().stages();
        Commit commit = rollout.spec().commit();
        Optional<Instant> pushed = Optional.ofNullable(commit).map(Commit::pushedAt);
        Optional<Instant> start = pushed.or(
                () -> stages.stream().map(Stage::since).filter(Objects::nonNull).min(Instant::compareTo));
        Optional<Instant> end =
                stages.stream().map(Stage::until).filter(Objects::nonNull).max(Instant::compareTo);
        return start.flatMap(from -> end.filter(to -> !to.isBefore(from)).map(to -> words(Duration.between(from, to))));
    }

    /** The two largest units, {@code 3 min 12 s}. */
    static String words(Duration time) {
        if (time.compareTo(Duration.ofDays(1)) >= 0) {
            return two(time.toDays(), "d", time.toHoursPart(), "h");
        }
        if (time.compareTo(Duration.ofHours(1)) >= 0) {
            return two(time.toHours(), "h", time.toMinutesPart(), "min");
        }
        return time.toMinutes() > 0
                ? two(time.toMinutes(), "min", time.toSecondsPart(), "s")
                : time.toSecondsPart() + " s";
    }

    private static String two(long large, String unit, int small, String smallUnit) {
        return large + " " + unit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }
}
