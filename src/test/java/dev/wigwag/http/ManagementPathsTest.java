package dev.wigwag.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URL;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a process behind a gateway that lets every path through, such as Knative's, shows of its management. */
@QuarkusTest
@TestProfile(ManagementPathsTest.BehindKnative.class)
class ManagementPathsTest {

    public static final class BehindKnative implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> properties = new HashMap<>(new HttpProbe.Profile().getConfigOverrides());
            properties.put("wigwag.http.management", "direct");
            return properties;
        }

        @Override
        public String getConfigProfile() {
            return HttpProbe.BUILD_PROFILE;
        }
    }

    @TestHTTPResource
    URL url;

    @ParameterizedTest
    @CsvSource({
        "Forwarded, for=203.0.113.9;proto=https",
        "forwarded, ''",
        "X-Forwarded-For, 203.0.113.9",
        "x-forwarded-for, 127.0.0.1"
    })
    void whoComesThroughAProxyIsNotShownMetrics(String header, String value) {
        given().header(header, value)
                .get("/q/metrics")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:wigwag:problem:management-not-shown"))
                .body("detail", containsString("wigwag.http.management"))
                .body(not(containsString("jvm_")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/q",
                "/q/",
                "/q/metrics",
                "/q/metrics/",
                "//q//metrics",
                "/%71/metrics",
                "/q/%6detrics",
                "/q/health/../metrics",
                "/q/health/%2e%2e/metrics",
                "/q/healthy",
                "/q/openapi",
                "/q/openapi?format=json",
                "/q/anything"
            })
    void noSpellingOfAPathLeadsAroundIt(String path) throws Exception {
        try (RawHttp http = new RawHttp(url.getPort())) {
            RawHttp.Answer answer = http.send(
                            "GET " + path + " HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 203.0.113.9\r\n\r\n")
                    .read();
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.body()).contains("management-not-shown");
        }
    }

    @Test
    void aProxysWordIsNotTakenAwayByCallingItHopByHop() throws Exception {
        try (RawHttp http = new RawHttp(url.getPort())) {
            RawHttp.Answer answer = http.send("GET /q/metrics HTTP/1.1\r\nHost: x\r\nConnection: X-Forwarded-For\r\n"
                            + "X-Forwarded-For: 203.0.113.9\r\n\r\n")
                    .read();
            assertThat(answer.status()).isEqualTo(404);
        }
    }

    @Test
    void whoAsksThePodItselfIsShownAll() {
        given().get("/q/metrics").then().statusCode(200).body(containsString("wigwag_http_bodies_in_flight_bytes"));
        given().get("/q/openapi").then().statusCode(200);
    }

    @Test
    void healthIsAnsweredToAllHoweverAPlatformProbes() {
        given().header("K-Kubelet-Probe", "queue").get("/q/health/live").then().statusCode(200);
        given().header("X-Forwarded-For", "203.0.113.9")
                .get("/q/health/live")
                .then()
                .statusCode(200);
    }

    @Test
    void anEdgeIsServedToWhoComesThroughAProxy() {
        given().header("Forwarded", "for=203.0.113.9")
                .get("/slack/probe")
                .then()
                .statusCode(405);
    }

    @Test
    void aRefusalIsCounted() {
        given().header("Forwarded", "for=203.0.113.9").get("/q/openapi").then().statusCode(404);
        given().get("/q/metrics").then().body(containsString(",reason=\"management-not-shown\"}"));
    }
}
