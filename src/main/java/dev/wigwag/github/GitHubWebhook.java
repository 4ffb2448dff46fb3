package dev.wigwag.github;

import dev.wigwag.engine.ClusterException;
import dev.wigwag.engine.Intake;
import dev.wigwag.engine.Report;
import dev.wigwag.http.LogLine;
import dev.wigwag.http.Malformed;
import dev.wigwag.http.Problem;
import dev.wigwag.http.RawBody;
import dev.wigwag.http.Refusal;
import dev.wigwag.http.ScopedSecret;
import io.quarkus.arc.All;
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
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.Status;

/**
 * {@code POST /github}. Verify over the raw bytes, read, check that the signer may speak for the repository, act, explain.
 * The body is collected before this runs, so that no thread waits for a slow sender.
 */
@Path("/github")
public class GitHubWebhook {
    private final WebhookSecrets secrets;
    private final List<EventKind> kinds;
    private final Intake intake;
    private final DeliveryRecord record;

    GitHubWebhook(WebhookSecrets secrets, @All List<EventKind> kinds, Intake intake, DeliveryRecord record) {
        this.secrets = secrets;
        this.kinds = kinds;
        this.intake = intake;
        this.record = record;
    }

    /** Takes one delivery: 202 stored, 200 understood and of no interest; everything else is a {@link Problem}. */
    @POST
    @Blocking
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_JSON)
    public RestResponse<Answer> receive(@Context RoutingContext context) {
        long begun = System.nanoTime();
        Delivery delivery = Delivery.of(context.request());
        LogLine line = LogLine.of("github").add("delivery", delivery.id()).add("event", delivery.event());
        try {
            RestResponse<Answer> response = handle(context, delivery, line);
            record.answered(delivery, line, response, begun);
            return response;
        } catch (Refusal refusal) {
            record.refused(delivery, line, refusal.problem(), begun);
            throw refusal;
        }
    }

    private RestResponse<Answer> handle(RoutingContext context, Delivery delivery, LogLine line) {
        RawBody body = RawBody.of(context);
        List<ScopedSecret> signers = secrets.signers(context.request(), body);
        EventKind.Understood event = read(delivery, body);
        line.add("repository", event.repository());
        if (event.repository() != null) {
            secrets.checkScope(signers, event.repository());
        }
        if (event.act() == null) {
            return RestResponse.ok(Answer.ofNoInterest(delivery, event.repository(), event.note()));
        }
        if (event.ref() != null) {
            line.add("ref", event.ref()).add("commit", event.commit());
        }
        return answer(delivery, event, act(event), line);
    }

    private EventKind.Understood read(Delivery delivery, RawBody body) {
        if (delivery.event() == null) {
            throw new Refusal(
                    Problem.malformed("The header X-GitHub-Event is missing; only GitHub's webhooks post here."));
        }
        Optional<EventKind> kind = kinds.stream()
                .filter(candidate -> candidate.names().contains(delivery.event()))
                .findFirst();
        if (kind.isEmpty()) {
            return EventKind.Understood.ofNoInterest(
                    null,
                    "this event moves nothing; push, package, registry_package, issue_comment and commit_comment do");
        }
        try (InputStream payload = delivery.form() ? FormPayload.of(body.open()) : body.open()) {
            return kind.get().read(delivery, payload);
        } catch (Malformed e) {
            throw new Refusal(Problem.malformed(e.getMessage() + "; only GitHub's webhooks post here."));
        } catch (IOException e) {
            throw new IllegalStateException("a body in memory could not be read", e);
        }
    }

    private Report act(EventKind.Understood event) {
        try {
            return intake.inTime(event.act()::get);
        } catch (Intake.Overloaded | ClusterException e) {
            throw new Refusal(Problem.notStored(e.getMessage()));
        }
    }

    private static RestResponse<Answer> answer(
            Delivery delivery, EventKind.Understood event, Report report, LogLine line) {
        report.lines().stream()
                .filter(part -> part.rollout() != null)
                .limit(10)
                .forEach(part -> line.add("rollout", part.rollout()));
        if (report.failed()) {
            throw new Refusal(Problem.notStored(Answer.failures(report)));
        }
        Answer answer = Answer.of(delivery, event, report);
        return RestResponse.status(report.stored() ? Status.ACCEPTED : Status.OK, answer);
    }
}
