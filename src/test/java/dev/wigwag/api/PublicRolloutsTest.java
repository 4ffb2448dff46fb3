package dev.wigwag.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wigwag.ClosedEdges;
import dev.wigwag.engine.Ledger;
import dev.wigwag.rollout.Phase;
import dev.wigwag.sandbox.cluster.SandboxCluster;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What everybody may see where the outline is public. */
@QuarkusTest
@TestProfile(ClosedEdges.class)
class PublicRolloutsTest {
    private static final String OUTLINE = """
            {"metadata": {"namespace": "team-a", "name": "gitops-164832204e2e"},
             "status": {"phase": "Progressing", "summary": "1/2 ready, podinfo.test canary 30% (step 3 of 5)",
                        "weight": 30}}""";

    @Inject
    SandboxCluster cluster;

    @Inject
    Ledger ledger;

    private Shelf shelf;

    @BeforeEach
    void fill() {
        shelf = new Shelf(cluster, ledger);
        shelf.put(ARollout.whole("team-a", "gitops-164832204e2e"));
        shelf.put(ARollout.pushed("team-b", "gitops-000000000002", Phase.Failed, ARollout.NOON.minusSeconds(30)));
    }

    @AfterEach
    void empty() {
        shelf.clear();
    }

    @Test
    void anybodySeesTheOutlineAndNothingElse() throws Exception {
        assertThat(json(given(), "/api/rollouts/team-a/gitops-164832204e2e"))
                .isEqualTo(new ObjectMapper().readTree(OUTLINE));
        assertThat(json(given(), "/api/rollouts")).isEqualTo(new ObjectMapper().readTree("""
                        {"items": [%s, {"metadata": {"namespace": "team-b", "name": "gitops-000000000002"},
                                        "status": {"phase": "Failed", "summary": "all is Failed"}}],
                         "truncated": false}""".formatted(OUTLINE)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer wrong-wrong-wrong", "Bearer", "Basic eDp5", "nonsense"})
    void aWrongTokenIsAsGoodAsNone(String authorization) throws Exception {
        assertThat(json(given().header("Authorization", authorization), "/api/rollouts/team-a/gitops-164832204e2e"))
                .isEqualTo(new ObjectMapper().readTree(OUTLINE));
    }

    @Test
    void aTokenStillShowsMoreOfItsNamespacesAndNothingOfOthers() {
        holder().get("/api/rollouts/team-a/gitops-164832204e2e")
                .then()
                .statusCode(200)
                .body("spec.commit.author", equalTo("Ana"));
        holder().get("/api/rollouts/team-b/gitops-000000000002").then().statusCode(404);
        holder().get("/api/rollouts").then().body("items.size()", equalTo(1));
    }

    @Test
    void whatIsNotThereIsNotFound() {
        given().get("/api/rollouts/team-a/nothing")
                .then()
                .statusCode(404)
                .body("type", equalTo("urn:wigwag:problem:not-found"));
    }

    private static RequestSpecification holder() {
        return given().header("Authorization", "Bearer " + ClosedEdges.TEAM_A);
    }

    private static JsonNode json(RequestSpecification request, String path) throws Exception {
        return new ObjectMapper()
                .readTree(request.get(path).then().statusCode(200).extract().asString());
    }
}
