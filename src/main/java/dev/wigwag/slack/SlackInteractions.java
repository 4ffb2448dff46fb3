package dev.wigwag.slack;

import dev.wigwag.chatops.PersonDirectory.UnknownForNow;
import dev.wigwag.chatops.Reply;
import dev.wigwag.engine.ClusterException;
import dev.wigwag.engine.Intake;
import dev.wigwag.http.LogLine;
import dev.wigwag.http.Malformed;
import dev.wigwag.http.Problem;
import dev.wigwag.http.Refusal;
import dev.wigwag.rollout.Approval;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * {@code POST /slack/interactions}. A press of one of our buttons is answered 200 once the decision stands in the ledger or was
 * refused, and otherwise not, so that the presser sees that nothing came of it; what came of it is told to the presser alone.
 */
@Path(SlackInteractions.PATH)
public class SlackInteractions {
    static final String PATH = "/slack/interactions";

    private static final String EVENT = "interaction";

    private final SlackDoor door;
    private final InTime inTime;
    private final SeenPresses seen;
    private final ResponseUrl responseUrl;
    private final SlackRecord record;

    SlackInteractions(SlackDoor door, InTime inTime, SeenPresses seen, ResponseUrl responseUrl, SlackRecord record) {
        this.door = door;
        this.inTime = inTime;
        this.seen = seen;
        this.responseUrl = responseUrl;
        this.record = record;
    }

    /** Takes one interaction: 200 without a body; everything else is a {@link Problem}. */
    @POST
    @Blocking
    @Consumes(MediaType.WILDCARD)
    public RestResponse<Void> receive(@Context RoutingContext context) {
        long begun = System.nanoTime();
        LogLine line = LogLine.of("slack").add("event", EVENT);
        try {
            SlackPress press = SlackPress.of(door.open(context));
            door.checkTeam(press.team(), press.organisation(), press.installedForAll());
            line.add("by", press.user()).add("action", press.action());
            record.answered(EVENT, line, taken(press, line, begun), begun);
            return RestResponse.ok();
        } catch (Malformed e) {
            throw refused(line, new Refusal(Problem.malformed(e.getMessage() + ".")), begun);
        } catch (Refusal refusal) {
            throw refused(line, refusal, begun);
        }
    }

    private String taken(SlackPress press, LogLine line, long begun) {
        Optional<ButtonValue> button = press.button();
        if (button.isEmpty()) {
            return "of-no-interest";
        }
        line.add("canary", Approval.name(button.get().canary()))
                .add("gate", button.get().gate())
                .add("run", button.get().run());
        if (!seen.isNew(press)) {
            return "repeated";
        }
        Reply reply = decided(press, button.get(), begun);
        boolean told = responseUrl.tell(press.answerTo(), reply, InTime.left(InTime.WHOLE, begun));
        line.add("told", told);
        return reply.done() ? "decided" : "not-decided";
    }

    private Reply decided(SlackPress press, ButtonValue button, long begun) {
        try {
            return inTime.press(press.user(), button, begun);
        } catch (UnknownForNow | Intake.Overloaded | ClusterException e) {
            seen.forget(press);
            String title = e instanceof Intake.Late ? "It may not have been done" : "Nothing was decided";
            Reply reply =
                    new Reply(false, title, List.of(e.getMessage(), "Press the button again if it is still there."));
            responseUrl.tell(press.answerTo(), reply, InTime.left(InTime.WHOLE, begun));
            throw new Refusal(Problem.notStored(e.getMessage()));
        }
    }

    private Refusal refused(LogLine line, Refusal refusal, long begun) {
        record.refused(EVENT, line, refusal.problem(), begun);
        return refusal;
    }
}
