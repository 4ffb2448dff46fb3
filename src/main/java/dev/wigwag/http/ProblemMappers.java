package dev.wigwag.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Turns whatever ends a request in Quarkus REST into a problem. The log line of a refusal thrown by an endpoint is the
 * endpoint's own; it knows the delivery.
 */
final class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    private final RefusalCounter counter;

    ProblemMappers(RefusalCounter counter) {
        this.counter = counter;
    }

    /** A refusal of ours. */
    @ServerExceptionMapper
    Response refusal(Refusal refusal, ContainerRequestContext request) {
        return answer(refusal, request);
    }

    /** Quarkus brings its own mapper for this one in dev mode; a nearer type is needed to come before it. */
    @ServerExceptionMapper(priority = 1)
    Response notFound(NotFoundException e, ContainerRequestContext request) {
        return logged(new Refusal(Problem.unknownPath()), request);
    }

    /** 405, 406, 415 and other refusals of the framework; an answer that is no error stays as it is. */
    @ServerExceptionMapper
    Response framework(WebApplicationException e, ContainerRequestContext request) {
        Response.StatusType status = e.getResponse().getStatusInfo();
        if (status.getStatusCode() < 400) {
            return e.getResponse();
        }
        if (status.getStatusCode() >= 500) {
            return answer(Incident.refusal(path(request), e), request);
        }
        Refusal refusal = FrameworkProblem.of(
                status.getStatusCode(), status.getReasonPhrase(), request.getMethod(), path(request));
        return logged(refusal, request);
    }

    /** JSON of the wrong shape; Quarkus brings a mapper for this one that answers without a body. */
    @ServerExceptionMapper(priority = 1)
    Response mismatch(MismatchedInputException e, ContainerRequestContext request) {
        return json(e, request);
    }

    /** JSON that cannot be read; the parser's message may quote the body and is left out. */
    @ServerExceptionMapper
    Response json(JsonProcessingException e, ContainerRequestContext request) {
        return logged(
                new Refusal(Problem.malformed("The body is not the JSON expected here; check it against the API.")),
                request);
    }

    /** No worker thread is free. */
    @ServerExceptionMapper
    Response rejected(RejectedExecutionException e, ContainerRequestContext request) {
        return logged(new Refusal(Problem.overloaded()), request);
    }

    /** Everything else. */
    @ServerExceptionMapper
    Response unexpected(Throwable e, ContainerRequestContext request) {
        return answer(Incident.refusal(path(request), e), request);
    }

    /** The same with a log line, as no endpoint wrote one. */
    private Response logged(Refusal refusal, ContainerRequestContext request) {
        LOG.info(LogLine.of(RefusalCounter.label(Edge.at(path(request))))
                .add("method", request.getMethod())
                .add("path", path(request))
                .add("outcome", refusal.problem().slug())
                .add("status", refusal.problem().status())
                .toString());
        return answer(refusal, request);
    }

    private Response answer(Refusal refusal, ContainerRequestContext request) {
        boolean gate = path(request).startsWith(GateSeal.BELOW);
        Problem problem = gate ? GateSeal.hold(refusal.problem()) : refusal.problem();
        counter.count(Edge.at(path(request)), problem);
        Response.ResponseBuilder response = Response.status(problem.status())
                .header(HttpHeaders.CONTENT_TYPE, gate ? GateSeal.MEDIA_TYPE : Problem.MEDIA_TYPE)
                .entity(gate ? GateSeal.words(problem.detail()) : problem.json());
        refusal.headers().forEach(response::header);
        return response.build();
    }

    private static String path(ContainerRequestContext request) {
        return Optional.ofNullable(request.getUriInfo().getPath())
                .map(path -> path.startsWith("/") ? path : "/" + path)
                .orElse("/");
    }
}
