package dev.wigwag.sandbox.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** The methods of the Web API, without the wire; to be used by one thread at a time. */
final class SlackMethods {
    static final String BOT = "B0WIGWAG";
    private static final int LONGEST_UPDATE = 4000;
    private static final int LONGEST_POST = 40_000;
    private static final int MOST_AT_A_TIME = 999;

    private final Map<String, SlackChannel> channels;
    private final SlackUsers users;

    SlackMethods(Map<String, SlackChannel> channels, SlackUsers users) {
        this.channels = channels;
        this.users = users;
    }

    SlackReply call(String method, SlackRequest request) {
        ObjectNode arguments = request.arguments();
        return switch (method) {
            case "auth.test" ->
                SlackReply.ok(
                        answer().put("user_id", "U0WIGWAG").put("bot_id", BOT).put("team_id", SlackUsers.TEAM));
            case "chat.postMessage" -> post(arguments);
            case "chat.update" -> update(arguments);
            case "conversations.history" -> {
                refuseJson(request);
                yield history(arguments, false);
            }
            case "conversations.replies" -> {
                refuseJson(request);
                yield history(arguments, true);
            }
            case "users.lookupByEmail" -> {
                refuseJson(request);
                yield SlackReply.ok(users.lookup(arguments.path("email").asText()));
            }
            case "users.info" -> {
                refuseJson(request);
                yield SlackReply.ok(users.info(arguments.path("user").asText()));
            }
            case "usergroups.users.list" -> {
                refuseJson(request);
                yield SlackReply.ok(users.members(arguments.path("usergroup").asText()));
            }
            default -> throw new SlackRefusal("unknown_method");
        };
    }

    /** Posts what an incoming webhook was sent; it answers a word, and no {@code ts}. */
    SlackReply webhook(SlackRequest request, SlackChannel channel) {
        ObjectNode message = content(request.arguments(), LONGEST_POST);
        channel.require();
        int wait = channel.mustWait();
        if (wait > 0) {
            return new SlackReply(429, "text/plain", "rate_limited", wait);
        }
        channel.add(message);
        return SlackReply.plain(200, "ok");
    }

    private SlackReply post(ObjectNode arguments) {
        SlackChannel channel = named(arguments);
        ObjectNode message = content(arguments, LONGEST_POST);
        String thread = arguments.path("thread_ts").asText("");
        if (!thread.isEmpty()) {
            ObjectNode parent = channel.message(thread).orElseThrow(() -> new SlackRefusal("thread_not_found"));
            if (parent.has("thread_ts")) {
                throw new SlackRefusal("cannot_reply_to_message", "thread_ts is a reply's");
            }
            message.put("thread_ts", thread)
                    .put("reply_broadcast", arguments.path("reply_broadcast").asBoolean());
        }
        if (arguments.has("metadata")) {
            message.set("metadata", metadata(arguments.path("metadata")));
        }
        int wait = channel.mustWait();
        if (wait > 0) {
            return SlackReply.limited(wait);
        }
        String ts = channel.add(message);
        ObjectNode answer = answer().put("channel", channel.id()).put("ts", ts);
        answer.set("message", message.deepCopy());
        return SlackReply.ok(answer);
    }

    private SlackReply update(ObjectNode arguments) {
        SlackChannel channel = channel(arguments);
        JsonNode ts = arguments.path("ts");
        ObjectNode message = channel.message(ts.isTextual() ? ts.textValue() : "")
                .orElseThrow(() -> new SlackRefusal("message_not_found"));
        if (!BOT.equals(message.path("bot_id").asText())) {
            throw new SlackRefusal("cant_update_message");
        }
        ObjectNode content = content(arguments, LONGEST_UPDATE);
        message.set("text", content.path("text"));
        if (content.has("blocks")) {
            message.set("blocks", content.path("blocks"));
        } else {
            // Text alone takes the blocks away.
            message.remove("blocks");
        }
        if (arguments.has("metadata")) {
            message.set("metadata", metadata(arguments.path("metadata")));
        }
        return SlackReply.ok(answer().put("channel", channel.id())
                .put("ts", ts.textValue())
                .put("text", content.path("text").asText()));
    }

    private SlackReply history(ObjectNode arguments, boolean thread) {
        SlackChannel channel = channel(arguments);
        String oldest = arguments.path("oldest").asText("0");
        List<ObjectNode> wanted = thread
                ? thread(channel, arguments.path("ts").asText(), oldest)
                : channel.history().stream()
                        .filter(message -> isAfter(message.path("ts").asText(), oldest))
                        .toList();
        int from = number(arguments.path("cursor").asText("0"));
        int limit = Math.min(MOST_AT_A_TIME, number(arguments.path("limit").asText("100")));
        int to = Math.min(wanted.size(), from + limit);
        ObjectNode answer = answer();
        ArrayNode messages = answer.putArray("messages");
        for (ObjectNode message : wanted.subList(Math.min(from, to), to)) {
            ObjectNode copy = message.deepCopy();
            if (!arguments.path("include_all_metadata").asBoolean()) {
                copy.remove("metadata");
            }
            messages.add(copy);
        }
        boolean more = to < wanted.size();
        answer.put("has_more", more);
        answer.putObject("response_metadata").put("next_cursor", more ? Integer.toString(to) : "");
        return SlackReply.ok(answer);
    }

    /** The message itself comes always, its replies only if they are new enough. */
    private static List<ObjectNode> thread(SlackChannel channel, String ts, String oldest) {
        channel.message(ts).orElseThrow(() -> new SlackRefusal("thread_not_found"));
        return channel.thread(ts).stream()
                .filter(message -> message.path("ts").asText().equals(ts)
                        || isAfter(message.path("ts").asText(), oldest))
                .toList();
    }

    private static ObjectNode content(ObjectNode arguments, int longest) {
        String text = arguments.path("text").asText("");
        JsonNode blocks = arguments.path("blocks");
        if (text.isBlank() && blocks.isEmpty()) {
            throw new SlackRefusal("no_text");
        }
        if (longest == LONGEST_UPDATE && text.length() > longest) {
            throw new SlackRefusal("msg_too_long");
        }
        ObjectNode message = answer().put("type", "message").put("bot_id", BOT).put("app_id", "A0WIGWAG");
        message.put("text", text.substring(0, Math.min(text.length(), longest)));
        if (!blocks.isMissingNode() && !blocks.isNull()) {
            BlockKitRules.check(blocks);
            if (!blocks.isEmpty()) {
                message.set("blocks", blocks.deepCopy());
            }
        }
        return message;
    }

    private static JsonNode metadata(JsonNode metadata) {
        if (metadata.path("event_type").asText("").isBlank()
                || !metadata.path("event_payload").isObject()) {
            throw new SlackRefusal("invalid_metadata_schema");
        }
        return metadata.deepCopy();
    }

    /** To post, a channel may be called by its name (reference: slack.md §4). */
    private SlackChannel named(ObjectNode arguments) {
        String name = arguments.path("channel").asText("");
        return channels.values().stream()
                .filter(channel -> channel.isCalled(name))
                .findFirst()
                .map(channel -> channel(arguments.put("channel", channel.id())))
                .orElseGet(() -> channel(arguments));
    }

    private SlackChannel channel(ObjectNode arguments) {
        SlackChannel channel = channels.get(arguments.path("channel").asText(""));
        if (channel == null) {
            throw new SlackRefusal("channel_not_found");
        }
        channel.require();
        return channel;
    }

    /** Reading methods take no JSON: they would not see its arguments. */
    private static void refuseJson(SlackRequest request) {
        if (request.isJson()) {
            throw new SlackRefusal("invalid_arguments", "missing required field: channel");
        }
    }

    private static boolean isAfter(String ts, String oldest) {
        return new BigDecimal(ts).compareTo(new BigDecimal(oldest)) > 0;
    }

    private static int number(String text) {
        if (!text.matches("[0-9]{1,6}")) {
            throw new SlackRefusal("invalid_arguments");
        }
        return Integer.parseInt(text);
    }

    private static ObjectNode answer() {
        return JsonNodeFactory.instance.objectNode();
    }
}
