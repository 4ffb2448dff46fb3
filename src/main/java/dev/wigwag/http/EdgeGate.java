package dev.wigwag.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * Lets through what belongs to an edge this process serves, and the management paths below {@code /q}; refuses the rest
 * before a byte of a body is read.
 */
@Singleton
final class EdgeGate implements Handler<RoutingContext> {

    private static final String MANAGEMENT = "/q";

    private final EdgesConfig edges;
    private final List<String> openPaths;
    private final Refuser refuser;

    EdgeGate(EdgesConfig edges, HttpConfig config, Refuser refuser) {
        this.edges = edges;
        this.openPaths = config.openPaths().orElse(List.of());
        this.refuser = refuser;
    }

    @Override
    public void handle(RoutingContext context) {
        Optional<Refusal> refusal =
                judge(context.normalizedPath(), context.request().method().name());
        if (refusal.isPresent()) {
            refuser.refuse(context, refusal.get());
        } else {
            context.next();
        }
    }

    private Optional<Refusal> judge(String path, String method) {
        if (isBelow(path, MANAGEMENT) || openPaths.stream().anyMatch(open -> isBelow(path, open))) {
            return Optional.empty();
        }
        Optional<Edge> edge = Edge.at(path);
        if (edge.isEmpty()) {
            return Optional.of(new Refusal(Problem.unknownPath()));
        }
        if (!edges.serves(edge.get())) {
            return Optional.of(new Refusal(Problem.edgeNotServed(edge.get())));
        }
        List<String> methods = edge.get().methods(path);
        if (!methods.contains(method)) {
            return Optional.of(FrameworkProblem.methodNotAllowed(method, methods));
        }
        return Optional.empty();
    }

    private static boolean isBelow(String path, String root) {
        return path.equals(root) || path.startsWith(root + "/");
    }
}
