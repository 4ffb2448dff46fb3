package dev.wigwag.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wigwag.http.SecretsDirectory;
import dev.wigwag.slack.SlackException.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Slack's Web API, as far as it takes to keep one message per rollout and its thread: post it, find it again, bring it up to
 * date. Every call blocks, for 10 s at most, and does one request (a look-up up to {@value MarkedMessages#PAGES}). Pacing is the
 * caller's.
 *
 * <p>Nothing is opened or read before the first call. Thread-safe.
 */
@ApplicationScoped
public class SlackApi {
    /** The type of our messages' metadata, by which a message is told to be a rollout's. */
    public static final String EVENT_TYPE = "wigwag_rollout";

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final URI base;
    private final BotTokens tokens;
    private final SlackWire wire;

    @Inject
    SlackApi(SlackConfig config, SlackEndpoint endpoint, SecretsDirectory directory) {
        this(config, endpoint.methods(), directory, PATIENCE);
    }

    /** For tests, with a patience of their own. */
    SlackApi(SlackConfig config, URI base, SecretsDirectory directory, Duration patience) {
        this.base = base;
        this.tokens = new BotTokens(directory.secrets(
                SlackConfig.BOT_TOKEN, config.botToken().orElse(List.of()), globs -> channel -> true));
        this.wire = wire(patience);
    }

    /** The same API with the same tokens, for calls of another patience. */
    final SlackWire wire(Duration patience) {
        return new SlackWire(base, tokens, patience);
    }

    /** Whether there is a token, as far as known. Never blocks. */
    public boolean configured() {
        return wire.configured();
    }

    /**
     * Posts a message.
     *
     * @param channel its id; a name does in a single workspace
     * @param key what {@link #find} will know it by; other apps in the channel can read it
     * @return where it stands
     * @throws SlackException UNCLEAR if it may stand there after all: look with {@link #find} before posting again
     */
    public Posted post(String channel, SlackMessage message, String key) {
        return post(channel, body(channel, message), Map.of("key", key));
    }

    /**
     * Posts a reply into a message's thread.
     *
     * @param broadcast whether the channel shows it too
     * @param key what {@link #findReply} will know it by
     * @param cursor what {@link #findReply} will answer; other apps in the channel can read both
     * @throws SlackException UNCLEAR if it may stand there after all: look with {@link #findReply} before posting again
     */
    public void reply(Posted parent, SlackMessage message, boolean broadcast, String key, String cursor) {
        ObjectNode body = body(parent.channel(), message).put("thread_ts", parent.ts());
        if (broadcast) {
            body.put("reply_broadcast", true);
        }
        post(parent.channel(), body, Map.of("key", key, "cursor", cursor));
    }

    /**
     * Makes a message of ours look like this one; doing so twice does no harm. Text and blocks are always sent whole, since
     * blocks that are left out would vanish.
     *
     * @throws SlackException GONE if it cannot be changed any more
     */
    public void update(Posted posted, SlackMessage message) {
        ObjectNode body = body(posted.channel(), message).put("ts", posted.ts());
        try {
            wire.write("chat.update", body, posted.channel());
        } catch (SlackException e) {
            throw e.ofRepeatable();
        }
    }

    /**
     * Looks for a message of this very bot, for after an answer that did not come. Slack's history may be some seconds behind.
     *
     * @param channel its id; names do not do here
     * @param since the message is not older than this by more than a minute
     * @return the oldest of that key; empty if there surely is none
     * @throws SlackException if it could not be found out
     */
    public Optional<Posted> find(String channel, String key, Instant since) {
        return new MarkedMessages(wire)
                .inChannel(channel, key, since)
                .map(message -> new Posted(channel, message.path("ts").asText()));
    }

    /**
     * Looks for a reply of this very bot, likewise.
     *
     * @return the cursor that the newest reply of that key was posted with; empty if there surely is none
     * @throws SlackException if it could not be found out
     */
    public Optional<String> findReply(Posted parent, String key, Instant since) {
        return new MarkedMessages(wire)
                .inThread(parent, key, since)
                .map(message -> message.path("metadata")
                        .path("event_payload")
                        .path("cursor")
                        .asText());
    }

    /**
     * Who has this e-mail address in the workspace.
     *
     * @return the user's id; empty if nobody has it, or only a bot or somebody who has left
     * @throws SlackException if it could not be found out
     */
    public Optional<String> userOf(String email) {
        try {
            JsonNode user =
                    wire.read("users.lookupByEmail", Map.of("email", email), "").path("user");
            boolean person =
                    !user.path("deleted").asBoolean() && !user.path("is_bot").asBoolean();
            return Optional.of(user.path("id").asText()).filter(id -> person && !id.isEmpty());
        } catch (SlackException e) {
            if (e.isAboutNobody()) {
                return Optional.empty();
            }
            throw e.ofRepeatable();
        }
    }

    /**
     * Posts through an incoming webhook. Such a message can be neither changed nor found again.
     *
     * @param webhook its address, which is a secret
     * @throws SlackException UNCLEAR if it may stand there after all, which nobody can find out
     */
    public void postTo(URI webhook, SlackMessage message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("text", message.text());
        if (!message.blocks().isEmpty()) {
            body.set("blocks", message.blocks());
        }
        wire.hook(webhook, quiet(body));
    }

    private Posted post(String channel, ObjectNode body, Map<String, String> mark) {
        ObjectNode payload =
                quiet(body).putObject("metadata").put("event_type", EVENT_TYPE).putObject("event_payload");
        mark.forEach(payload::put);
        JsonNode answer = wire.write("chat.postMessage", body, channel);
        JsonNode ts = answer.path("ts");
        if (!ts.isTextual() || !answer.path("channel").isTextual()) {
            throw SlackException.of(
                    Kind.UNCLEAR,
                    SlackWire.about("chat.postMessage", channel) + ": the answer does not say where it stands");
        }
        return new Posted(answer.path("channel").textValue(), ts.textValue());
    }

    /** Links in it are not unfolded into pictures of what they lead to. */
    private static ObjectNode quiet(ObjectNode body) {
        return body.put("unfurl_links", false).put("unfurl_media", false);
    }

    private static ObjectNode body(String channel, SlackMessage message) {
        ObjectNode body =
                JsonNodeFactory.instance.objectNode().put("channel", channel).put("text", message.text());
        body.set("blocks", message.blocks());
        return body;
    }
}
