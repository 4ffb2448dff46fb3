package dev.wigwag.slack;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The settings of what is sent to Slack. */
@ConfigMapping(prefix = "wigwag.slack")
public interface SlackConfig {
    /** The name under which {@link #botToken()} is configured, and of its file where Secrets are mounted. */
    String BOT_TOKEN = "wigwag.slack.bot-token";

    /** The name under which {@link #apiUrl()} is configured. */
    String API_URL = "wigwag.slack.api-url";

    /** The app's bot token ({@code xoxb-…}); while it is rotated, several: the first that Slack takes is used. */
    @WithName("bot-token")
    Optional<List<String>> botToken();

    /** Where Slack's methods are, without a slash at the end. */
    @WithName("api-url")
    @WithDefault("https://slack.com/api")
    URI apiUrl();

    /** The id of the channel that rollouts are shown in; without one nothing is sent. */
    Optional<String> channel();
}
