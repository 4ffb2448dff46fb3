package dev.wigwag.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import dev.wigwag.engine.Ledger;
import dev.wigwag.rollout.Phase;
import dev.wigwag.sandbox.cluster.Faults;
import dev.wigwag.sandbox.cluster.SandboxCluster;
import dev.wigwag.sandbox.cluster.ServedKind;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The interface over HTTP, with tokens and on the sandbox's cluster. */
@QuarkusTest
@TestProfile(ApiProfiles.Tokens.class)
class RolloutsEndpointTest {
    private static final String PROBLEM = "application/problem+json";

    @Inject
    SandboxCluster cluster;

    @Inject
    Ledger ledger;

    @TestHTTPResource
    URL url;

    private Shelf shelf;

    @BeforeEach
    void fill() {
        shelf = new Shelf(cluster, ledger);
        shelf.put(ARollout.whole("team-a", "gitops-164832204e2e"));
        shelf.put(ARollout.pushed("team-a", "gitops-000000000001", Phase.Failed, ARollout.NOON.minusSeconds(60)));
        shelf.put(ARollout.pushed("team-b", "gitops-000000000002", Phase.Failed, ARollout.NOON.minusSeconds(30)));
        shelf.put(ARollout.pushed("team-b-2", "gitops-000000000003", Phase.Pending, ARollout.NOON.plusSeconds(30)));
        cluster.requests().clear();
    }

    @AfterEach
    void mend() {
        cluster.faults().clear();
        cluster.faults().comeBack();
        shelf.clear();
    }

    @Test
    void aListHoldsWhatTheTokenMaySeeNewestFirst() {
        names(list(ApiProfiles.ALL), 3, 0, 2, 1);
        names(list(ApiProfiles.TEAM_A), 0, 1);
    }

    @Test
    void aTokenListedTwiceIsGoodForBothItsEntries() {
        names(list(ApiProfiles.TEAM_B), 3, 2);
    }

    @Test
    void aListTellsRolloutsAsTheirResourcesDo() {
        list(ApiProfiles.TEAM_A)
                .contentType("application/json")
                .header("Cache-Control", "no-store")
                .body("keySet()", equalTo(Set.of("items", "truncated")))
                .body("truncated", equalTo(false))
                .body("items[0].keySet()", equalTo(Set.of("metadata", "spec", "status")))
                .body("items[0].metadata", equalTo(Map.of("namespace", "team-a", "name", "gitops-164832204e2e")))
                .body("items[0].status.stages[1].canary.weight", equalTo(30))
                .body("items[0].status.stages[1].canary.failedChecks", equalTo(0))
                .body("items[1].status.keySet()", equalTo(Set.of("attempt", "revision", "phase", "summary")));
    }

    @Test
    void oneRolloutIsToldInFull() {
        as(ApiProfiles.TEAM_A)
                .get("/api/rollouts/team-a/gitops-164832204e2e")
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("metadata.name", equalTo("gitops-164832204e2e"))
                .body("spec.commit.pushedAt", equalTo("2026-11-23T12:00:00Z"))
                .body("status.approvals[0].decision", equalTo("approve"));
        assertThat(cluster.requests().count("GET", ".*/rollouts.*")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "?namespace=team-b, 2",
        "?namespace=team-b-2, 3",
        "?phase=Failed, 2 1",
        "?phase=Failed&namespace=team-a, 1",
        "?source=gitops&limit=500, 3 0 2 1",
        "?source=other, ''",
        "?namespace=nobody, ''",
        "?limit=99999, 3 0 2 1"
    })
    void aQueryNarrowsTheList(String query, String expected) {
        ValidatableResponse answer =
                as(ApiProfiles.ALL).get("/api/rollouts" + query).then().statusCode(200);

        names(answer, expected.chars().filter(c -> c != ' ').map(c -> c - '0').toArray());
    }

    @Test
    void aListOfOneNamespaceReadsThatNamespaceOnly() {
        as(ApiProfiles.ALL).get("/api/rollouts?namespace=team-a").then().statusCode(200);

        assertThat(cluster.requests().matching("GET", ".*/rollouts.*"))
                .singleElement()
                .satisfies(request -> assertThat(request.path()).contains("/namespaces/team-a/rollouts"));
    }

    @Test
    void aLimitCutsTheOldestAndSaysSo() {
        ValidatableResponse answer =
                as(ApiProfiles.ALL).get("/api/rollouts?limit=2").then().statusCode(200);

        names(answer, 3, 0);
        answer.body("truncated", equalTo(true));
    }

    @Test
    void aHugeHistoryIsShownInPart() {
        for (int i = 0; i < 620; i++) {
            shelf.put(ARollout.pushed(
                    "team-c", String.format("gitops-%012d", i), Phase.Succeeded, ARollout.NOON.plusSeconds(i)));
        }

        as(ApiProfiles.TEAM_B)
                .get("/api/rollouts")
                .then()
                .body("items", hasSize(100))
                .body("truncated", equalTo(true))
                .body("items[0].metadata.name", equalTo("gitops-000000000619"));
        as(ApiProfiles.TEAM_B)
                .get("/api/rollouts?limit=100000")
                .then()
                .body("items", hasSize(500))
                .body("truncated", equalTo(true))
                .body("items[499].metadata.name", equalTo("gitops-000000000120"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/rollouts", "/api/rollouts/", "/api/rollouts/team-a/gitops-164832204e2e", "/api/x"})
    void withoutATokenThereIsNothingToSeeWhateverThePath(String path) {
        given().get(path)
                .then()
                .statusCode(401)
                .contentType(PROBLEM)
                .header("WWW-Authenticate", "Bearer")
                .body("type", equalTo("urn:wigwag:problem:credentials-missing"))
                .body("detail", containsString("wigwag.api.tokens"));
        assertThat(cluster.requests().count("GET", ".*/rollouts.*")).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "all-seeing-token-",
                "all-seeing-token-12",
                "ALL-SEEING-TOKEN-1",
                "team-a",
                "team-a => token-of-team-a-12",
                "\"\"",
                "=>"
            })
    void aWrongTokenOpensNothing(String token) {
        as(token)
                .get("/api/rollouts")
                .then()
                .statusCode(401)
                .contentType(PROBLEM)
                .header("WWW-Authenticate", "Bearer")
                .body("type", equalTo("urn:wigwag:problem:credentials-wrong"))
                .body("detail", containsString("wigwag.api.tokens"))
                .body("detail", not(containsString(token)));
        assertThat(cluster.requests().count("GET", ".*/rollouts.*")).isZero();
    }

    @Test
    void otherProofsAreNone() {
        given().auth()
                .preemptive()
                .basic("x", ApiProfiles.ALL)
                .get("/api/rollouts")
                .then()
                .statusCode(401);
        given().header("Authorization", ApiProfiles.ALL)
                .get("/api/rollouts")
                .then()
                .statusCode(401);
        given().queryParam("access_token", ApiProfiles.ALL)
                .get("/api/rollouts")
                .then()
                .statusCode(401);
        as(ApiProfiles.ALL)
                .header("Authorization", "Bearer " + ApiProfiles.ALL)
                .get("/api/rollouts")
                .then()
                .statusCode(401);
    }

    @Test
    void whatIsNotForATokenLooksAsWhatIsNotThere() {
        String hidden = notFound(as(ApiProfiles.TEAM_A), "/api/rollouts/team-b/gitops-000000000002");
        String absent = notFound(as(ApiProfiles.TEAM_A), "/api/rollouts/team-a/gitops-000000000009");
        String nowhere = notFound(as(ApiProfiles.TEAM_A), "/api/rollouts/nobody/nothing");

        assertThat(List.of(hidden, nowhere)).containsOnly(absent);
        assertThat(notFound(as(ApiProfiles.TEAM_A), "/api/rollouts?namespace=team-b"))
                .isEqualTo(notFound(as(ApiProfiles.TEAM_A), "/api/rollouts?namespace=nobody"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/rollouts/team-a/..%2fgitops",
                "/api/rollouts/team-a/%2e%2e%2f%2e%2e%2fsecrets%2fx",
                "/api/rollouts/team-a%2frollouts/x",
                "/api/rollouts/..%2f..%2fteam-b/x",
                "/api/rollouts/team-a/gitops-164832204e2e%00",
                "/api/rollouts/team-a/gitops%3Fwatch=true",
                "/api/rollouts/team-a/GITOPS-164832204e2e",
                "/api/rollouts/TEAM-A/gitops-164832204e2e",
                "/api/rollouts/*/gitops-164832204e2e",
                "/api/rollouts/team-a/%F0%9F%9A%A9",
                "/api/rollouts/team-a;x=y/a_b",
                "/api/rollouts/%20/%20",
                "/api/rollouts/team-a/a..b",
                "/api/rollouts?namespace=..%2fteam-b",
                "/api/rollouts?namespace=team-a%2frollouts",
                "/api/rollouts?namespace=*"
            })
    void anOddNameIsNotFoundAndNeverAskedForAtTheApiServer(String path) {
        notFound(as(ApiProfiles.ALL), path);

        assertThat(cluster.requests().count("GET", ".*")).isZero();
    }

    @Test
    void anOverLongNameIsNotFoundEither() {
        notFound(as(ApiProfiles.ALL), "/api/rollouts/team-a/" + "a".repeat(254));
        notFound(as(ApiProfiles.ALL), "/api/rollouts/" + "a".repeat(64) + "/x");
        notFound(as(ApiProfiles.ALL), "/api/rollouts?namespace=" + "a".repeat(3000));

        assertThat(cluster.requests().count("GET", ".*")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/rollouts/team-a", "/api/rollouts/team-a/x/status", "/api/rollout", "/api/"})
    void aPathBesidesThoseTwoIsUnknown(String path) {
        as(ApiProfiles.ALL)
                .get(path)
                .then()
                .statusCode(404)
                .contentType(PROBLEM)
                .body("type", equalTo("urn:wigwag:problem:unknown-path"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"?limit=0", "?limit=x", "?phase=done", "?ns=team-a", "?namespace=team-a&namespace=team-b"})
    void aQueryThatCannotBeMeantIsRefused(String query) {
        as(ApiProfiles.ALL)
                .get("/api/rollouts" + query)
                .then()
                .statusCode(400)
                .contentType(PROBLEM)
                .body("type", equalTo("urn:wigwag:problem:malformed"));
    }

    @Test
    void aBrokenEscapeIsNoErrorOfOurs() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), url.getPort())) {
            String request = "GET /api/rollouts?limit=%zz HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                    + ApiProfiles.ALL + "\r\nConnection: close\r\n\r\n";
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 400 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
    void nothingCanBeWritten(String method) {
        as(ApiProfiles.ALL)
                .request(method, "/api/rollouts/team-a/gitops-164832204e2e")
                .then()
                .statusCode(405)
                .header("Allow", "GET, HEAD");
    }

    @Test
    void aHeadRequestIsAnsweredAsAGetWithoutItsBody() {
        as(ApiProfiles.ALL).head("/api/rollouts").then().statusCode(200).header("Cache-Control", "no-store");
        as(ApiProfiles.TEAM_A)
                .head("/api/rollouts/team-b/gitops-000000000002")
                .then()
                .statusCode(404);
        given().head("/api/rollouts").then().statusCode(401);
    }

    @Test
    void missingRightsAreNamed() {
        cluster.faults().deny("list", "rollouts.wigwag.dev");

        notRead("/api/rollouts", "k8s/base/rbac.yaml");
        notRead("/api/rollouts?namespace=team-a", "k8s/base/rbac.yaml");
    }

    @Test
    void anApiServerThatIsDownIsNamed() {
        cluster.faults().goDown(Faults.Outage.values()[0]);

        notRead("/api/rollouts", "API");
        notRead("/api/rollouts/team-a/gitops-164832204e2e", "API");
    }

    @Test
    void aMissingResourceDefinitionIsNamed() {
        List<ServedKind> served = cluster.served().all();
        cluster.served().withdraw("wigwag.dev");
        try {
            notRead("/api/rollouts", "k8s/base/crd.yaml");
        } finally {
            cluster.served().replaceWith(served);
        }
    }

    @Test
    void readsAreCounted() {
        list(ApiProfiles.ALL);
        notFound(as(ApiProfiles.ALL), "/api/rollouts/a/b");

        String metrics = given().get("/q/metrics").asString();

        assertThat(metrics)
                .containsPattern("wigwag_deliveries_total\\{edge=\"api\",event=\"list\",outcome=\"answered\"} [1-9]")
                .containsPattern("wigwag_deliveries_total\\{edge=\"api\",event=\"read\",outcome=\"not-found\"} [1-9]")
                .containsPattern("wigwag_http_refusals_total\\{edge=\"api\",reason=\"not-found\"} [1-9]");
    }

    @Test
    void whatCommitsTouchIsAskedWithTheSameTokensWhereRepositoriesAreRead() {
        as(ApiProfiles.ALL)
                .get("/api/impact?sauce=team-a/gitops")
                .then()
                .statusCode(400)
                .contentType(PROBLEM)
                .body("detail", containsString("source, from, to"));
        given().get("/api/impact?source=team-a/gitops").then().statusCode(401);
        notRead("/api/impact?source=team-a/gitops", "wigwag.git.enabled");
        given().get("/q/openapi?format=json").then().body("paths.'/api/impact'.get.operationId", equalTo("readImpact"));
    }

    private static RequestSpecification as(String token) {
        return given().urlEncodingEnabled(false).header("Authorization", "Bearer " + token);
    }

    private static ValidatableResponse list(String token) {
        return as(token).get("/api/rollouts").then().statusCode(200);
    }

    /** The four rollouts by the last digit of their name, the whole one as 0. */
    private static void names(ValidatableResponse answer, int... expected) {
        List<String> names = answer.extract().path("items.metadata.name");
        assertThat(names.stream().map(name -> name.startsWith("gitops-0") ? name.charAt(name.length() - 1) - '0' : 0))
                .containsExactlyElementsOf(Arrays.stream(expected).boxed().toList());
    }

    private static String notFound(RequestSpecification request, String path) {
        return request.get(path)
                .then()
                .statusCode(404)
                .contentType(PROBLEM)
                .body("type", equalTo("urn:wigwag:problem:not-found"))
                .extract()
                .asString();
    }

    private static void notRead(String path, String detail) {
        as(ApiProfiles.ALL)
                .get(path)
                .then()
                .statusCode(503)
                .contentType(PROBLEM)
                .body("type", equalTo("urn:wigwag:problem:not-read"))
                .body("detail", containsString(detail));
    }
}
