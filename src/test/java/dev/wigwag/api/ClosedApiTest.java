package dev.wigwag.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The interface as it is when nobody has configured it, and what is said of it. */
@QuarkusTest
class ClosedApiTest {
    @ParameterizedTest
    @ValueSource(strings = {"/api/rollouts", "/api/rollouts/flux-system/gitops-164832204e2e"})
    void itIsClosedAndNamesTheProperty(String path) {
        given().header("Authorization", "Bearer s3cret-token")
                .get(path)
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:wigwag:problem:not-configured"))
                .body("detail", containsString("wigwag.api.tokens"));
    }

    @Test
    void itIsDescribedForOpenApi() throws Exception {
        JsonNode description = new ObjectMapper()
                .readTree(given().queryParam("format", "json").get("/q/openapi").asString());

        JsonNode list = description.at("/paths/~1api~1rollouts/get");
        assertThat(list.findValuesAsText("name")).containsExactlyInAnyOrder("namespace", "source", "phase", "limit");
        assertThat(list.at("/responses").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("200", "400", "401", "404", "503");
        assertThat(list.at("/responses/200/content/application~1json/schema/$ref")
                        .asText())
                .endsWith("/Rollouts");
        assertThat(list.at("/security/0").has("token")).isTrue();
        assertThat(description.at("/components/securitySchemes/token/scheme").asText())
                .isEqualTo("bearer");
        assertThat(description
                        .at("/components/schemas/Rollouts/properties/items/items/$ref")
                        .asText())
                .endsWith("/Rollout");
        assertThat(description
                        .at("/components/schemas/RolloutStatus/properties")
                        .fieldNames())
                .toIterable()
                .contains("phase", "summary", "stages", "approvals", "outlets", "conditions");
        assertThat(description.at("/paths/~1api~1rollouts~1{namespace}~1{name}/get/parameters"))
                .hasSize(2);
        assertThat(description.at("/info/title").asText()).isEqualTo("Wigwag");
    }
}
