package dev.wigwag.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.wigwag.http.CleanText;
import dev.wigwag.http.Redaction;
import dev.wigwag.slack.SlackException.Kind;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Reads an answer of the Web API. 200 with {@code "ok":false} is Slack's normal way to say no (reference: slack.md §3). */
final class SlackAnswer {
    private static final Duration USUAL_WAIT = Duration.ofSeconds(30);
    private static final long LONGEST_WAIT = Duration.ofHours(1).toSeconds();
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private SlackAnswer() {}

    /**
     * The answer's JSON, if it is a yes.
     *
     * @param what what was asked for, to begin messages with
     * @throws SlackException in every other case
     */
    static JsonNode read(HttpResponse<byte[]> response, String what) {
        int status = response.statusCode();
        if (status == 429) {
            throw limited(response, what);
        }
        if (status >= 500) {
            throw SlackException.of(Kind.UNCLEAR, what + ": Slack answered " + status + "; it may have been done");
        }
        if (status >= 300 && status < 400) {
            throw SlackException.of(
                    Kind.REFUSED, what + ": redirected, which is not followed; set " + SlackConfig.API_URL + " right");
        }
        JsonNode answer = json(response.body());
        if (answer.path("ok").isBoolean()) {
            if (answer.path("ok").booleanValue()) {
                return answer;
            }
            throw refused(answer, response, what);
        }
        if (status >= 400) {
            throw SlackException.of(
                    Kind.REFUSED,
                    what + ": answered " + status + " by something that is not Slack's API; set " + SlackConfig.API_URL
                            + " right");
        }
        throw SlackException.of(
                Kind.UNCLEAR,
                what + ": the answer is not Slack's JSON; see what stands between Wigwag and " + SlackConfig.API_URL);
    }

    /** That Slack wants to be left alone for a while. */
    static SlackException limited(HttpResponse<?> response, String what) {
        Duration after = retryAfter(response).orElse(USUAL_WAIT);
        return new SlackException(
                Kind.LIMITED,
                what + ": Slack wants no call for " + after.toSeconds() + " s; " + SlackError.RATE.advice(),
                SlackError.RATE,
                after,
                null);
    }

    private static SlackException refused(JsonNode answer, HttpResponse<?> response, String what) {
        String code = CleanText.line(answer.path("error").asText("an unnamed error"), 80);
        SlackError error = SlackError.of(code);
        if (error == SlackError.RATE) {
            return limited(response, what);
        }
        String message = what + ": Slack says " + code + details(answer) + "; " + error.advice();
        return new SlackException(error.kind(), message, error, Duration.ZERO, null);
    }

    /** Which scope is missing, or where in the blocks the mistake is. */
    private static String details(JsonNode answer) {
        String needed = answer.path("needed").asText("");
        String first = answer.path("response_metadata").path("messages").path(0).asText("");
        String details = (needed.isEmpty() ? "" : "needed is " + needed + " ") + first;
        return details.isBlank() ? "" : " (" + Redaction.apply(CleanText.line(details.strip(), 200)) + ")";
    }

    private static Optional<Duration> retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .map(String::strip)
                .filter(text -> text.matches("[0-9]{1,9}"))
                .map(text -> Duration.ofSeconds(Math.max(1, Math.min(LONGEST_WAIT, Long.parseLong(text)))));
    }

    private static JsonNode json(byte[] body) {
        try {
            JsonNode tree = MAPPER.readTree(body);
            return tree == null ? MissingNode.getInstance() : tree;
        } catch (IOException e) {
            // Told by what is missing in it: whoever answered so is not Slack.
            return MissingNode.getInstance();
        }
    }
}
