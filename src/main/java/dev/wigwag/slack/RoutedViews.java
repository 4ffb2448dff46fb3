package dev.wigwag.slack;

import dev.wigwag.rollout.Outlets;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.Stage;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** What each channel sees of a rollout, as the configuration has it; names in the log, once, what annotations may not have. */
@ApplicationScoped
class RoutedViews {
    /**
     * A channel hears nothing of a rollout that ended longer ago if it has not heard of it before: a new route would else bring
     * it the whole ledger.
     */
    static final Duration NEWS = Duration.ofDays(1);

    private static final Logger LOG = Logger.getLogger(RoutedViews.class);

    private final SlackRoutes routes;
    private final Clock clock;
    private final SaidOnce said = new SaidOnce();

    RoutedViews(SlackConfig config, Clock clock) {
        this.routes = SlackRoutes.of(
                config.routes().orElse(List.of()), config.channel().filter(id -> !id.isBlank()));
        this.clock = clock;
    }

    /** Every channel that the platform names. */
    Set<String> channels() {
        return routes.channels();
    }

    /** What each channel sees of it. Makes no calls. */
    List<ChannelView> of(Rollout rollout) {
        routes.refusals(rollout).stream()
                .filter(said::isNew)
                .forEach(words -> LOG.warnf("outlet=slack rollout=%s outcome=not-routed: %s", rollout.key(), words));
        boolean news = isNews(rollout);
        return routes.views(rollout).stream()
                .filter(view -> news
                        || Outlets.find(rollout, SlackFace.KIND, view.channel()).isPresent())
                .toList();
    }

    /** What each channel would see of it if it were news; of one that nobody has looked at yet, its source's all. Makes no calls. */
    List<ChannelView> everywhere(Rollout rollout) {
        List<ChannelView> views = routes.views(rollout);
        return views.isEmpty() ? routes.home(rollout).stream().toList() : views;
    }

    /** What of it may be shown in one place for everything: all that is not muted. Empty if that is nothing. */
    Optional<Rollout> unmuted(Rollout rollout) {
        return isNews(rollout) ? routes.unmuted(rollout) : Optional.empty();
    }

    private boolean isNews(Rollout rollout) {
        if (!rollout.phase().isFinal()) {
            return true;
        }
        Optional<Instant> end = rollout.status().stages().stream()
                .map(Stage::until)
                .filter(Objects::nonNull)
                .max(Instant::compareTo);
        return end.filter(time -> time.plus(NEWS).isBefore(clock.instant())).isEmpty();
    }
}
