package dev.wigwag.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;

import dev.wigwag.ClosedEdges;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/** Where everybody may read, not everybody may write into people's channels. */
@QuarkusTest
@TestProfile(ClosedEdges.class)
class PublicSamplesTest {
    @Test
    void aReaderWithoutATokenSendsNoSamples() {
        given().post("/api/outlets/test").then().statusCode(401).body("detail", containsString("wigwag.api.tokens"));
    }
}
