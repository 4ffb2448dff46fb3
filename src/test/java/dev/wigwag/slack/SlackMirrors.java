package dev.wigwag.slack;

import dev.wigwag.TestSettings;
import dev.wigwag.engine.Mirror;
import dev.wigwag.engine.WigwagConfig;
import dev.wigwag.http.SecretsDirectory;
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
    public static Mirror messages(SlackStandIn slack, String channel, Clock clock) {
        slack.open(channel);
        Path nowhere = Path.of("target/no-such-directory");
        SlackApi api = Apis.of(slack, nowhere);
        SlackConfig config = TestSettings.of(SlackConfig.class, Map.of("wigwag.slack.channel", channel));
        return new SlackMirror(
                api,
                new CommitPeople(api, config, clock),
                new IncomingWebhooks(api, config, new SecretsDirectory(nowhere, clock, Runnable::run)),
                new RoutedViews(config, clock),
                TestSettings.of(WigwagConfig.class, Map.of()),
                new SigningSecrets(config, new SecretsDirectory(nowhere, clock, Runnable::run), clock),
                new OwnTeam(config),
                clock);
    }
}
