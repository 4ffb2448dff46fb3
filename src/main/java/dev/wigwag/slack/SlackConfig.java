package dev.wigwag.slack;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The settings of what is sent to Slack, and of what comes from there. */
@ConfigMapping(prefix = "wigwag.slack")
public interface SlackConfig {
    /** The name under which {@link #botToken()} is configured, and of its file where Secrets are mounted. */
    String BOT_TOKEN = "wigwag.slack.bot-token";

    /** The name under which {@link #webhook()} is configured, and of its file where Secrets are mounted. */
    String WEBHOOK = "wigwag.slack.webhook";

    /** The name under which {@link #people()} is configured. */
    String PEOPLE = "wigwag.slack.people";

    /** The name under which {@link #apiUrl()} is configured. */
    String API_URL = "wigwag.slack.api-url";

    /** The name under which {@link #signingSecrets()} is configured, and of its file where Secrets are mounted. */
    String SIGNING_SECRETS = "wigwag.slack.signing-secrets";

    /** The name under which {@link #teamId()} is configured. */
    String TEAM_ID = "wigwag.slack.team-id";

    /** The app's bot token ({@code xoxb-…}); while it is rotated, several: the first that Slack takes is used. */
    @WithName("bot-token")
    Optional<List<String>> botToken();

    /** The app's signing secret, with which Slack signs commands and presses; while it is changed, several. */
    @WithName("signing-secrets")
    Optional<List<String>> signingSecrets();

    /**
     * The one workspace that commands and presses are taken from ({@code T…}); for an app that is installed for a whole
     * organisation, the organisation's id ({@code E…}).
     */
    @WithName("team-id")
    Optional<String> teamId();

    /** Where Slack's methods are, without a slash at the end. */
    @WithName("api-url")
    @WithDefault("https://slack.com/api")
    URI apiUrl();

    /**
     * Who is who, for mentions: {@code login => U…} or {@code e-mail => U…}, a login being GitHub's. Whoever is not in it is
     * looked up by e-mail.
     */
    Optional<List<String>> people();

    /**
     * The address of an incoming webhook, for where there is no bot token; while it is rotated, several: the first that Slack
     * takes is used.
     */
    Optional<List<String>> webhook();

    /** The id of the channel for all that no route sends elsewhere; without one only what has a route is shown. */
    Optional<String> channel();

    /**
     * Which namespaces' stages are shown in which channels: {@code team-a|team-a-* => C0123ABCD|C0456EFGH}, globs of namespaces
     * before the arrow; behind it the channel where they go by themselves, and those that annotations there may name besides.
     */
    Optional<List<String>> routes();
}
