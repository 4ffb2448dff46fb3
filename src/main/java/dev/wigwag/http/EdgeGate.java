package dev.wigwag.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * Lets through what belongs to an edge this process serves, and of the management paths what the caller may see; refuses the rest
 * before a byte of a body is read.
 */
@Singleton
final class EdgeGate implements Handler<RoutingContext> {

    private final EdgesConfig edges;
    private final List<String> openPaths;
    private final ManagementPaths management;
    private final Refuser refuser;

    EdgeGate(EdgesConfig edges, HttpConfig config, ManagementPaths management, Refuser refuser) {
        this.edges = edges;
        this.openPaths = config.openPaths().orElse(List.of());
        this.management = management;
        this.refuser = refuser;
    }

    @Override
    public void handle(RoutingContext context) {
        Optional<Refusal> refusal = judge(context.normalizedPath(), context.request());
        if (refusal.isPresent()) {
            refuser.refuse(context, refusal.get());
        } else {
            context.next();
        }
    }

    private Optional<Refusal> judge(String path, HttpServerRequest request) {
        if (management.holds(path)) {
            return management.areShownTo(request, path)
                    ? Optional.empty()
                    : Optional.of(new Refusal(Problem.managementNotShown()));
        }
        if (openPaths.stream().anyMatch(open -> ManagementPaths.isBelow(path, open))) {
            return Optional.empty();
        }
        Optional<Edge> edge = Edge.at(path);
        if (edge.isEmpty()) {
            return Optional.of(new Refusal(Problem.unknownPath()));
        }
        if (!edges.serves(edge.get())) {
            return Optional.of(new Refusal(Problem.edgeNotServed(edge.get())));
        }
        String method = request.method().name();
        List<String> methods = edge.get().methods(path);
        if (!methods.contains(method)) {
            return Optional.of(FrameworkProblem.methodNotAllowed(method, methods));
        }
        return Optional.empty();
    }
}
