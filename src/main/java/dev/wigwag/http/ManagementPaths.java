package dev.wigwag.http;

import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * The management paths below {@code /q}, and who is shown them: {@code wigwag.http.management}.
 *
 * <p>A gateway that cannot leave a path out tells at least that a request came through it: Knative's runtime contract wants
 * {@code Forwarded} on every request that the platform passes on, and its proxy beside the process adds {@code X-Forwarded-For},
 * too. A stranger can add such a header but not take away the proxy's, so a lie only closes. Probes and Prometheus ask the pod
 * itself.
 *
 * <p>Health is shown to all, because platforms probe in more ways than one and a probe that fails takes everything down. It says
 * no more than that we are up: a process that is not ready, and says what is missing, is sent no requests.
 */
@Singleton
final class ManagementPaths {
    private static final String ROOT = "/q";
    private static final String HEALTH = ROOT + "/health";
    private static final List<String> PASSED_ON = List.of("Forwarded", "X-Forwarded-For");

    private final HttpConfig config;

    ManagementPaths(HttpConfig config) {
        this.config = config;
    }

    /** Whether the path is one of them; normalised, as Vert.x gives it. */
    boolean holds(String path) {
        return isBelow(path, ROOT);
    }

    /** Whether this request may see what is there. */
    boolean areShownTo(HttpServerRequest request, String path) {
        return switch (config.management()) {
            case EVERYBODY -> true;
            case DIRECT -> isBelow(path, HEALTH) || PASSED_ON.stream().noneMatch(request.headers()::contains);
        };
    }

    /** Whether a path is this one, or one below it. */
    static boolean isBelow(String path, String root) {
        return path.equals(root) || path.startsWith(root + "/");
    }
}
