package dev.wigwag.slack;

import dev.wigwag.http.CleanText;
import dev.wigwag.slack.SlackException.Kind;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/** Reads an incoming webhook's answer: a real status and one word (reference: slack.md §2). */
final class WebhookAnswer {
    /** What messages begin with; the address itself is a secret. */
    static final String WHAT = "the incoming webhook";

    private WebhookAnswer() {}

    /** @throws SlackException unless the message was taken */
    static void check(HttpResponse<byte[]> response) {
        int status = response.statusCode();
        if (status == 200) {
            return;
        }
        if (status == 429) {
            throw SlackAnswer.limited(response, WHAT);
        }
        if (status >= 500) {
            throw SlackException.of(Kind.UNCLEAR, WHAT + ": Slack answered " + status + "; it may have been done");
        }
        String word = CleanText.line(new String(response.body(), StandardCharsets.UTF_8), 80)
                .toLowerCase(Locale.ROOT);
        // Whatever else a page of somebody else's holds stays out of the log.
        String code = word.matches("[a-z_]{1,80}") ? word : "nothing of Slack's";
        boolean content = SlackError.of(code) == SlackError.CONTENT || code.equals("invalid_payload");
        String advice = content
                ? SlackError.CONTENT.advice()
                : "make a new webhook in Slack's app settings and configure its address";
        throw new SlackException(
                Kind.REFUSED,
                WHAT + ": Slack says " + code + " (" + status + "); " + advice,
                content ? SlackError.CONTENT : SlackError.UNKNOWN,
                Duration.ZERO,
                null);
    }
}
