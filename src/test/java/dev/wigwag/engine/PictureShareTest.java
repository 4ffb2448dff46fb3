package dev.wigwag.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.rollout.APush;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureShareTest {
    private final Face face = new FarEnd(new TestEngine.MovableClock(APush.NOON), "ops").face("ops");

    @ParameterizedTest
    @CsvSource({"1,1", "1,36", "2,18", "21,1", "36,1", "0,36"})
    void theFirstRenewalsFollowTheFacesOwnPace(int sharers, int shown) {
        assertThat(PictureShare.pace(face, shown, sharers)).isEqualTo(FarEnd.PACE);
    }

    @ParameterizedTest
    @CsvSource({"1,37,1", "2,19,2", "21,2,21", "37,1,37"})
    void laterOnesHaveAMinuteForAllWhoShare(int sharers, int shown, long minutes) {
        assertThat(PictureShare.pace(face, shown, sharers)).isEqualTo(Duration.ofMinutes(minutes));
    }

    @Test
    void twentyCanariesAndTheirRolloutTakeNoMoreThanEightyPicturesInAQuarterOfAnHour() {
        int pictures = 0;
        for (int context = 0; context < 21; context++) {
            Duration at = Duration.ZERO;
            int shown = 0;
            while (at.compareTo(Duration.ofMinutes(15)) < 0) {
                shown++;
                at = at.plus(PictureShare.pace(face, shown, 21));
            }
            pictures += shown + 1;
        }
        assertThat(pictures).isBetween(42, 80);
    }
}
