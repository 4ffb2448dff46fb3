package dev.wigwag.flagger;

import dev.wigwag.http.LogLine;
import dev.wigwag.http.Malformed;
import dev.wigwag.http.Problem;
import dev.wigwag.http.RawBody;
import dev.wigwag.http.Refusal;
import dev.wigwag.http.ScopedSecret;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.Status;

/**
 * {@code POST /flagger/event}, for Flagger's global event webhook and for a Canary's own. Which Canary to look at is all that
 * is believed of an event; its words are kept for people. Flagger v1.44 takes 200, 201 and 202 for success and nothing else.
 */
@Path("/flagger/event")
public class FlaggerWebhook {
    private final FlaggerTokens tokens;
    private final EventIntake intake;
    private final EventRecord record;
    private final Clock clock;

    FlaggerWebhook(FlaggerTokens tokens, EventIntake intake, EventRecord record, Clock clock) {
        this.tokens = tokens;
        this.intake = intake;
        this.record = record;
        this.clock = clock;
    }

    /** Takes one event: 202 within a second; everything else is a {@link Problem}. */
    @POST
    @Blocking
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_JSON)
    public RestResponse<FlaggerAnswer> receive(@Context RoutingContext context) {
        long begun = System.nanoTime();
        LogLine line = LogLine.of("flagger");
        MessageKind kind = null;
        try {
            List<ScopedSecret> holders = tokens.holders(context.request());
            FlaggerEvent event = read(RawBody.of(context));
            FlaggerMessage message = FlaggerMessage.of(event.message());
            kind = message.kind();
            line.add("object", event.canary())
                    .add("phase", event.phase())
                    .add("checksum", event.checksum())
                    .add("message", message.text());
            tokens.checkScope(holders, event.canary().namespace());
            // With a rollback hook this comes at every tick, beside whatever else there is to say.
            String outcome = kind == MessageKind.RollbackNotSignaled
                    ? "noise"
                    : intake.take(MessageNews.of(event, message, clock.instant()));
            record.answered(kind, line, outcome, Status.ACCEPTED.getStatusCode(), begun);
            return RestResponse.status(
                    Status.ACCEPTED, new FlaggerAnswer(outcome, event.canary().toString()));
        } catch (Refusal refusal) {
            record.refused(kind, line, refusal.problem(), begun);
            throw refusal;
        }
    }

    private static FlaggerEvent read(RawBody body) {
        try (InputStream json = body.open()) {
            return FlaggerEvent.read(json);
        } catch (Malformed e) {
            throw new Refusal(Problem.malformed(e.getMessage() + "; only Flagger's event webhooks post here."));
        } catch (IOException e) {
            throw new IllegalStateException("a body in memory could not be read", e);
        }
    }
}
