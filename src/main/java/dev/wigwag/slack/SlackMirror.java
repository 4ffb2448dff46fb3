package dev.wigwag.slack;

import dev.wigwag.engine.Face;
import dev.wigwag.engine.LinkTemplate;
import dev.wigwag.engine.Mirror;
import dev.wigwag.engine.WigwagConfig;
import dev.wigwag.rollout.Rollout;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/**
 * Shows every rollout as one message in the channel, posted once and kept up to date, and under it a thread of what is worth
 * reading later. Without a bot token an incoming webhook has to do.
 */
@ApplicationScoped
class SlackMirror implements Mirror {
    private final SlackApi api;
    private final ChannelFaces channelFaces;
    private final WebhookFaces webhookFaces;
    private final Optional<String> channel;

    SlackMirror(SlackApi api, CommitPeople people, IncomingWebhooks webhooks, SlackConfig config, WigwagConfig wigwag) {
        this.api = api;
        LivingMessages living = new LivingMessages(wigwag.cluster(), LinkTemplate.of(wigwag.link()));
        this.channelFaces = new ChannelFaces(api, people, living);
        this.webhookFaces = new WebhookFaces(webhooks, people, living);
        this.channel = config.channel().filter(id -> !id.isBlank());
    }

    @Override
    public List<Face> faces(Rollout rollout, Optional<Rollout> heir) {
        if (!api.configured()) {
            return webhookFaces.of(rollout);
        }
        return channel.stream()
                .flatMap(id -> channelFaces.of(id, rollout).stream())
                .toList();
    }

    @Override
    public List<Face> samples(Rollout rollout) {
        if (!api.configured()) {
            return webhookFaces.samples(rollout);
        }
        return channel.stream()
                .flatMap(id -> channelFaces.samples(id, rollout).stream())
                .toList();
    }
}
