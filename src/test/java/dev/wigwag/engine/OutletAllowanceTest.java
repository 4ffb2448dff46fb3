package dev.wigwag.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wigwag.rollout.APush;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutletAllowanceTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final OutletBudget GITHUB = new OutletBudget(SECOND, 500);
    private static final Instant NOON = APush.NOON;

    @Test
    void anUnusedCredentialMayBeUsedAtOnceAndAgainAfterTheGap() {
        assertThat(OutletAllowance.UNUSED.soonest(GITHUB, false, NOON)).isEqualTo(NOON);

        OutletAllowance spent = OutletAllowance.UNUSED.spentAt(NOON, GITHUB);
        assertThat(spent.soonest(GITHUB, false, NOON)).isEqualTo(NOON.plusSeconds(1));
        assertThat(spent.soonest(GITHUB, false, NOON.plusSeconds(5))).isEqualTo(NOON.plusSeconds(5));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void inNoHourHoweverItIsLaidAreThereMoreWritesThanTheBudgetSays(long seed) {
        Random random = new Random(seed);
        List<Instant> all = new ArrayList<>();
        List<Instant> onTheWay = new ArrayList<>();
        OutletAllowance left = OutletAllowance.UNUSED;
        Instant now = NOON;
        while (now.isBefore(NOON.plus(Duration.ofHours(6)))) {
            boolean last = random.nextInt(4) == 0;
            Instant slot = left.soonest(GITHUB, last, now);
            left = left.spentAt(slot, GITHUB);
            all.add(slot);
            if (!last) {
                onTheWay.add(slot);
            }
            now = slot.plusMillis(random.nextInt(400) == 0 ? random.nextInt(3_000_000) : 0);
        }

        assertThat(most(all)).isBetween(300, 500);
        assertThat(most(onTheWay)).isLessThanOrEqualTo(400);
        for (int i = 1; i < all.size(); i++) {
            assertThat(Duration.between(all.get(i - 1), all.get(i))).isGreaterThanOrEqualTo(SECOND);
        }
    }

    @Test
    void aPartOfTheHourIsLeftToEnds() {
        OutletAllowance left = OutletAllowance.UNUSED;
        Instant now = NOON;
        int onTheWay = 0;
        for (Instant next = now; !next.isAfter(now.plus(SECOND)); next = left.soonest(GITHUB, false, now)) {
            now = next;
            left = left.spentAt(now, GITHUB);
            onTheWay++;
        }
        assertThat(onTheWay).isBetween(150, 170);

        int ends = 0;
        for (Instant next = now; !next.isAfter(now.plus(SECOND)); next = left.soonest(GITHUB, true, now)) {
            now = next;
            left = left.spentAt(now, GITHUB);
            ends++;
        }
        assertThat(ends).isBetween(100, 110);
    }

    @Test
    void aBudgetOfAGapAloneIsNeverUsedUp() {
        OutletBudget slack = OutletBudget.every(SECOND);
        OutletAllowance left = OutletAllowance.UNUSED;
        Instant now = NOON;
        for (int i = 0; i < 20_000; i++) {
            assertThat(left.soonest(slack, false, now)).isEqualTo(NOON.plusSeconds(i));
            now = NOON.plusSeconds(i);
            left = left.spentAt(now, slack);
        }
    }

    @Test
    void aHoldIsNeverShortenedAndNeverLongerThanAnHour() {
        OutletAllowance held = OutletAllowance.UNUSED.heldFor(Duration.ofMinutes(5), NOON);
        assertThat(held.soonest(GITHUB, true, NOON)).isEqualTo(NOON.plusSeconds(300));
        assertThat(held.heldFor(SECOND, NOON)).isSameAs(held);
        assertThat(held.heldFor(Duration.ofDays(3), NOON).soonest(GITHUB, true, NOON))
                .isEqualTo(NOON.plusSeconds(3600));
    }

    @Test
    void whatABrokenClockWroteHoldsUpNobody() {
        OutletAllowance broken =
                new OutletAllowance(NOON.plus(Duration.ofDays(4000)), NOON.plus(Duration.ofDays(4000)));

        assertThat(broken.soonest(GITHUB, false, NOON)).isEqualTo(NOON);
        assertThat(new OutletAllowance(Instant.MAX, Instant.MAX).soonest(GITHUB, false, NOON))
                .isEqualTo(NOON);
    }

    @ParameterizedTest
    @CsvSource({"-1,500", "1000,9", "0,0"})
    void aBudgetThatNothingFitsIntoIsRefused(long gap, int perHour) {
        assertThatThrownBy(() -> new OutletBudget(Duration.ofMillis(gap), perHour))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("budget");
    }

    private static int most(List<Instant> slots) {
        int most = 0;
        int first = 0;
        for (int i = 0; i < slots.size(); i++) {
            while (Duration.between(slots.get(first), slots.get(i)).compareTo(Duration.ofHours(1)) > 0) {
                first++;
            }
            most = Math.max(most, i - first + 1);
        }
        return most;
    }
}
