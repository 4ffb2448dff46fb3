package dev.wigwag.github;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wigwag.http.CleanText;
import dev.wigwag.http.Redaction;
import java.net.http.HttpHeaders;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What GitHub's API answered.
 *
 * @param body the JSON; missing if there was none, or something else, as from a proxy
 */
record ApiAnswer(int status, HttpHeaders headers, JsonNode body) {
    private static final int WORDS = 300;

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    Optional<String> header(String name) {
        return headers.firstValue(name).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** A header that counts something; empty if it is absent or no number. */
    OptionalLong number(String name) {
        return header(name)
                .filter(value -> value.length() <= 18 && value.chars().allMatch(c -> c >= '0' && c <= '9'))
                .map(value -> OptionalLong.of(Long.parseLong(value)))
                .orElse(OptionalLong.empty());
    }

    /** Whether a list goes on with another page. */
    boolean hasNext() {
        return headers.allValues("Link").stream().anyMatch(link -> link.contains("rel=\"next\""));
    }

    /** GitHub's own words on an error, the {@code errors} included; fit to be shown, empty if there are none. */
    String words() {
        String errors = StreamSupport.stream(body.path("errors").spliterator(), false)
                .limit(5)
                .map(ApiAnswer::error)
                .collect(Collectors.joining(", "));
        String message = body.path("message").asText();
        String all = message + (errors.isEmpty() ? "" : " (" + errors + ")");
        return CleanText.line(Redaction.apply(CleanText.line(all, 10 * WORDS)), WORDS);
    }

    private static String error(JsonNode error) {
        if (error.isTextual() || error.path("message").isTextual()) {
            return error.isTextual() ? error.asText() : error.path("message").asText();
        }
        return error.path("field").asText("?") + " " + error.path("code").asText("?");
    }
}
