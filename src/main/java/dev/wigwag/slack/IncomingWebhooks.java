package dev.wigwag.slack;

import dev.wigwag.http.LiveSecrets;
import dev.wigwag.http.ScopedSecret;
import dev.wigwag.http.SecretsDirectory;
import dev.wigwag.slack.SlackException.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The incoming webhook to post through where there is no bot token. Its address is a secret; while it is rotated there are
 * several, and the first that Slack takes is used.
 */
@ApplicationScoped
class IncomingWebhooks {
    /** Without encryption only to this very machine. */
    private static final String ADDRESS =
            "(?:https://[A-Za-z0-9.-]{1,253}|http://(?:localhost|127\\.0\\.0\\.1))(?::[0-9]{1,5})?/[A-Za-z0-9/_.-]{1,500}";

    private final SlackApi api;
    private final LiveSecrets addresses;

    @Inject
    IncomingWebhooks(SlackApi api, SlackConfig config, SecretsDirectory directory) {
        this.api = api;
        this.addresses =
                directory.secrets(SlackConfig.WEBHOOK, config.webhook().orElse(List.of()), globs -> channel -> true);
    }

    /** Whether there is one, as far as known. Never blocks. */
    boolean configured() {
        return addresses.configured();
    }

    /**
     * Posts a message.
     *
     * @throws SlackException UNCLEAR if it may stand there after all, which nobody can find out
     */
    void post(SlackMessage message) {
        SlackException refusal = SlackException.of(
                Kind.REFUSED,
                "There is no incoming webhook; set " + SlackConfig.WEBHOOK
                        + " to its address, https://hooks.slack.com/…");
        for (ScopedSecret each : addresses.current()) {
            try {
                api.postTo(address(each), message);
                return;
            } catch (SlackException e) {
                if (e.kind() != Kind.REFUSED || e.isAboutContent()) {
                    throw e;
                }
                refusal = e;
            }
        }
        throw refusal;
    }

    /** What is wrong with an address is not quoted: the whole of it is secret. */
    private URI address(ScopedSecret secret) {
        String text = new String(secret.key(), StandardCharsets.UTF_8).strip();
        return Optional.of(text)
                .filter(address -> address.matches(ADDRESS))
                .flatMap(IncomingWebhooks::uri)
                .orElseThrow(() -> SlackException.of(
                        Kind.REFUSED,
                        "An entry of " + addresses.property()
                                + " is no address of an incoming webhook; copy it again from Slack's app settings"));
    }

    private static Optional<URI> uri(String address) {
        try {
            return Optional.of(URI.create(address)).filter(uri -> uri.getHost() != null);
        } catch (IllegalArgumentException e) {
            // Its message would quote the secret; that it is no address is all there is to say.
            return Optional.empty();
        }
    }
}
