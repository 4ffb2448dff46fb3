package dev.wigwag.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.engine.FarEnd.Turn;
import dev.wigwag.engine.OutletTrial.Outcome;
import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.Rollout;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Samples, as somebody gets them who wants to know what works. */
class TryOutletsTest {
    private final Outside outside = new Outside("ops");
    private final List<Duration> pauses = new ArrayList<>();

    @Test
    void everyPlaceIsTriedWhateverBecameOfTheOneBefore() {
        FarEnd far = new FarEnd(Clock.systemUTC(), "a", "b", "c", "d", "e");
        far.nextShow(Turn.WELL, Turn.DOWN, Turn.LIMITED, Turn.LOST_UNCLEAR, Turn.REFUSED);

        List<OutletTrial> trials = trials(far);

        assertThat(trials)
                .extracting(OutletTrial::outcome)
                .containsExactly(Outcome.shown, Outcome.down, Outcome.limited, Outcome.unclear, Outcome.refused);
        assertThat(trials)
                .extracting(OutletTrial::detail)
                .containsExactly(null, "down", "too much", "no answer", "refused; do something");
        assertThat(trials.get(2).after()).isEqualTo(Duration.ofMinutes(5));
        assertThat(far.calls()).containsExactly("post a", "post b", "post c", "post d", "post e");
    }

    @Test
    void callsWithOneCredentialAreASecondApart() {
        FarEnd apart = new FarEnd(Clock.systemUTC(), "a", "b", "c");
        FarEnd together = new FarEnd(Clock.systemUTC(), "a", "b", "c");
        together.shareCredential();

        trials(apart);
        assertThat(pauses).isEmpty();
        trials(together);
        assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(1));
    }

    @Test
    void noMoreThanTwentyAreSent() {
        FarEnd far = new FarEnd(
                Clock.systemUTC(), IntStream.range(0, 30).mapToObj(i -> "c" + i).toArray(String[]::new));

        assertThat(trials(far)).hasSize(TryOutlets.MOST);
        assertThat(far.posts()).hasSize(TryOutlets.MOST);
    }

    @Test
    void aPlaceWithoutSamplesIsLeftAlone() {
        Mirror silent = (rollout, heir) -> List.of(new FarEnd(Clock.systemUTC(), "a").face("a"));

        assertThat(new TryOutlets(List.of(silent), pauses::add).by(rollout())).isEmpty();
    }

    private List<OutletTrial> trials(FarEnd far) {
        Mirror sampled = new Mirror() {
            @Override
            public List<Face> faces(Rollout rollout, Optional<Rollout> heir) {
                return List.of();
            }

            @Override
            public List<Face> samples(Rollout rollout) {
                return far.faces(rollout, Optional.empty());
            }
        };
        return new TryOutlets(List.of(sampled), pauses::add).by(rollout());
    }

    private Rollout rollout() {
        outside.is(Phase.Progressing, "1/5 ready");
        return outside.stored();
    }
}
