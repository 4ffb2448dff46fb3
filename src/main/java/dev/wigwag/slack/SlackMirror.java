package dev.wigwag.slack;

import dev.wigwag.engine.Face;
import dev.wigwag.engine.Mirror;
import dev.wigwag.engine.WigwagConfig;
import dev.wigwag.rollout.Rollout;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Shows every rollout as one message in the channel, posted once and kept up to date. */
@ApplicationScoped
class SlackMirror implements Mirror {
    private final SlackApi api;
    private final Optional<String> channel;
    private final String cluster;

    SlackMirror(SlackApi api, SlackConfig config, WigwagConfig wigwag) {
        this.api = api;
        this.channel = config.channel().filter(id -> !id.isBlank());
        this.cluster = wigwag.cluster();
    }

    @Override
    public List<Face> faces(Rollout rollout, Optional<Rollout> heir) {
        if (channel.isEmpty() || !api.configured()) {
            return List.of();
        }
        return List.of(new SlackFace(
                api,
                channel.get(),
                cluster + " " + rollout.key() + " " + rollout.attempt(),
                RolloutMessage.of(rollout, cluster, Optional.empty()),
                rollout.phase().isFinal()));
    }

    @Override
    public List<Face> samples(Rollout rollout) {
        if (channel.isEmpty() || !api.configured()) {
            return List.of();
        }
        SlackMessage sample = RolloutMessage.of(rollout, cluster, Optional.empty())
                .under("🧪 A test of Wigwag on " + SlackText.data(cluster, 80)
                        + ": this is how a rollout looks here. It stays as it is.");
        return List.of(new SlackFace(api, channel.get(), cluster + " test", sample, true));
    }
}
