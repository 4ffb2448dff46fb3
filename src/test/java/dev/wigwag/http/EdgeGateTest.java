package dev.wigwag.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Gate, problem mappers and failure answers, seen from outside. */
@QuarkusTest
@TestProfile(HttpProbe.Profile.class)
class EdgeGateTest {

    private static final String PROBLEM = "application/problem+json";

    @TestHTTPResource
    URL url;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/httpProbe",
                "/httpProbe/",
                "/GITHUB",
                "/github;a=b",
                "/slack",
                "/slack/../httpProbe",
                "/%68ttpProbe",
                "//httpProbe",
                "/sandbox",
                "/probes",
                "/qq/health"
            })
    void aPathThatBelongsToNoEdgeIsNotFoundAndNamedSo(String path) {
        given().urlEncodingEnabled(false)
                .contentType("application/json")
                .body("{}")
                .post(path)
                .then()
                .statusCode(404)
                .contentType(PROBLEM)
                .body("type", equalTo("urn:wigwag:problem:unknown-path"))
                .body("status", equalTo(404));
    }

    @Test
    void aFunctionCannotBeCalledByItsNameEvenWithACloudEvent() {
        ProbeFunction.LAST.set("untouched");
        given().header("ce-id", "1")
                .header("ce-type", ProbeFunction.TYPE)
                .header("ce-source", "/test")
                .header("ce-specversion", "1.0")
                .contentType("application/json")
                .body("{}")
                .post("/httpProbe")
                .then()
                .statusCode(404)
                .contentType(PROBLEM);
        assertThat(ProbeFunction.LAST.get()).isEqualTo("untouched");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/flux", "/flux/", "/api/rollouts"})
    void anEdgeThisProcessDoesNotServeIsNotFoundAndTheSettingIsNamed(String path) {
        given().body("{}")
                .post(path)
                .then()
                .statusCode(404)
                .contentType(PROBLEM)
                .body("type", equalTo("urn:wigwag:problem:edge-not-served"))
                .body("detail", containsString("wigwag.edges"));
    }

    @ParameterizedTest
    @CsvSource({"GET, /", "GET, /slack/probe", "PUT, /github", "DELETE, /", "OPTIONS, /slack/probe", "PATCH, /github"})
    void aMethodTheEdgeDoesNotTakeIsRefusedAndTheRightOneNamed(String method, String path) {
        given().request(method, path)
                .then()
                .statusCode(405)
                .header("Allow", "POST")
                .contentType(PROBLEM)
                .body("detail", containsString("use POST"));
    }

    @Test
    void aHeadRequestIsAnsweredWithoutABody() throws Exception {
        try (RawHttp http = new RawHttp(url.getPort())) {
            http.send("HEAD /nothing HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            assertThat(http.readHead().status()).isEqualTo(404);
            assertThat(http.isClosedByServer()).as("no byte follows").isTrue();
        }
    }

    @Test
    void managementIsLeftAlone() {
        given().get("/q/health/live").then().statusCode(200);
        given().get("/q/metrics").then().statusCode(200).body(containsString("wigwag_http_bodies_in_flight_bytes"));
    }

    @Test
    void managementIsShownToWhoeverReachesUsUnlessToldOtherwise() {
        given().header("Forwarded", "for=203.0.113.9").get("/q/metrics").then().statusCode(200);
    }

    @Test
    void refusalsAreCountedByEdgeAndReason() {
        given().get("/slack/probe").then().statusCode(405);
        given().get("/q/metrics")
                .then()
                .body(containsString("wigwag_http_refusals_total{edge=\"slack\",reason=\"method-not-allowed\"}"));
    }

    @Test
    void anEdgesPathWithoutAnEndpointIsNotFound() {
        given().body("x")
                .post("/slack/nothing")
                .then()
                .statusCode(404)
                .contentType(PROBLEM)
                .body("type", equalTo("urn:wigwag:problem:unknown-path"));
    }

    @Test
    void aRefusalThrownByAnEndpointIsAnsweredWithItsProblemAndHeaders() {
        given().get("/probe/refusal")
                .then()
                .statusCode(503)
                .contentType(PROBLEM)
                .header("Retry-After", "5")
                .body("type", equalTo("urn:wigwag:problem:not-stored"))
                .body("detail", equalTo("The API server is down; send again."));
    }

    @Test
    void anUnexpectedErrorTellsTheCallerOnlyAnIncident() {
        given().get("/probe/error")
                .then()
                .statusCode(500)
                .contentType(PROBLEM)
                .body("incident.length()", equalTo(8))
                .body(not(containsString("inner workings")))
                .body(not(containsString("hunter2")))
                .body(not(containsString("IllegalState")));
    }

    @Test
    void theFrameworksRefusalsAreProblemsToo() {
        given().put("/probe/json").then().statusCode(405).contentType(PROBLEM);
        given().accept("text/html").get("/probe/json").then().statusCode(406).contentType(PROBLEM);
        given().contentType("text/plain")
                .body("x")
                .post("/probe/entity")
                .then()
                .statusCode(415)
                .contentType(PROBLEM);
        given().get("/probe/nothing").then().statusCode(404).contentType(PROBLEM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"hunter2\":", "[1]", "nul", "\"hunter2\"", "\u0000"})
    void malformedJsonIsRefusedWithoutRepeatingIt(String body) {
        given().contentType("application/json")
                .body(body)
                .post("/probe/entity")
                .then()
                .statusCode(400)
                .contentType(PROBLEM)
                .body("type", equalTo("urn:wigwag:problem:malformed"))
                .body(not(containsString("hunter2")));
    }

    @Test
    void deeplyNestedJsonIsRefusedAndHarmsNothing() throws Exception {
        String body = "{\"a\":" + "[".repeat(60_000);
        try (RawHttp http = new RawHttp(url.getPort())) {
            RawHttp.Answer answer = http.send(
                            "POST /probe/entity HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                                    + "Content-Length: " + body.length() + "\r\n\r\n" + body)
                    .read();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.headers()).containsEntry("content-type", PROBLEM);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/slack/%c3%28", "/slack/%00probe", "/a%2fb"})
    void anOddlyEncodedPathIsRefusedWithAProblem(String path) throws Exception {
        try (RawHttp http = new RawHttp(url.getPort())) {
            RawHttp.Answer answer =
                    http.send("POST " + path + " HTTP/1.1\r\nHost: x\r\n\r\n").read();
            assertThat(answer.status()).isBetween(400, 404);
            assertThat(answer.headers()).containsEntry("content-type", PROBLEM);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%zz", "/%", "/slack/%0", "/a|b", "/github\\"})
    void whatIsNoUriIsRefusedByTheServerItself(String path) throws Exception {
        try (RawHttp http = new RawHttp(url.getPort())) {
            assertThat(http.send("POST " + path + " HTTP/1.1\r\nHost: x\r\n\r\n")
                            .read()
                            .status())
                    .isEqualTo(400);
        }
    }
}
