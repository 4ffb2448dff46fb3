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

    /** The bot token of the Slack app ({@code xoxb-…}); while it is rotated, several: the first that Slack takes is used. */
    @WithName("bot-token")
    Optional<List<String>> botToken();

    /**
     * The app's signing secret, with which Slack signs commands and presses; while it is changed, several. Without any,
     * {@code /slack} is closed and messages have no buttons.
     */
    @WithName("signing-secrets")
    Optional<List<String>> signingSecrets();

    /**
     * The one workspace that commands and presses are taken from ({@code T…}); for an app that is installed for a whole
     * organisation, its id ({@code E…}). Without it, {@code /slack} is closed and messages have no buttons.
     */
    @WithName("team-id")
    Optional<String> teamId();

    /** Where Slack's methods are, without a slash at the end. */
    @WithName("api-url")
    @WithDefault("https://slack.com/api")
    URI apiUrl();

    /**
     * Who is who, for mentions and for {@code wigwag.chatops.four-eyes}: a list of {@code login => U…} (GitHub's login) or
     * {@code e-mail => U…}. Others are looked up by the commit's e-mail, if the app has the scope {@code users:read.email}.
     */
    Optional<List<String>> people();

    /**
     * The address of an incoming webhook, a secret, used where there is no bot token: the start and the end of each rollout
     * are posted, once each. While it is rotated, several: the first that Slack takes is used.
     */
    Optional<List<String>> webhook();

    /**
     * The id of the channel for all that no route sends elsewhere. Without it only what has a route is shown, without a
     * token nothing.
     */
    Optional<String> channel();

    /**
     * Which namespaces' stages are shown in which channels: {@code team-a|team-a-* => C0123ABCD|C0456EFGH}, globs of namespaces
     * before the arrow; behind it the channel where they go by themselves, and those that annotations there may name besides.
     */
    Optional<List<String>> routes();
}
