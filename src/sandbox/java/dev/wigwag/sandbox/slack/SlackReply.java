package dev.wigwag.sandbox.slack;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What Slack answers.
 *
 * @param retryAfter seconds in the header of that name; 0 for no such header
 */
record SlackReply(int status, String contentType, String body, int retryAfter) {
    static SlackReply ok(ObjectNode answer) {
        return json(200, answer.put("ok", true), 0);
    }

    /** No, as Slack says it: with status 200. */
    static SlackReply no(String code, List<String> reasons) {
        ObjectNode answer =
                JsonNodeFactory.instance.objectNode().put("ok", false).put("error", code);
        if (!reasons.isEmpty()) {
            var messages = answer.putObject("response_metadata").putArray("messages");
            reasons.forEach(reason -> messages.add("[ERROR] " + reason));
        }
        return json(200, answer, 0);
    }

    static SlackReply limited(int seconds) {
        ObjectNode answer =
                JsonNodeFactory.instance.objectNode().put("ok", false).put("error", "ratelimited");
        return json(429, answer, seconds);
    }

    static SlackReply plain(int status, String word) {
        return new SlackReply(status, "text/plain", word, 0);
    }

    private static SlackReply json(int status, ObjectNode answer, int retryAfter) {
        return new SlackReply(status, "application/json; charset=utf-8", answer.toString(), retryAfter);
    }
}
