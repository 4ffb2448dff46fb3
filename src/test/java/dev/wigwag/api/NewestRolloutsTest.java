package dev.wigwag.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.util.RawValue;
import dev.wigwag.rollout.Condition;
import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.RolloutStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NewestRolloutsTest {
    @ParameterizedTest
    @MethodSource("seeds")
    void whateverTheOrderTheNewestAreKeptNewestFirst(long seed) {
        Random random = new Random(seed);
        int limit = 1 + random.nextInt(20);
        List<Rollout> all = rollouts(random, random.nextInt(60));
        List<String> expected = all.stream()
                .sorted(Comparator.comparing(
                                (Rollout rollout) -> rollout.spec().commit().pushedAt())
                        .reversed()
                        .thenComparing(rollout -> rollout.key().name()))
                .limit(limit)
                .map(rollout -> rollout.key().name())
                .toList();
        NewestRollouts newest =
                new NewestRollouts(limit, rollout -> rollout.key().name());

        all.forEach(newest::offer);

        assertThat(names(newest)).isEqualTo(expected);
        assertThat(newest.page().truncated()).isEqualTo(all.size() > limit);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatDoesNotFitLeavesNoGap(long seed) {
        Random random = new Random(seed);
        List<Rollout> all = rollouts(random, 30);
        NewestRollouts newest = new NewestRollouts(
                30, rollout -> rollout.key().name() + " ".repeat(new Random(rollout.hashCode()).nextInt(500_000)));

        all.forEach(newest::offer);

        List<String> inOrder = all.stream()
                .sorted(Comparator.comparing(
                                (Rollout rollout) -> rollout.spec().commit().pushedAt())
                        .reversed()
                        .thenComparing(rollout -> rollout.key().name()))
                .map(rollout -> rollout.key().name())
                .toList();
        assertThat(names(newest)).isEqualTo(inOrder.subList(0, names(newest).size()));
        assertThat(newest.page().items().stream()
                        .mapToLong(NewestRolloutsTest::length)
                        .sum())
                .isLessThanOrEqualTo(NewestRollouts.MAX_LENGTH);
        assertThat(newest.page().truncated()).isEqualTo(newest.page().items().size() < all.size());
    }

    @Test
    void oneThatIsLargerThanAllThatFitsIsStillShown() {
        NewestRollouts newest = new NewestRollouts(2, rollout -> "x".repeat(NewestRollouts.MAX_LENGTH + 1));

        newest.offer(pushed("a", 0));
        assertThat(newest.page().truncated()).isFalse();
        newest.offer(pushed("b", 1));

        assertThat(newest.page().items()).hasSize(1);
        assertThat(newest.page().truncated()).isTrue();
    }

    @Test
    void oldOnesBehindAFullListAreNotEvenWritten() {
        AtomicInteger written = new AtomicInteger();
        NewestRollouts newest = new NewestRollouts(10, rollout -> "{}" + written.incrementAndGet());

        IntStream.range(0, 10_000).forEach(age -> newest.offer(pushed("r" + age, -age)));

        assertThat(written).hasValue(10);
        assertThat(newest.page().items()).hasSize(10);
        assertThat(newest.page().truncated()).isTrue();
    }

    @Test
    void oneThatCameByNoPushStandsWhereItWasFirstSeen() {
        RolloutStatus seen = new RolloutStatus(
                1,
                null,
                null,
                Phase.Succeeded,
                null,
                null,
                null,
                null,
                null,
                List.of(
                        new Condition("Ready", "True", "Done", "", ARollout.NOON.plusSeconds(90)),
                        new Condition("Old", "True", "Done", "", ARollout.NOON.plusSeconds(10)),
                        new Condition("Odd", "True", "Done", "", null)));
        NewestRollouts newest = new NewestRollouts(9, rollout -> rollout.key().name());

        newest.offer(ARollout.found("a", "nothing-known", "gitops", null));
        newest.offer(pushed("before", 5));
        newest.offer(ARollout.found("a", "seen", "gitops", seen));
        newest.offer(pushed("after", 20));
        newest.offer(ARollout.found(
                "a", "staged", "gitops", ARollout.status(Phase.Failed, "", List.of(ARollout.canary(null, null)))));

        assertThat(names(newest)).containsExactly("after", "seen", "before", "staged", "nothing-known");
    }

    @Test
    void noRolloutsAreAnEmptyWholeList() {
        RolloutPage page = new NewestRollouts(1, rollout -> "").page();

        assertThat(page.items()).isEmpty();
        assertThat(page.truncated()).isFalse();
    }

    private static IntStream seeds() {
        return IntStream.range(0, 50);
    }

    /** Many of them pushed in the same second. */
    private static List<Rollout> rollouts(Random random, int count) {
        List<Rollout> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(pushed(String.format("r%03d", i), random.nextInt(15)));
        }
        Collections.shuffle(all, random);
        return all;
    }

    private static Rollout pushed(String name, int second) {
        Instant at = ARollout.NOON.plusSeconds(second);
        return ARollout.pushed("a", name, Phase.Succeeded, at);
    }

    private static List<String> names(NewestRollouts newest) {
        return newest.page().items().stream()
                .map(item -> item.rawValue().toString().strip())
                .toList();
    }

    private static long length(RawValue item) {
        return item.rawValue().toString().length();
    }
}
