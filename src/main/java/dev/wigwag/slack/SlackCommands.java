package dev.wigwag.slack;

import dev.wigwag.chatops.PersonDirectory.UnknownForNow;
import dev.wigwag.chatops.Reply;
import dev.wigwag.engine.ClusterException;
import dev.wigwag.engine.Intake;
import dev.wigwag.http.Incident;
import dev.wigwag.http.LogLine;
import dev.wigwag.http.Malformed;
import dev.wigwag.http.Problem;
import dev.wigwag.http.Refusal;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * {@code POST /slack/commands}. Once it is sure that Slack asks for somebody of our workspace, whatever becomes of the command is
 * told in words: Slack shows nothing of an answer other than 200.
 */
@Path(SlackCommands.PATH)
public class SlackCommands {
    static final String PATH = "/slack/commands";

    private static final String EVENT = "command";

    private final SlackDoor door;
    private final InTime inTime;
    private final SlackRecord record;

    SlackCommands(SlackDoor door, InTime inTime, SlackRecord record) {
        this.door = door;
        this.inTime = inTime;
        this.record = record;
    }

    /** Takes one command: 200 with an answer for the one who asks; everything else is a {@link Problem}. */
    @POST
    @Blocking
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_JSON)
    public RestResponse<String> receive(@Context RoutingContext context) {
        long begun = System.nanoTime();
        LogLine line = LogLine.of("slack").add("event", EVENT);
        try {
            SlackForm form = door.open(context);
            if (form.field("ssl_check").isPresent()) {
                record.answered(EVENT, line, "of-no-interest", begun);
                return RestResponse.ok();
            }
            SlackCommand command = SlackCommand.of(form);
            door.checkTeam(command.team(), command.organisation(), command.installedForAll());
            line.add("by", command.user()).add("text", command.text());
            return answer(command, line, begun);
        } catch (Malformed e) {
            throw refused(line, new Refusal(Problem.malformed(e.getMessage() + ".")), begun);
        } catch (Refusal refusal) {
            throw refused(line, refusal, begun);
        }
    }

    private RestResponse<String> answer(SlackCommand command, LogLine line, long begun) {
        Reply reply;
        String outcome = "answered";
        try {
            reply = inTime.answer(command, begun);
        } catch (UnknownForNow e) {
            outcome = "unknown-person";
            reply = new Reply(false, "Not now", List.of(e.getMessage()));
        } catch (Intake.Late e) {
            outcome = "late";
            reply = new Reply(
                    false,
                    "That takes longer than Slack waits",
                    List.of("It goes on, and may still be done. See how things stand with: status"));
        } catch (Intake.Overloaded | ClusterException e) {
            outcome = "not-done";
            reply = new Reply(false, "Nothing was done", List.of(e.getMessage()));
        } catch (RuntimeException e) {
            outcome = "unexpected";
            Problem problem = Incident.refusal(PATH, e).problem();
            reply = new Reply(false, "Something went wrong in Wigwag", List.of(problem.detail()));
        }
        record.answered(EVENT, line, outcome, begun);
        return RestResponse.ok(PrivateAnswer.json(reply).toString());
    }

    private Refusal refused(LogLine line, Refusal refusal, long begun) {
        record.refused(EVENT, line, refusal.problem(), begun);
        return refusal;
    }
}
