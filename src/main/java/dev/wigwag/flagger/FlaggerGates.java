package dev.wigwag.flagger;

import dev.wigwag.engine.AnswerGate;
import dev.wigwag.engine.Ask;
import dev.wigwag.engine.ClusterException;
import dev.wigwag.engine.GateAnswer;
import dev.wigwag.engine.GateAnswer.Kind;
import dev.wigwag.http.GateSeal;
import dev.wigwag.http.Malformed;
import dev.wigwag.http.Problem;
import dev.wigwag.http.RawBody;
import dev.wigwag.http.Refusal;
import dev.wigwag.http.ScopedSecret;
import dev.wigwag.rollout.Gate;
import dev.wigwag.rollout.ObjectKey;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * {@code POST /flagger/gates/…}, for Flagger's confirm and rollback webhooks. 200 lets Flagger go on (or makes it go back), 403
 * holds, with a reason in a line; 401 is for who has no token. Nothing else is answered, whatever goes wrong.
 */
@Path("/flagger/gates/{gate:.*}")
public class FlaggerGates {
    private static final Logger LOG = Logger.getLogger(FlaggerGates.class);

    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final String NO_GATE =
            "No gate has this path; the gates are rollout, traffic, promotion and rollback. Held.";
    private static final String NOT_FOR_NAMESPACE =
            "The token in the webhook's address is bound to other namespaces than the Canary's; held.";
    private static final String TROUBLE = "Wigwag cannot read or write the cluster now; held, Flagger asks again.";

    private final FlaggerTokens tokens;
    private final GateDesk desk;
    private final AnswerGate answerGate;
    private final GateRecord record;
    private final Clock clock;

    FlaggerGates(FlaggerTokens tokens, GateDesk desk, AnswerGate answerGate, GateRecord record, Clock clock) {
        this.tokens = tokens;
        this.desk = desk;
        this.answerGate = answerGate;
        this.record = record;
        this.clock = clock;
    }

    /** Answers one question, within two seconds. */
    @POST
    @NonBlocking
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.WILDCARD)
    public CompletionStage<Response> ask(@PathParam("gate") String path, @Context RoutingContext context) {
        Instant came = clock.instant();
        Optional<Gate> gate = Arrays.stream(Gate.values())
                .filter(one -> one.name().equals(path))
                .findFirst();
        AtomicReference<ObjectKey> canary = new AtomicReference<>();
        return desk.ask(answer -> {
                    List<ScopedSecret> holders = tokens.holders(context.request());
                    if (gate.isEmpty()) {
                        answer.accept(GateAnswer.of(Kind.REFUSED, NO_GATE));
                        return;
                    }
                    FlaggerEvent payload = read(RawBody.of(context));
                    canary.set(payload.canary());
                    if (!FlaggerTokens.speakFor(holders, payload.canary().namespace())) {
                        answer.accept(GateAnswer.of(Kind.REFUSED, NOT_FOR_NAMESPACE));
                        return;
                    }
                    answer(
                            new Ask(payload.canary(), gate.get(), Optional.ofNullable(payload.checksum()), came),
                            answer);
                })
                .handle((answer, failure) -> failure == null ? new Reply(answer) : Reply.to(failure))
                .thenApply(reply -> {
                    record.answered(
                            gate.map(Gate::name).orElse("other"),
                            canary.get(),
                            reply.answer(),
                            reply.status(),
                            reply.cause());
                    return reply.in(context);
                });
    }

    private void answer(Ask ask, Consumer<GateAnswer> answer) {
        GateAnswer found = answerGate.answer(ask);
        answer.accept(found);
        answerGate.learn(ask, found);
    }

    private static FlaggerEvent read(RawBody body) {
        try (InputStream json = body.open()) {
            return FlaggerEvent.read(json);
        } catch (Malformed e) {
            throw new Refusal(Problem.malformed(e.getMessage() + "; held."));
        } catch (IOException e) {
            throw new IllegalStateException("a body in memory could not be read", e);
        }
    }

    /**
     * An answer with its status.
     *
     * @param headers of the response, beside those of every one
     * @param cause what stands in the log but is not answered; null if nothing
     */
    private record Reply(GateAnswer answer, int status, Map<String, String> headers, String cause) {
        Reply(GateAnswer answer) {
            this(answer, answer.kind() == Kind.OPEN ? OK : FORBIDDEN, Map.of(), null);
        }

        static Reply to(Throwable failure) {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            if (cause instanceof Refusal refusal) {
                boolean unknown = refusal.problem().status() == UNAUTHORIZED;
                return new Reply(
                        GateAnswer.of(Kind.REFUSED, refusal.problem().detail()),
                        unknown ? UNAUTHORIZED : FORBIDDEN,
                        refusal.headers(),
                        null);
            }
            if (!(cause instanceof ClusterException)) {
                LOG.error("a gate is held, for an error that nobody expected", cause);
            }
            return new Reply(GateAnswer.of(Kind.FAILED, TROUBLE), FORBIDDEN, Map.of(), cause.getMessage());
        }

        Response in(RoutingContext context) {
            if (status == OK) {
                GateSeal.vouch(context);
            }
            Response.ResponseBuilder response =
                    Response.status(status).type(GateSeal.MEDIA_TYPE).entity(GateSeal.words(answer.why()));
            headers.forEach(response::header);
            return response.build();
        }
    }
}
