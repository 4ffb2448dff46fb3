package dev.wigwag.slack;

import dev.wigwag.TestSettings;
import dev.wigwag.engine.Mirror;
import dev.wigwag.engine.WigwagConfig;
import dev.wigwag.sandbox.slack.SlackStandIn;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** Slack as a mirror of rollouts, for tests of the whole. */
public final class SlackMirrors {
    private SlackMirrors() {}

    /** An empty workspace that knows our token. */
    public static SlackStandIn workspace(Clock clock) {
        return SlackStandIn.start(Apis.TOKEN, clock);
    }

    /** One living message per rollout in this channel, which is opened. */
    public static Mirror messages(SlackStandIn slack, String channel) {
        slack.open(channel);
        return new SlackMirror(
                Apis.of(slack, Path.of("target/no-such-directory")),
                TestSettings.of(SlackConfig.class, Map.of("wigwag.slack.channel", channel)),
                TestSettings.of(WigwagConfig.class, Map.of()));
    }
}
