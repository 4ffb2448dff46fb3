package dev.wigwag.http;

import java.util.List;
import java.util.Map;

/** Says in our words what the framework refuses by a bare status code. */
final class FrameworkProblem {

    private FrameworkProblem() {}

    /**
     * The refusal of a 4xx.
     *
     * @param status the framework's status code, 400 to 499
     * @param reason the standard phrase of that code
     * @param method the request's method
     * @param path normalised
     */
    static Refusal of(int status, String reason, String method, String path) {
        return switch (status) {
            case 400 ->
                new Refusal(Problem.malformed(
                        "The request is not well-formed HTTP or JSON; check its path, headers and body."));
            case 404 -> new Refusal(Problem.unknownPath());
            case 405 ->
                methodNotAllowed(
                        method, Edge.at(path).map(edge -> edge.methods(path)).orElse(List.of()));
            case 406 -> new Refusal(Problem.notAcceptable());
            case 415 -> new Refusal(Problem.unsupportedMediaType());
            default -> new Refusal(Problem.refused(status, reason));
        };
    }

    static Refusal methodNotAllowed(String method, List<String> allowed) {
        Problem problem = Problem.methodNotAllowed(method, allowed);
        return allowed.isEmpty()
                ? new Refusal(problem)
                : new Refusal(problem, Map.of("Allow", String.join(", ", allowed)));
    }
}
