package dev.wigwag.flux;

import dev.wigwag.engine.Heard;
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
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.Status;

/**
 * {@code POST /flux}. Verify over the raw bytes, read which object it is about, and have that looked at; nothing else in
 * an event is believed. Older notification-controllers take 204 for a failure, so a body is always sent.
 */
@Path("/flux")
public class FluxWebhook {
    /** What can change a rollout; events about other kinds are taken and left. */
    private static final Set<FluxKind> FOLLOWED = EnumSet.of(
            FluxKind.GitRepository,
            FluxKind.OCIRepository,
            FluxKind.Bucket,
            FluxKind.HelmChart,
            FluxKind.Kustomization,
            FluxKind.HelmRelease);

    private final FluxSecrets secrets;
    private final HintIntake hints;
    private final Heard heard;
    private final EventRecord record;

    FluxWebhook(FluxSecrets secrets, HintIntake hints, Heard heard, EventRecord record) {
        this.secrets = secrets;
        this.hints = hints;
        this.heard = heard;
        this.record = record;
    }

    /** Takes one event: 202; everything else is a {@link Problem}. */
    @POST
    @Blocking
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_JSON)
    public RestResponse<FluxAnswer> receive(@Context RoutingContext context) {
        long begun = System.nanoTime();
        LogLine line = LogLine.of("flux");
        FluxEvent event = null;
        try {
            RawBody body = RawBody.of(context);
            List<ScopedSecret> holders = secrets.holders(context.request(), body);
            event = read(body);
            line.add("object", event.object())
                    .add("severity", event.severity())
                    .add("reason", event.reason())
                    .add("revision", event.revision());
            secrets.checkScope(holders, event.object().namespace());
            event.changes().ifPresent(heard::add);
            RestResponse<FluxAnswer> response = RestResponse.status(Status.ACCEPTED, answer(event));
            record.answered(event, line, response, begun);
            return response;
        } catch (Refusal refusal) {
            record.refused(event, line, refusal.problem(), begun);
            throw refusal;
        }
    }

    private FluxAnswer answer(FluxEvent event) {
        boolean followed =
                FluxKind.named(event.object().kind()).filter(FOLLOWED::contains).isPresent();
        return new FluxAnswer(
                followed ? hints.take(event.object()) : "of-no-interest",
                event.object().toString());
    }

    private static FluxEvent read(RawBody body) {
        try (InputStream json = body.open()) {
            return FluxEvent.read(json);
        } catch (Malformed e) {
            throw new Refusal(Problem.malformed(e.getMessage() + "; only Flux' notification-controller posts here."));
        } catch (IOException e) {
            throw new IllegalStateException("a body in memory could not be read", e);
        }
    }
}
