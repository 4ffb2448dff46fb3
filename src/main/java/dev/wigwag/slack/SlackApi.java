package dev.wigwag.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wigwag.http.CleanText;
import dev.wigwag.http.SecretsDirectory;
import dev.wigwag.slack.SlackException.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Slack's Web API, as far as it takes to keep one message per rollout: post it, find it again, bring it up to date. Every call
 * blocks, for 10 s at most, and does one request (a look-up up to {@value MarkedMessages#PAGES}). Pacing is the caller's.
 *
 * <p>Nothing is opened or read before the first call. Thread-safe.
 */
@ApplicationScoped
public class SlackApi {
    /** The type of our messages' metadata, by which a message is told to be a rollout's. */
    public static final String EVENT_TYPE = "wigwag_rollout";

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final URI base;
    private final BotTokens tokens;
    private final SlackCalls calls;

    @Inject
    SlackApi(SlackConfig config, SlackEndpoint endpoint, SecretsDirectory directory) {
        this(config, endpoint.methods(), directory, PATIENCE);
    }

    /** For tests, with a patience of their own. */
    SlackApi(SlackConfig config, URI base, SecretsDirectory directory, Duration patience) {
        this.base = base;
        this.tokens = new BotTokens(directory.secrets(
                SlackConfig.BOT_TOKEN, config.botToken().orElse(List.of()), globs -> channel -> true));
        this.calls = new SlackCalls(patience);
    }

    /** Whether there is a token, as far as known. Never blocks. */
    public boolean configured() {
        return tokens.configured();
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
        ObjectNode body = body(channel, message).put("unfurl_links", false).put("unfurl_media", false);
        body.putObject("metadata")
                .put("event_type", EVENT_TYPE)
                .putObject("event_payload")
                .put("key", key);
        JsonNode answer = json("chat.postMessage", body, channel);
        JsonNode ts = answer.path("ts");
        if (!ts.isTextual() || !answer.path("channel").isTextual()) {
            throw SlackException.of(
                    Kind.UNCLEAR, about("chat.postMessage", channel) + ": the answer does not say where it stands");
        }
        return new Posted(answer.path("channel").textValue(), ts.textValue());
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
            json("chat.update", body, posted.channel());
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
        try {
            return new MarkedMessages(this).find(channel, key, since);
        } catch (SlackException e) {
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
        ObjectNode body = MAPPER.createObjectNode().put("text", message.text());
        if (!message.blocks().isEmpty()) {
            body.set("blocks", message.blocks());
        }
        body.put("unfurl_links", false).put("unfurl_media", false);
        WebhookAnswer.check(calls.send(jsonRequest(webhook, body).build(), WebhookAnswer.WHAT));
    }

    /** Calls a reading method, which takes its arguments as a form. */
    JsonNode read(String method, Map<String, String> arguments, String channel) {
        String form = arguments.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest.Builder request = HttpRequest.newBuilder(at(method))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
        return call(method, request, channel);
    }

    private JsonNode json(String method, ObjectNode body, String channel) {
        return call(method, jsonRequest(at(method), body), channel);
    }

    private JsonNode call(String method, HttpRequest.Builder request, String channel) {
        String what = about(method, channel);
        return tokens.use(token -> SlackAnswer.read(
                calls.send(
                        request.copy()
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        what),
                what));
    }

    private URI at(String method) {
        return URI.create(base + "/" + method);
    }

    private static String about(String method, String channel) {
        return method + (channel.isEmpty() ? "" : " for " + CleanText.line(channel, 80));
    }

    private static HttpRequest.Builder jsonRequest(URI address, ObjectNode body) {
        try {
            return HttpRequest.newBuilder(address)
                    .header("Content-Type", "application/json; charset=utf-8")
                    .POST(BodyPublishers.ofByteArray(MAPPER.writeValueAsBytes(body)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A JSON tree could not be written as JSON", e);
        }
    }

    private static ObjectNode body(String channel, SlackMessage message) {
        ObjectNode body = MAPPER.createObjectNode().put("channel", channel).put("text", message.text());
        body.set("blocks", message.blocks());
        return body;
    }
}
