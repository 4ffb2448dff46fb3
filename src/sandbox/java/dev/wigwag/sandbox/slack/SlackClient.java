package dev.wigwag.sandbox.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What Slack does when somebody types a command or presses a button: it asks the app, signed, and shows the person alone what
 * came back, or that nothing did within three seconds (reference: slack.md §11–§13).
 */
public final class SlackClient {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final SlackStandIn slack;
    private final String secret;
    private final Supplier<Optional<URI>> app;
    private final Clock clock;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /**
     * The app's users' Slack.
     *
     * @param secret the app's signing secret
     * @param app where the app listens; empty as long as it does not
     */
    public SlackClient(SlackStandIn slack, String secret, Supplier<Optional<URI>> app, Clock clock) {
        this.slack = slack;
        this.secret = secret;
        this.app = app;
        this.clock = clock;
    }

    /** Somebody types {@code /wigwag} and this behind it. */
    public void command(String user, String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("team_id", SlackUsers.TEAM);
        fields.put("user_id", user);
        fields.put("user_name", user.toLowerCase(Locale.ROOT));
        fields.put("command", "/wigwag");
        fields.put("text", text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
        fields.put("response_url", slack.answerTo(user).toString());
        Optional<String> answer = ask(user, "/slack/commands", fields);
        answer.filter(body -> !body.isBlank()).ifPresent(body -> slack.tellAlone(user, read(body)));
    }

    /**
     * Somebody presses a button of a message, and confirms it.
     *
     * @throws IllegalArgumentException if there is no such button by now
     */
    public void press(String user, String channel, String ts, String action) {
        JsonNode message = slack.messages(channel).stream()
                .filter(each -> each.path("ts").asText().equals(ts))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no message " + ts + " in " + channel));
        pressSeen(user, channel, message, action);
    }

    /**
     * Somebody presses a button of a message as that person's screen shows it, which may be behind.
     *
     * @throws IllegalArgumentException if it shows no such button
     */
    public void pressSeen(String user, String channel, JsonNode message, String action) {
        String ts = message.path("ts").asText();
        ObjectNode pressed = button(message, action).deepCopy();
        Instant now = clock.instant();
        pressed.remove("confirm");
        pressed.put("action_ts", now.getEpochSecond() + "." + String.format(Locale.ROOT, "%06d", now.getNano() / 1000));
        ObjectNode payload = JsonNodeFactory.instance.objectNode().put("type", "block_actions");
        payload.putObject("team").put("id", SlackUsers.TEAM);
        payload.putNull("enterprise").put("is_enterprise_install", false);
        payload.putObject("user").put("id", user).put("team_id", SlackUsers.TEAM);
        payload.putObject("channel").put("id", channel);
        payload.putObject("container")
                .put("type", "message")
                .put("message_ts", ts)
                .put("channel_id", channel);
        payload.set("message", message);
        payload.put("response_url", slack.answerTo(user).toString());
        payload.putArray("actions").add(pressed);
        ask(user, "/slack/interactions", Map.of("payload", payload.toString()));
    }

    private static ObjectNode button(JsonNode message, String action) {
        return StreamSupport.stream(message.path("blocks").spliterator(), false)
                .flatMap(block -> StreamSupport.stream(block.path("elements").spliterator(), false))
                .filter(element -> element.path("action_id").asText().equals(action))
                .map(ObjectNode.class::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no button " + action + " any more"));
    }

    /** The answer's body; empty if there was none in time, or it was no 200, which the person is shown. */
    private Optional<String> ask(String user, String path, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        Instant now = clock.instant();
        try {
            URI base = app.get().orElseThrow(() -> new IOException("nobody listens yet"));
            HttpRequest request = HttpRequest.newBuilder(base.resolve(path))
                    .timeout(PATIENCE)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .header("X-Slack-Request-Timestamp", SlackSignature.timestamp(now))
                    .header("X-Slack-Signature", SlackSignature.v0(secret, now, body))
                    .POST(BodyPublishers.ofString(body))
                    .build();
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() == 200) {
                return Optional.of(response.body());
            }
            failed(user, "the app answered " + response.statusCode());
        } catch (IOException e) {
            failed(user, "the app did not answer within 3 seconds");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failed(user, "interrupted");
        }
        return Optional.empty();
    }

    private void failed(String user, String why) {
        slack.tellAlone(user, JsonNodeFactory.instance.objectNode().put("text", "⚠️ That did not work: " + why + "."));
    }

    private static JsonNode read(String body) {
        try {
            return MAPPER.readTree(body);
        } catch (IOException e) {
            return JsonNodeFactory.instance.objectNode().put("text", body);
        }
    }
}
