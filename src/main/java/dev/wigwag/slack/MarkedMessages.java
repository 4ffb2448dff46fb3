package dev.wigwag.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wigwag.slack.SlackException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Looks through a channel or a thread for a message that bears our mark. Slack knows no key that would keep a message from being
 * posted twice (reference: slack.md §8), so after an unclear answer this is the only way to find out.
 */
final class MarkedMessages {
    /** Most pages that are looked through; the methods may be called some 50 times a minute. */
    static final int PAGES = 20;

    /** An app that is sold gets no more at a time; so many of the largest messages also fit into one answer. */
    private static final int PAGE = 15;

    /** How far Slack's clock and ours may be apart. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    private final SlackWire wire;

    MarkedMessages(SlackWire wire) {
        this.wire = wire;
    }

    /** The oldest message of a channel with that key; the history comes newest first. */
    Optional<JsonNode> inChannel(String channel, String key, Instant since) {
        return last("conversations.history", Map.of(), channel, key, since);
    }

    /** The newest reply with that key; a thread comes oldest first. */
    Optional<JsonNode> inThread(Posted parent, String key, Instant since) {
        return last("conversations.replies", Map.of("ts", parent.ts()), parent.channel(), key, since);
    }

    private Optional<JsonNode> last(
            String method, Map<String, String> where, String channel, String key, Instant since) {
        try {
            return lastOf(method, where, channel, key, since);
        } catch (SlackException e) {
            throw e.ofRepeatable();
        }
    }

    private Optional<JsonNode> lastOf(
            String method, Map<String, String> where, String channel, String key, Instant since) {
        String bot = bot();
        Map<String, String> arguments = new LinkedHashMap<>(where);
        arguments.put("channel", channel);
        arguments.put("oldest", Math.max(0, since.minus(SKEW).getEpochSecond()) + ".000000");
        arguments.put("include_all_metadata", "true");
        arguments.put("limit", Integer.toString(PAGE));
        Optional<JsonNode> last = Optional.empty();
        for (int page = 0; page < PAGES; page++) {
            JsonNode answer = wire.read(method, arguments, channel);
            for (JsonNode message : answer.path("messages")) {
                if (isOurs(message, bot, key)) {
                    last = Optional.of(message);
                }
            }
            String cursor = answer.path("response_metadata").path("next_cursor").asText("");
            if (cursor.isEmpty()) {
                return last;
            }
            arguments.put("cursor", cursor);
        }
        if (last.isPresent()) {
            return last;
        }
        throw SlackException.of(
                Kind.DOWN,
                method + ": more than " + PAGES * PAGE
                        + " messages have come since; whether ours is among them could not be found out");
    }

    private String bot() {
        String bot = wire.read("auth.test", Map.of(), "").path("bot_id").asText("");
        if (bot.isEmpty()) {
            throw SlackException.of(
                    Kind.REFUSED,
                    "auth.test: this is no bot's token; set " + SlackConfig.BOT_TOKEN + " to one (xoxb-…)");
        }
        return bot;
    }

    private static boolean isOurs(JsonNode message, String bot, String key) {
        JsonNode metadata = message.path("metadata");
        return bot.equals(message.path("bot_id").asText())
                && SlackApi.EVENT_TYPE.equals(metadata.path("event_type").asText())
                && key.equals(metadata.path("event_payload").path("key").asText());
    }
}
