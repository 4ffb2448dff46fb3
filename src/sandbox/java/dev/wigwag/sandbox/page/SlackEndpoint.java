package dev.wigwag.sandbox.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wigwag.sandbox.slack.SlackStandIn;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;

/** What stands in Slack's channels, for the page to show as people would see it. */
@Path("/sandbox/slack")
@IfBuildProperty(name = "wigwag.sandbox.enabled", stringValue = "true", enableIfMissing = true)
public class SlackEndpoint {

    private static final int SHOWN = 10;

    private final SlackStandIn slack;

    @Inject
    SlackEndpoint(SlackStandIn slack) {
        this.slack = slack;
    }

    /**
     * The channels, each with its newest messages, newest first, and their replies, oldest first; and the names of those who may be
     * mentioned.
     */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public String channels() {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode channels = answer.putArray("channels");
        for (String id : slack.channels()) {
            List<JsonNode> all = slack.messages(id);
            ArrayNode messages = channels.addObject().put("id", id).putArray("messages");
            for (int i = all.size() - 1; i >= 0 && messages.size() < SHOWN; i--) {
                JsonNode message = all.get(i);
                if (!message.has("thread_ts") || message.path("reply_broadcast").asBoolean()) {
                    messages.add(withReplies(message, all));
                }
            }
        }
        ObjectNode people = answer.putObject("people");
        slack.names().forEach(people::put);
        return answer.toString();
    }

    /** What the channel shows of a reply says what it replies to. */
    private static Optional<String> parent(JsonNode message, List<JsonNode> all) {
        return all.stream()
                .filter(other -> message.has("thread_ts")
                        && other.path("ts")
                                .asText()
                                .equals(message.path("thread_ts").asText()))
                .map(other -> other.path("text").asText())
                .findFirst();
    }

    private static ObjectNode withReplies(JsonNode message, List<JsonNode> all) {
        ObjectNode shown = message.deepCopy();
        parent(message, all).ifPresent(text -> shown.put("replies_to", text));
        ArrayNode replies = shown.putArray("replies");
        all.stream()
                .filter(reply -> reply.path("thread_ts")
                        .asText()
                        .equals(message.path("ts").asText()))
                .forEach(replies::add);
        return shown;
    }
}
