package dev.wigwag.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wigwag.slack.SlackException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Looks through a channel's history for a message that bears our mark. Slack knows no key that would keep a message from being
 * posted twice (reference: slack.md §8), so after an unclear answer this is the only way to find out.
 */
final class MarkedMessages {
    /** Most pages that are looked through; the method may be called some 50 times a minute. */
    static final int PAGES = 20;

    /** An app that is sold gets no more at a time; so many of the largest messages also fit into one answer. */
    private static final int PAGE = 15;

    /** How far Slack's clock and ours may be apart. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    private final SlackApi api;

    MarkedMessages(SlackApi api) {
        this.api = api;
    }

    Optional<Posted> find(String channel, String key, Instant since) {
        String bot = api.read("auth.test", Map.of(), "").path("bot_id").asText("");
        if (bot.isEmpty()) {
            throw SlackException.of(
                    Kind.REFUSED,
                    "auth.test: this is no bot's token; set " + SlackConfig.BOT_TOKEN + " to one (xoxb-…)");
        }
        Map<String, String> arguments = new LinkedHashMap<>();
        arguments.put("channel", channel);
        arguments.put("oldest", Math.max(0, since.minus(SKEW).getEpochSecond()) + ".000000");
        arguments.put("include_all_metadata", "true");
        arguments.put("limit", Integer.toString(PAGE));
        Optional<Posted> oldest = Optional.empty();
        for (int page = 0; page < PAGES; page++) {
            JsonNode answer = api.read("conversations.history", arguments, channel);
            for (JsonNode message : answer.path("messages")) {
                // Newest first: the last one seen is the oldest.
                if (isOurs(message, bot, key)) {
                    oldest = Optional.of(new Posted(channel, message.path("ts").asText()));
                }
            }
            String cursor = answer.path("response_metadata").path("next_cursor").asText("");
            if (cursor.isEmpty()) {
                return oldest;
            }
            arguments.put("cursor", cursor);
        }
        if (oldest.isPresent()) {
            return oldest;
        }
        throw SlackException.of(
                Kind.DOWN,
                "conversations.history: more than " + PAGES * PAGE
                        + " messages have come since; whether ours is among them could not be found out");
    }

    private static boolean isOurs(JsonNode message, String bot, String key) {
        JsonNode metadata = message.path("metadata");
        return bot.equals(message.path("bot_id").asText())
                && SlackApi.EVENT_TYPE.equals(metadata.path("event_type").asText())
                && key.equals(metadata.path("event_payload").path("key").asText());
    }
}
