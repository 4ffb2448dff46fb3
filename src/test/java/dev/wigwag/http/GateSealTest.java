package dev.wigwag.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import java.net.URL;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever answers below the gates' path, nothing leaves but 200, 401 and 403, and a 200 only where it is meant. */
@QuarkusTest
@TestProfile(GateSealTest.WithProbe.class)
class GateSealTest {
    private static final String PROBE = "wigwag.test.gate-probe";

    public static final class WithProbe implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    PROBE,
                    "true",
                    "wigwag.edges",
                    "github,flagger",
                    "wigwag.http.body-limit",
                    "4096",
                    "wigwag.http.body-timeout",
                    "400ms",
                    "wigwag.http.open-paths",
                    "/seal-probe",
                    "wigwag.flagger.tokens",
                    "seal-token");
        }
    }

    /** An endpoint that answers in every way one could by mistake. */
    @Path("/flagger/gates/probe/{how}")
    @IfBuildProperty(name = PROBE, stringValue = "true")
    public static class Probe {
        @POST
        public jakarta.ws.rs.core.Response answer(@PathParam("how") String how, @Context RoutingContext context) {
            switch (how) {
                case "error" -> throw new IllegalStateException("inner workings");
                case "stack" -> throw new StackOverflowError();
                case "busy" -> throw new RejectedExecutionException("busy");
                case "refusal" -> throw new Refusal(Problem.notStored("down"), Map.of("Retry-After", "86400"));
                case "framework" -> throw new WebApplicationException(429);
                case "vouched" -> GateSeal.vouch(context);
                default -> {
                    return jakarta.ws.rs.core.Response.status(Integer.parseInt(how))
                            .header("Retry-After", "86400")
                            .entity("as it comes")
                            .build();
                }
            }
            return jakarta.ws.rs.core.Response.ok("meant").build();
        }
    }

    /** One that vouches for what is no gate. */
    @Path("/seal-probe")
    @IfBuildProperty(name = PROBE, stringValue = "true")
    public static class Elsewhere {
        @POST
        public String vouch(@Context RoutingContext context) {
            GateSeal.vouch(context);
            return "open";
        }
    }

    /** Routes beside those of Quarkus REST. */
    @Singleton
    @IfBuildProperty(name = PROBE, stringValue = "true")
    public static class Routes {
        void install(@Observes Router router) {
            router.post("/flagger/gates/route/ok")
                    .handler(context -> context.response().end("open"));
            router.post("/flagger/gates/route/failed").handler(context -> context.fail(503));
            router.post("/flagger/gates/route/thrown").handler(context -> {
                throw new IllegalStateException("inner workings");
            });
            router.post("/flagger/gates/route/moved")
                    .handler(context -> context.redirect("http://elsewhere.example.org/"));
        }
    }

    @TestHTTPResource
    URL url;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "200",
                "201",
                "202",
                "204",
                "206",
                "299",
                "301",
                "307",
                "400",
                "404",
                "405",
                "429",
                "500",
                "501",
                "503",
                "error",
                "stack",
                "busy",
                "refusal",
                "framework"
            })
    void whateverAnEndpointAnswersByMistakeHolds(String how) {
        Response answer = asking().post("/flagger/gates/probe/" + how);

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.header("Retry-After")).isNull();
        assertThat(answer.body().asString()).doesNotContain("inner workings");
    }

    @ParameterizedTest
    @ValueSource(strings = {"401", "403"})
    void aRefusalStaysWhatItIs(String how) {
        assertThat(asking().post("/flagger/gates/probe/" + how).statusCode()).isEqualTo(Integer.parseInt(how));
    }

    @Test
    void aMeantYesGoesOut() {
        Response answer = asking().post("/flagger/gates/probe/vouched");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body().asString()).isEqualTo("meant");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ok", "failed", "thrown", "moved", "nothing"})
    void aRouteThatIsNoEndpointOpensNothing(String route) {
        Response answer = asking().redirects().follow(false).post("/flagger/gates/route/" + route);

        assertThat(answer.statusCode()).isEqualTo(403);
    }

    @Test
    void whatIsRefusedBeforeTheEndpointHoldsWithAReasonInALine() {
        Response huge = asking().body("x".repeat(5_000)).post("/flagger/gates/promotion");

        assertThat(huge.statusCode()).isEqualTo(403);
        assertThat(huge.contentType()).startsWith("text/plain");
        assertThat(huge.body().asString()).contains("larger than").hasSizeLessThanOrEqualTo(200);
    }

    @Test
    void aBodyThatNeverComesHolds() throws Exception {
        try (RawHttp http = new RawHttp(url.getPort())) {
            RawHttp.Answer answer = http.send("POST /flagger/gates/rollback HTTP/1.1\r\nHost: x\r\n"
                            + "Authorization: Bearer seal-token\r\nContent-Length: 10\r\n\r\n{")
                    .read();
            assertThat(answer.status()).isEqualTo(403);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "promotion", "nothing", "probe/200", "rollback/x", "%72ollback", "..;/x", "a%00b", "%c3%28"})
    void withoutATokenEveryPathBelowIs401(String path) {
        assertThat(given().urlEncodingEnabled(false)
                        .body("{}")
                        .post("/flagger/gates/" + path)
                        .statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nothing",
                "rollback/x",
                "rollback/",
                "rollbacks",
                "ROLLBACK",
                "a%2fb",
                "..;/x",
                "a%00b",
                "%c3%28"
            })
    void anUnknownPathBelowHolds(String path) {
        assertThat(asking().post("/flagger/gates/" + path).statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/flagger/gates",
                "/flagger/gates%2Frollback",
                "/flagger%2Fgates/rollback",
                "/flagger/Gates/rollback",
                "/flagger;x/gates/rollback",
                "/Flagger/gates/rollback",
                "/flagger/gate/rollback"
            })
    void aPathThatOnlyLooksAlikeIsNeverAYes(String path) {
        assertThat(asking().post(path).statusCode()).isBetween(400, 499);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Type: no type at all", "Content-Type: /", "Accept: ;;;", "Accept: image/png"})
    void aHeaderThatNobodyCanReadHolds(String header) throws Exception {
        try (RawHttp http = new RawHttp(url.getPort())) {
            RawHttp.Answer answer = http.send("POST /flagger/gates/rollback HTTP/1.1\r\nHost: x\r\n" + header
                            + "\r\nAuthorization: Bearer seal-token\r\nContent-Length: 2\r\n\r\n{}")
                    .read();
            assertThat(answer.status()).isEqualTo(403);
        }
    }

    @Test
    void anotherMethodIsNoQuestion() {
        assertThat(asking().get("/flagger/gates/promotion").statusCode()).isEqualTo(405);
        assertThat(asking().put("/flagger/gates/rollback").statusCode()).isEqualTo(405);
    }

    @Test
    void nobodyVouchesForWhatIsNoGate() {
        assertThat(asking().post("/seal-probe").statusCode()).isEqualTo(500);
    }

    private static RequestSpecification asking() {
        return given().urlEncodingEnabled(false)
                .header("Authorization", "Bearer seal-token")
                .body("{}");
    }
}
