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

    /** The channels, each with its newest messages, newest first, and their replies, oldest first. */
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
        return answer.toString();
    }

    private static ObjectNode withReplies(JsonNode message, List<JsonNode> all) {
        ObjectNode shown = message.deepCopy();
        ArrayNode replies = shown.putArray("replies");
        all.stream()
                .filter(reply -> reply.path("thread_ts")
                        .asText()
                        .equals(message.path("ts").asText()))
                .forEach(replies::add);
        return shown;
    }
}
