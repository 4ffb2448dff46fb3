package dev.wigwag.http;

import java.util.Map;

/**
 * Ends a request with a {@link Problem}. Thrown from anywhere below an edge, or handed to the answer by what runs before.
 *
 * <p>Without a stack trace: a refusal is an answer, and a flood of them must cost little.
 */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final Map<String, String> headers;

    /** A refusal without headers of its own. */
    public Refusal(Problem problem) {
        this(problem, Map.of());
    }

    /**
     * A refusal with response headers, such as {@code Allow} or {@code WWW-Authenticate}.
     *
     * @param headers name to value; fixed text of ours, never from a request
     */
    public Refusal(Problem problem, Map<String, String> headers) {
        super(problem.slug() + ": " + problem.detail(), null, false, false);
        this.problem = problem;
        this.headers = Map.copyOf(headers);
    }

    /** What is answered. */
    public Problem problem() {
        return problem;
    }

    /** The response headers that go with it. */
    public Map<String, String> headers() {
        return headers;
    }
}
