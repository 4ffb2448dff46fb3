package dev.wigwag.slack;

import dev.wigwag.TestSettings;
import dev.wigwag.http.SecretsDirectory;
import dev.wigwag.sandbox.slack.SlackStandIn;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;

/** Clients of a Slack that a test runs. */
final class Apis {
    static final String TOKEN = "xoxb-test-token";

    private Apis() {}

    static SlackApi of(SlackStandIn slack, Path secrets) {
        return of(slack.url().toString(), TOKEN, secrets, Duration.ofSeconds(10));
    }

    static SlackApi of(String url, String tokens, Path secrets, Duration patience) {
        SlackConfig config =
                TestSettings.of(SlackConfig.class, Map.of(SlackConfig.API_URL, url, SlackConfig.BOT_TOKEN, tokens));
        SecretsDirectory directory =
                new SecretsDirectory(secrets, Clock.fixed(Drawn.NOON, ZoneOffset.UTC), Runnable::run);
        return new SlackApi(config, config.apiUrl(), directory, patience);
    }
}
