package dev.wigwag.sandbox.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wigwag.sandbox.slack.SlackClient;
import dev.wigwag.sandbox.slack.SlackStandIn;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.inject.Inject;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;

/** What stands in Slack's channels, for the page to show as people would see it. */
@Path("/sandbox/slack")
@IfBuildProperty(name = "wigwag.sandbox.enabled", stringValue = "true", enableIfMissing = true)
public class SlackEndpoint {

    private static final int SHOWN = 10;

    private static final int SHOWN_ALONE = 3;

    private final SlackStandIn slack;
    private final SlackClient client;

    @Inject
    SlackEndpoint(SlackStandIn slack, SlackClient client) {
        this.slack = slack;
        this.client = client;
    }

    /** Somebody types a command; what comes back is shown to that person alone, with the channels. */
    @POST
    @Path("command")
    public void command(@QueryParam("as") String user, @QueryParam("text") @DefaultValue("") String text) {
        client.command(member(user), text);
    }

    /** Somebody presses a button and confirms it; 409 if it is gone by now. */
    @POST
    @Path("press")
    public void press(
            @QueryParam("as") String user,
            @QueryParam("channel") String channel,
            @QueryParam("ts") String ts,
            @QueryParam("action") String action) {
        try {
            if (!slack.channels().contains(channel)) {
                throw new IllegalArgumentException("There is no such channel");
            }
            client.press(member(user), channel, ts, action);
        } catch (IllegalArgumentException e) {
            throw new ClientErrorException(e.getMessage(), Response.Status.CONFLICT);
        }
    }

    private String member(String user) {
        if (user == null || !slack.names().containsKey(user)) {
            throw new BadRequestException("There is nobody of that id");
        }
        return user;
    }

    /**
     * The channels, each with its newest messages, newest first, and their replies, oldest first; and the names of those who may be
     * mentioned. With {@code as}, also what this user is shown alone, newest first.
     */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public String channels(@QueryParam("as") String user) {
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
        ArrayNode alone = answer.putArray("alone");
        List<JsonNode> told = user == null ? List.of() : slack.toldAlone(user);
        for (int i = told.size() - 1; i >= 0 && alone.size() < SHOWN_ALONE; i--) {
            alone.add(told.get(i));
        }
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
