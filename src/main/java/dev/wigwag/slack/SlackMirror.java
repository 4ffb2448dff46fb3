package dev.wigwag.slack;

import dev.wigwag.engine.Face;
import dev.wigwag.engine.LinkTemplate;
import dev.wigwag.engine.Mirror;
import dev.wigwag.engine.WigwagConfig;
import dev.wigwag.rollout.Rollout;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Shows every rollout as one message in each channel that has to do with it, posted once and kept up to date, and under it a
 * thread of what is worth reading later. Without a bot token an incoming webhook has to do.
 */
@ApplicationScoped
class SlackMirror implements Mirror {
    private final SlackApi api;
    private final ChannelFaces channelFaces;
    private final WebhookFaces webhookFaces;
    private final RoutedViews views;

    SlackMirror(
            SlackApi api,
            CommitPeople people,
            IncomingWebhooks webhooks,
            RoutedViews views,
            WigwagConfig wigwag,
            SigningSecrets secrets,
            OwnTeam team,
            Clock clock) {
        this.api = api;
        LivingMessages living = new LivingMessages(
                wigwag.cluster(),
                LinkTemplate.of(wigwag.link()),
                () -> secrets.configured() && team.configured(),
                clock);
        this.channelFaces = new ChannelFaces(api, people, living);
        this.webhookFaces = new WebhookFaces(webhooks, people, living);
        this.views = views;
    }

    @Override
    public List<Face> faces(Rollout rollout, Optional<Rollout> heir) {
        if (!api.configured()) {
            return views.unmuted(rollout).map(webhookFaces::of).orElse(List.of());
        }
        return views.of(rollout).stream()
                .flatMap(view -> channelFaces.of(view.channel(), view.rollout()).stream())
                .toList();
    }

    @Override
    public List<Face> samples(Rollout rollout) {
        if (!api.configured()) {
            return webhookFaces.samples(rollout);
        }
        return views.everywhere(rollout).stream()
                .flatMap(view -> channelFaces.samples(view.channel(), view.rollout()).stream())
                .toList();
    }
}
