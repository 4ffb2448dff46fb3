package dev.wigwag.slack;

import dev.wigwag.sandbox.slack.SlackSignature;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

/** Sends what Slack would send. */
public final class SlackEdge {
    public static final String SECRET = "wigwag-sandbox-slack-signing";
    public static final String TEAM = "T0SANDBOX";

    private SlackEdge() {}

    /** A form of these fields. */
    public static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** A command of this user. */
    public static String command(String user, String text) {
        return form(Map.of("team_id", TEAM, "user_id", user, "command", "/wigwag", "text", text));
    }

    /** A press of a button of ours. */
    public static String press(String user, String value, String at, String answerTo) {
        String payload = "{\"type\":\"block_actions\",\"team\":{\"id\":\"" + TEAM + "\"},\"user\":{\"id\":\"" + user
                + "\"},\"channel\":{\"id\":\"C0SANDBOX\"},\"container\":{\"message_ts\":\"1.2\"},\"response_url\":\""
                + answerTo + "\",\"actions\":[{\"action_id\":\"wigwag.approve.x\",\"value\":\""
                + value.replace("\"", "\\\"") + "\",\"action_ts\":\"" + at + "\"}]}";
        return form(Map.of("payload", payload));
    }

    /** Sends it, signed at this time. */
    public static HttpResponse<String> send(URI to, String body, Instant at) throws IOException, InterruptedException {
        return send(to, body, SlackSignature.timestamp(at), SlackSignature.v0(SECRET, at, body));
    }

    /** Sends it with these headers. */
    public static HttpResponse<String> send(URI to, String body, String timestamp, String signature)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(to)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-Slack-Request-Timestamp", timestamp)
                .header("X-Slack-Signature", signature)
                .POST(BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
