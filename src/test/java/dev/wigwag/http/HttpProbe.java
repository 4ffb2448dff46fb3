package dev.wigwag.http;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Endpoints and a check that exist only in the build profile of the edge tests. */
final class HttpProbe {

    static final String BUILD_PROFILE = "http-probe";

    private HttpProbe() {}

    /** Small limits, so that the tests need neither patience nor memory. */
    public static final class Profile implements QuarkusTestProfile {
        static final int BODY_LIMIT = 128 * 1024;
        static final int BUDGET = 256 * 1024;

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "wigwag.edges", "slack,flagger,github,events",
                    "wigwag.http.body-limit", Integer.toString(BODY_LIMIT),
                    "wigwag.http.github-body-limit", Integer.toString(2 * BODY_LIMIT),
                    "wigwag.http.bodies-in-flight", Integer.toString(BUDGET),
                    "wigwag.http.body-timeout", "400ms",
                    "wigwag.http.open-paths", "/probe",
                    "quarkus.http.test-port", "0");
        }

        @Override
        public String getConfigProfile() {
            return BUILD_PROFILE;
        }
    }

    /** Refuses by a header, as an edge refuses a request without a signature. */
    @Singleton
    @IfBuildProfile(BUILD_PROFILE)
    public static final class Check implements EdgeCheck {
        @Override
        public Edge edge() {
            return Edge.SLACK;
        }

        @Override
        public void check(HttpServerRequest head) {
            if (head.headers().contains("X-Probe-Unsigned")) {
                throw new Refusal(Problem.credentialsMissing("The header X-Probe is missing; send it."));
            }
        }

        @Override
        public Optional<String> delivery(HttpServerRequest head) {
            return Optional.ofNullable(head.getHeader("X-Probe-Delivery"));
        }
    }

    /** Counts down what holds the endpoint back. */
    @Singleton
    @IfBuildProfile(BUILD_PROFILE)
    public static class Brake {
        final Semaphore entered = new Semaphore(0);
        final Semaphore mayLeave = new Semaphore(0);
    }

    /** An endpoint of a signed edge: no entity parameter, the body comes from the collector. */
    @Path("/slack/probe")
    @IfBuildProfile(BUILD_PROFILE)
    public static class Signed {
        private final Brake brake;

        Signed(Brake brake) {
            this.brake = brake;
        }

        @POST
        @Produces(MediaType.TEXT_PLAIN)
        public String digest(@Context RoutingContext context, @QueryParam("hold") boolean hold) throws Exception {
            RawBody body = RawBody.of(context);
            if (hold) {
                brake.entered.release();
                brake.mayLeave.acquire();
            }
            return body.length() + " " + sha256(body) + " " + io.vertx.core.Context.isOnEventLoopThread();
        }
    }

    /** What goes wrong below an endpoint. */
    @Path("/probe")
    @IfBuildProfile(BUILD_PROFILE)
    public static class Failing {
        @GET
        @Path("refusal")
        public String refusal() {
            throw new Refusal(Problem.notStored("The API server is down; send again."), Map.of("Retry-After", "5"));
        }

        @GET
        @Path("error")
        public String error() {
            throw new IllegalStateException("inner workings, token=hunter2hunter2");
        }

        @GET
        @Path("json")
        @Produces(MediaType.APPLICATION_JSON)
        public Map<String, String> json() {
            return Map.of("a", "b");
        }

        /** An endpoint that does read an entity still can, behind the collector. */
        @POST
        @Path("entity")
        @Consumes(MediaType.APPLICATION_JSON)
        public int entity(Map<String, Object> entity) {
            return entity.size();
        }
    }

    static String sha256(RawBody body) throws IOException, NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (InputStream in = body.open()) {
            digest.update(in.readAllBytes());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
