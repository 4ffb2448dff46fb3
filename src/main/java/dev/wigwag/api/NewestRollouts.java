package dev.wigwag.api;

import com.fasterxml.jackson.databind.util.RawValue;
import dev.wigwag.rollout.Condition;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.RolloutKey;
import dev.wigwag.rollout.Stage;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The newest of all rollouts that come by, in any order; bounded in number and in size, so that the longest history takes
 * no more memory than a short one. What is kept never has a gap: whatever is left out is older than all that is kept.
 */
final class NewestRollouts {
    /** Most characters of JSON that are kept; one rollout alone may have more. */
    static final int MAX_LENGTH = 4 * 1024 * 1024;

    private static final Comparator<Entry> NEWEST_FIRST = Comparator.comparing(Entry::begun)
            .reversed()
            .thenComparing(entry -> entry.key().namespace())
            .thenComparing(entry -> entry.key().name());

    private final int limit;
    private final Function<Rollout, String> json;
    private final TreeSet<Entry> kept = new TreeSet<>(NEWEST_FIRST);
    private long length;
    private Entry newestLeftOut;

    private record Entry(Instant begun, RolloutKey key, String json) {}

    /**
     * @param limit most rollouts that are kept, at least 1
     * @param json how one is written; asked only for those that are kept at first
     */
    NewestRollouts(int limit, Function<Rollout, String> json) {
        this.limit = limit;
        this.json = json;
    }

    /** Whether one comes before the other in the order that they are shown in. */
    static boolean isNewer(Rollout one, Rollout other) {
        return NEWEST_FIRST.compare(place(one), place(other)) < 0;
    }

    void offer(Rollout rollout) {
        Entry place = place(rollout);
        if (isOlder(place, newestLeftOut) || kept.size() == limit && isOlder(place, kept.last())) {
            leaveOut(place);
            return;
        }
        Entry entry = new Entry(place.begun(), place.key(), json.apply(rollout));
        if (kept.add(entry)) {
            length += entry.json().length();
        }
        while (kept.size() > limit || length > MAX_LENGTH && kept.size() > 1) {
            Entry oldest = kept.pollLast();
            length -= oldest.json().length();
            leaveOut(oldest);
        }
    }

    /** What was kept, newest first. */
    RolloutPage page() {
        return new RolloutPage(
                kept.stream().map(entry -> new RawValue(entry.json())).toList(), newestLeftOut != null);
    }

    private static Entry place(Rollout rollout) {
        return new Entry(begun(rollout), rollout.key(), "");
    }

    private void leaveOut(Entry entry) {
        if (newestLeftOut == null || isOlder(newestLeftOut, entry)) {
            newestLeftOut = new Entry(entry.begun(), entry.key(), "");
        }
    }

    private static boolean isOlder(Entry one, Entry other) {
        return other != null && NEWEST_FIRST.compare(one, other) > 0;
    }

    /** When it was pushed; where no push is known, the earliest that is told of it. */
    private static Instant begun(Rollout rollout) {
        if (rollout.spec().commit() != null && rollout.spec().commit().pushedAt() != null) {
            return rollout.spec().commit().pushedAt();
        }
        if (rollout.status() == null) {
            return Instant.MIN;
        }
        return Stream.concat(
                        rollout.status().stages().stream().map(Stage::since),
                        rollout.status().conditions().stream().map(Condition::lastTransitionTime))
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(Instant.MIN);
    }
}
