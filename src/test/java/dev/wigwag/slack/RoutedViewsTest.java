package dev.wigwag.slack;

import static dev.wigwag.slack.Routed.muted;
import static dev.wigwag.slack.Routed.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wigwag.HandSetClock;
import dev.wigwag.TestSettings;
import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.Rollout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class RoutedViewsTest {
    private final HandSetClock clock = new HandSetClock(Drawn.NOON);
    private final RoutedViews views = of("team-a => CA, team-b => CB", "C0");

    @Test
    void theSettingsSayWhoSeesWhat() {
        Rollout rollout = new Routed().with("team-b", "one", null).rollout();

        assertThat(views.of(rollout)).extracting(ChannelView::channel).containsExactly("C0", "CB");
        assertThat(views.channels()).containsExactly("C0", "CA", "CB");
        assertThat(of("", " ").of(rollout)).isEmpty();
        assertThat(of("", "C0").of(rollout)).containsExactly(new ChannelView("C0", rollout));
    }

    @Test
    void aRouteThatCannotBeReadKeepsTheProcessFromStarting() {
        assertThatThrownBy(() -> of("team-a", "C0")).hasMessageContaining("wigwag.slack.routes");
    }

    @Test
    void aChannelHearsNothingOfWhatWasOverForLongBeforeItWasRoutedThere() {
        Rollout over = new Routed()
                .in(Phase.Succeeded)
                .with("team-a", "one", null)
                .shown("slack", "C0", "1732330000.000100")
                .rollout();

        assertThat(views.of(over)).hasSize(2);
        clock.pass(RoutedViews.NEWS);
        assertThat(views.of(over)).hasSize(2);
        assertThat(views.unmuted(over)).isPresent();
        clock.pass(Duration.ofSeconds(1));
        assertThat(views.of(over)).extracting(ChannelView::channel).containsExactly("C0");
        assertThat(views.unmuted(over)).isEmpty();
    }

    @Test
    void whatGoesOnIsNewsHoweverLong() {
        Rollout lasting = new Routed().with("team-a", "one", null).rollout();
        clock.pass(Duration.ofDays(30));

        assertThat(views.of(lasting)).hasSize(2);
    }

    @Test
    void aPlaceForEverythingIsToldNothingThatIsMuted() {
        assertThat(views.unmuted(new Routed().asking(muted(true)).rollout())).isEmpty();
    }

    @Test
    void whatMayNotBeHadIsLoggedOnce() {
        List<String> logged = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                logged.add(line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(RoutedViews.class.getName());
        logger.addHandler(handler);
        try {
            for (int look = 0; look < 3; look++) {
                views.of(new Routed().with("team-a", "one", to("CB")).rollout());
            }
            views.of(new Routed().with("team-a", "two", to("CB")).rollout());
        } finally {
            logger.removeHandler(handler);
        }

        assertThat(logged).hasSize(2);
    }

    @Test
    void whatWasSaidIsForgottenAtSomeTime() {
        SaidOnce said = new SaidOnce();
        for (int i = 0; i < SaidOnce.MOST; i++) {
            assertThat(said.isNew("words " + i)).isTrue();
        }
        assertThat(said.isNew("words 0")).isFalse();

        assertThat(said.isNew("one more")).isTrue();
        assertThat(said.isNew("one more")).isFalse();
        assertThat(said.isNew("words 0")).isTrue();
    }

    private RoutedViews of(String routes, String channel) {
        return new RoutedViews(
                TestSettings.of(
                        SlackConfig.class, Map.of("wigwag.slack.routes", routes, "wigwag.slack.channel", channel)),
                clock);
    }
}
