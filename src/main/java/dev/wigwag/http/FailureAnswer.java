package dev.wigwag.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.concurrent.RejectedExecutionException;

/** Answers what failed outside of Quarkus REST, in a route handler or in Funqy, with a problem. */
@Singleton
final class FailureAnswer implements Handler<RoutingContext> {

    private final Refuser refuser;

    FailureAnswer(Refuser refuser) {
        this.refuser = refuser;
    }

    @Override
    public void handle(RoutingContext context) {
        refuser.refuse(context, refusal(context));
    }

    private static Refusal refusal(RoutingContext context) {
        Throwable failure = context.failure();
        if (failure instanceof Refusal refusal) {
            return refusal;
        }
        if (failure instanceof RejectedExecutionException) {
            return new Refusal(Problem.overloaded());
        }
        int status = context.statusCode();
        if (status >= 400 && status < 500) {
            return FrameworkProblem.of(
                    status,
                    HttpResponseStatus.valueOf(status).reasonPhrase(),
                    context.request().method().name(),
                    context.normalizedPath());
        }
        return Incident.refusal(context.normalizedPath(), failure);
    }
}
