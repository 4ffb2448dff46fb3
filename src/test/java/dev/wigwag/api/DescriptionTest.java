package dev.wigwag.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is said of the API is what its annotations say. Run with {@code -Dwigwag.write-generated=true} to write it anew after a
 * change.
 */
@QuarkusTest
class DescriptionTest {
    private static final Path HOME = Path.of("src/main/resources/dev/wigwag/api");

    @ParameterizedTest
    @ValueSource(strings = {"yaml", "json"})
    void theDescriptionIsWhatTheAnnotationsSay(String format) throws Exception {
        String drawn = text("/q/openapi-drawn", format) + (format.equals("json") ? "\n" : "");
        Path file = HOME.resolve("openapi." + format);
        if (Boolean.getBoolean("wigwag.write-generated")) {
            Files.writeString(file, drawn);
        }

        assertThat(Files.readString(file))
                .as("%s; write it anew with -Dwigwag.write-generated=true", file)
                .isEqualTo(drawn);
    }

    @Test
    void itNamesEachPathOfTheContractThatIsNotManagement() throws Exception {
        assertThat(new ObjectMapper()
                        .readTree(text("/q/openapi", "json"))
                        .get("paths")
                        .fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "/api/impact",
                        "/api/outlets/test",
                        "/api/rollouts",
                        "/api/rollouts/{namespace}/{name}",
                        "/flagger/event",
                        "/flagger/gates/{gate}",
                        "/flux",
                        "/github",
                        "/slack/commands",
                        "/slack/interactions");
    }

    @ParameterizedTest
    @CsvSource({
        "*/*,application/yaml",
        "application/json,application/json",
        "text/html;q=0.9,application/yaml",
        "'application/json, */*',application/json"
    })
    void itIsYamlUnlessJsonIsAccepted(String accepted, String answered) {
        given().accept(accepted).get("/q/openapi").then().statusCode(200).contentType(answered);
    }

    @ParameterizedTest
    @CsvSource({"json,application/json", "JSON,application/json", "yaml,application/yaml", "toml,application/yaml"})
    void theFormatGoesBeforeWhatIsAccepted(String format, String answered) {
        given().accept("application/json")
                .get("/q/openapi?format=" + format)
                .then()
                .statusCode(200)
                .contentType(answered);
    }

    @Test
    void bothFormatsSayTheSame() {
        given().get("/q/openapi?format=json").then().body("info.title", equalTo("Wigwag"));
        assertThat(text("/q/openapi", "yaml")).contains("title: Wigwag");
    }

    private static String text(String path, String format) {
        return new String(
                given().get(path + "?format=" + format)
                        .then()
                        .statusCode(200)
                        .extract()
                        .asByteArray(),
                StandardCharsets.UTF_8);
    }
}
