package dev.wigwag.sandbox.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A Slack workspace in this process: {@code chat.postMessage}, {@code chat.update}, {@code conversations.history} and
 * {@code .replies}, {@code users.lookupByEmail}, {@code users.info}, {@code usergroups.users.list}, {@code auth.test} and incoming webhooks, over HTTP on 127.0.0.1. It answers what Slack answers, also to what is
 * wrong, and limits posts to one a second and channel beyond a burst of four (reference: slack.md §2–§9). Thread-safe.
 */
public final class SlackStandIn implements AutoCloseable {
    private static final String API = "/api/";
    private static final String WEBHOOKS = "/services/T0SANDBOX/B0HOOK/";
    private static final String ANSWERS = "/actions/T0SANDBOX/";
    private static final int ANSWERS_KEPT = 50;

    private final Clock clock;
    private final Map<String, SlackChannel> channels = new LinkedHashMap<>();
    private final Map<String, Integer> calls = new TreeMap<>();
    private final Map<String, List<JsonNode>> toldAlone = new TreeMap<>();
    private final SlackFaults faults = new SlackFaults();
    private final SlackUsers users = new SlackUsers();
    private final SlackMethods methods = new SlackMethods(channels, users);
    private final SlackFront front;
    private Set<String> tokens;

    private SlackStandIn(String token, Clock clock) {
        this.tokens = Set.of(token);
        this.clock = clock;
        this.front = new SlackFront(this::answer, faults);
    }

    /**
     * Starts it on a free port, without a channel.
     *
     * @param token the one bot token it takes
     */
    public static SlackStandIn start(String token, Clock clock) {
        return new SlackStandIn(token, clock);
    }

    /** Where its methods are, for {@code wigwag.slack.api-url}. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + front.port() + "/api");
    }

    /** The address of an incoming webhook of this channel. */
    public URI webhook(String channel) {
        return URI.create("http://127.0.0.1:" + front.port() + WEBHOOKS + channel);
    }

    /** Where this user can be answered so that nobody else sees it: the {@code response_url} of a command or a press. */
    public URI answerTo(String user) {
        return URI.create("http://127.0.0.1:" + front.port() + ANSWERS + user);
    }

    /** What this user was told so, the newest last. */
    public synchronized List<JsonNode> toldAlone(String user) {
        return List.copyOf(toldAlone.getOrDefault(user, List.of()));
    }

    /** Shows this user something that nobody else sees. */
    public synchronized void tellAlone(String user, JsonNode message) {
        List<JsonNode> told = toldAlone.computeIfAbsent(user, id -> new ArrayList<>());
        ObjectNode shown = message.deepCopy();
        told.add(shown.put("ts", clock.instant().getEpochSecond() + ".000000"));
        if (told.size() > ANSWERS_KEPT) {
            told.remove(0);
        }
    }

    /** Opens a channel under this id, with the bot in it. */
    public synchronized void open(String channel) {
        open(channel, "");
    }

    /** The same, for a channel that can also be posted to by its name. */
    public synchronized void open(String channel, String name) {
        channels.putIfAbsent(channel, new SlackChannel(channel, name, clock));
    }

    /** Somebody joins the workspace with this e-mail address. */
    public synchronized void join(String user, String email) {
        users.add(user, email, false, false);
    }

    /** The same, for somebody whom the page calls by name. */
    public synchronized void join(String user, String email, String name) {
        join(user, email);
        users.name(user, name);
    }

    /** The names of those who gave one, by user id. */
    public synchronized Map<String, String> names() {
        return new LinkedHashMap<>(users.names());
    }

    /** Somebody who has left, or a bot, has this e-mail address. */
    public synchronized void joinAsNobody(String user, String email, boolean bot) {
        users.add(user, email, !bot, bot);
    }

    /**
     * Changes what {@code users.info} says of somebody.
     *
     * @param field for example {@code is_restricted}
     */
    public synchronized void change(String user, String field, JsonNode value) {
        users.change(user, field, value);
    }

    /** A user group of these members. */
    public synchronized void group(String id, String... members) {
        users.group(id, Set.of(members));
    }

    /** From now on the app lacks the scope to look people up by e-mail. */
    public synchronized void hideEmails() {
        users.hide();
    }

    /** Takes the bot out of the channel. */
    public synchronized void leave(String channel) {
        channels.get(channel).leave();
    }

    /** Archives the channel: nobody can post there any more. */
    public synchronized void archive(String channel) {
        channels.get(channel).archive();
    }

    /** Somebody deletes all messages of the channel. */
    public synchronized void clear(String channel) {
        channels.get(channel).forget();
    }

    /** From now on only these tokens are taken. */
    public synchronized void accept(Set<String> live) {
        tokens = Set.copyOf(live);
    }

    /** A person writes into the channel; answers the message's {@code ts}. */
    public synchronized String say(String channel, String user, String text) {
        ObjectNode message = JsonNodeFactory.instance
                .objectNode()
                .put("type", "message")
                .put("user", user)
                .put("text", text);
        return channels.get(channel).add(message);
    }

    /** The channel's messages as Slack holds them, replies included, oldest first. */
    public synchronized List<JsonNode> messages(String channel) {
        return channels.get(channel).all();
    }

    /** The channels in the order in which they were opened. */
    public synchronized List<String> channels() {
        return new ArrayList<>(channels.keySet());
    }

    /** How often each method was called, refused and failed calls included; webhooks as {@code webhook}. */
    public synchronized Map<String, Integer> calls() {
        return new TreeMap<>(calls);
    }

    /** The switches that make it fail. */
    public SlackFaults faults() {
        return faults;
    }

    /** What a call is, for {@link #calls} and {@link SlackFaults}. */
    static String method(String path) {
        return path.startsWith(API) ? path.substring(API.length()) : "webhook";
    }

    private synchronized SlackReply answer(SlackRequest request) {
        String method = method(request.path());
        if (calls.size() < 100 || calls.containsKey(method)) {
            calls.merge(method, 1, Integer::sum);
        }
        if (request.path().startsWith(ANSWERS)) {
            return privately(request);
        }
        boolean webhook = request.path().startsWith(WEBHOOKS);
        try {
            faults.code(method).ifPresent(code -> {
                throw new SlackRefusal(code);
            });
            if (webhook) {
                SlackChannel channel = channels.get(request.path().substring(WEBHOOKS.length()));
                return channel == null ? SlackReply.plain(404, "no_service") : methods.webhook(request, channel);
            }
            authorize(request);
            return methods.call(method, request);
        } catch (SlackRefusal e) {
            return webhook
                    ? SlackReply.plain(webhookStatus(e.getMessage()), e.getMessage())
                    : SlackReply.no(e.getMessage(), e.reasons());
        }
    }

    private SlackReply privately(SlackRequest request) {
        try {
            ObjectNode answer = request.arguments();
            BlockKitRules.check(answer.path("blocks"));
            tellAlone(request.path().substring(ANSWERS.length()), answer);
            return SlackReply.ok(JsonNodeFactory.instance.objectNode());
        } catch (SlackRefusal e) {
            return SlackReply.plain(400, e.getMessage());
        }
    }

    private void authorize(SlackRequest request) {
        if (!request.authorization().startsWith("Bearer ")) {
            throw new SlackRefusal("not_authed");
        }
        if (!tokens.contains(request.authorization().substring("Bearer ".length()))) {
            throw new SlackRefusal("invalid_auth");
        }
    }

    private static int webhookStatus(String code) {
        return switch (code) {
            case "is_archived" -> 410;
            case "not_in_channel", "channel_not_found" -> 404;
            case "invalid_token", "action_prohibited" -> 403;
            default -> 400;
        };
    }

    @Override
    public void close() {
        front.close();
    }
}
