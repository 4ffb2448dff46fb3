package dev.wigwag.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wigwag.http.CleanText;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** Calls a method of Slack's Web API with the app's token, in the form that the method takes. */
final class SlackWire {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final URI base;
    private final BotTokens tokens;
    private final SlackCalls calls;

    /** @param base where the methods are, without a slash at its end */
    SlackWire(URI base, BotTokens tokens, Duration patience) {
        this.base = base;
        this.tokens = tokens;
        this.calls = new SlackCalls(patience);
    }

    /** Whether there is a token, as far as known. Never blocks. */
    boolean configured() {
        return tokens.configured();
    }

    /** Calls a reading method, which takes its arguments as a form. */
    JsonNode read(String method, Map<String, String> arguments, String channel) {
        String form = arguments.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + "/" + method))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
        return call(method, request, channel);
    }

    /** Calls a writing method. */
    JsonNode write(String method, ObjectNode body, String channel) {
        return call(method, json(URI.create(base + "/" + method), body), channel);
    }

    /** Sends a body to an incoming webhook, whose address is a secret. */
    void hook(URI webhook, ObjectNode body) {
        WebhookAnswer.check(calls.send(json(webhook, body).build(), WebhookAnswer.WHAT));
    }

    /** What a call is named in messages. */
    static String about(String method, String channel) {
        return method + (channel.isEmpty() ? "" : " for " + CleanText.line(channel, 80));
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

    private static HttpRequest.Builder json(URI address, ObjectNode body) {
        try {
            return HttpRequest.newBuilder(address)
                    .header("Content-Type", "application/json; charset=utf-8")
                    .POST(BodyPublishers.ofByteArray(MAPPER.writeValueAsBytes(body)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A JSON tree could not be written as JSON", e);
        }
    }
}
