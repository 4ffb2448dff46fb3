package dev.wigwag.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import dev.wigwag.engine.Ledger;
import dev.wigwag.rollout.Commit;
import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.RolloutKey;
import dev.wigwag.rollout.RolloutSpec;
import dev.wigwag.sandbox.cluster.SandboxCluster;
import dev.wigwag.sandbox.github.GitForge;
import dev.wigwag.sandbox.github.GitHubApiStandIn;
import dev.wigwag.sandbox.github.PostedStatus;
import dev.wigwag.sandbox.slack.SlackStandIn;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What somebody who sets Wigwag up is told by samples, in a process where nothing else is shown. */
@QuarkusTest
@TestProfile(ApiProfiles.Tokens.class)
class OutletsEndpointTest {
    private static final String TEST = "/api/outlets/test";
    private static final String CHANNEL = "C0SANDBOX";

    @Inject
    SandboxCluster cluster;

    @Inject
    Ledger ledger;

    @Inject
    SlackStandIn slack;

    @Inject
    GitHubApiStandIn github;

    @Inject
    GitForge forge;

    private Shelf shelf;
    private String head;

    @BeforeEach
    void fill() {
        shelf = new Shelf(cluster, ledger);
        head = forge.branches().get("main");
        shelf.put(of(head, ARollout.pushed("team-a", "gitops-164832204e2e", Phase.Succeeded, ARollout.NOON)));
        shelf.put(ARollout.pushed("team-b", "gitops-000000000002", Phase.Failed, ARollout.NOON.minusSeconds(30)));
        slack.clear(CHANNEL);
    }

    @AfterEach
    void mend() {
        slack.faults().clear();
        github.faults().clear();
        shelf.clear();
    }

    @Test
    void theNewestRolloutIsSentToEveryPlaceThatShowsIt() {
        test(ApiProfiles.ALL, "")
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("rollout.name", equalTo("gitops-164832204e2e"))
                .body("outlets.outcome", equalTo(List.of("shown", "shown")))
                .body("outlets.kind", hasItem("slack"))
                .body("outlets.kind", hasItem("github-status"))
                .body("outlets.target", hasItem(CHANNEL))
                .body("outlets[0].detail", nullValue());

        assertThat(slack.messages(CHANNEL)).singleElement().satisfies(message -> {
            assertThat(message.path("text").asText()).startsWith("🧪 A test of Wigwag on sandbox");
            assertThat(message.path("blocks").toString()).contains("A test of Wigwag", "Raise replicas");
        });
        assertThat(github.statuses().shown("JasonMorgan/linkerd-demos", head))
                .filteredOn(status -> status.context().equals("wigwag/sandbox/test"))
                .extracting(PostedStatus::state)
                .containsExactly("success");
    }

    @Test
    void nothingOfItIsRecordedAndTheRolloutsOwnPicturesStayAsTheyWere() {
        Rollout before = stored("gitops-164832204e2e");

        test(ApiProfiles.ALL, "").statusCode(200);

        assertThat(stored("gitops-164832204e2e")).isEqualTo(before);
    }

    @Test
    void whatIsNotTakenIsToldWithItsReason() {
        slack.faults().refuse("chat.postMessage", "not_in_channel");

        test(ApiProfiles.ALL, "?rollout=team-b/gitops-000000000002")
                .statusCode(200)
                .body("outlets.find { it.kind == 'slack' }.outcome", equalTo("refused"))
                .body("outlets.find { it.kind == 'slack' }.detail", containsString("/invite"))
                // That commit was never pushed.
                .body("outlets.find { it.kind == 'github-status' }.outcome", equalTo("refused"))
                .body("outlets.find { it.kind == 'github-status' }.detail", containsString("422"));
    }

    @Test
    void aRolloutOfAnotherHostsRepositoryIsTriedInSlackAlone() {
        shelf.put(elsewhere(ARollout.pushed("team-a", "other-164832204e2e", Phase.Failed, ARollout.NOON)));

        test(ApiProfiles.TEAM_A, "?rollout=team-a/other-164832204e2e")
                .statusCode(200)
                .body("outlets.kind", equalTo(List.of("slack")));
    }

    @Test
    void aTokenOfOneTeamTriesNothingOfAnother() {
        test(ApiProfiles.TEAM_B, "").statusCode(200).body("rollout.namespace", equalTo("team-b"));
        test(ApiProfiles.TEAM_A, "?rollout=team-b/gitops-000000000002")
                .statusCode(404)
                .body("detail", containsString("no such rollout"));
    }

    @Test
    void withoutATokenNothingIsSent() {
        given().post(TEST).then().statusCode(401);
        given().header("Authorization", "Bearer wrong-token-000000")
                .post(TEST)
                .then()
                .statusCode(401);

        assertThat(slack.messages(CHANNEL)).isEmpty();
    }

    @Test
    void aRolloutThatIsNotWrittenAsOneIsRefused() {
        for (String rollout : List.of("gitops", "/gitops", "team-a/", "a/b/c")) {
            test(ApiProfiles.ALL, "?rollout=" + rollout)
                    .statusCode(400)
                    .body("detail", containsString("<namespace>/<name>"));
        }
        assertThat(slack.messages(CHANNEL)).isEmpty();
    }

    @Test
    void aRolloutThatIsShownNowhereComesWithWhatToConfigure() {
        Rollout rollout = ARollout.pushed("team-a", "gitops-164832204e2e", Phase.Failed, ARollout.NOON);

        OutletsReport report = OutletsReport.of(rollout, List.of());

        assertThat(report.outlets()).isEmpty();
        assertThat(report.hint())
                .contains("wigwag.slack.bot-token", "wigwag.slack.channel", "wigwag.github.repositories");
    }

    @Test
    void itIsAskedForByPostAlone() {
        given().header("Authorization", "Bearer " + ApiProfiles.ALL)
                .get(TEST)
                .then()
                .statusCode(405)
                .body("detail", containsString("POST"));
    }

    @Test
    void whereThereIsNoRolloutItSaysSo() {
        shelf.clear();

        test(ApiProfiles.TEAM_A, "").statusCode(404).body("detail", containsString("no rollout"));
        assertThat(slack.messages(CHANNEL)).isEmpty();
    }

    private ValidatableResponse test(String token, String query) {
        return given().header("Authorization", "Bearer " + token)
                .post(TEST + query)
                .then();
    }

    private Rollout stored(String name) {
        return ledger.find(new RolloutKey("team-a", name)).orElseThrow();
    }

    private static Rollout of(String sha, Rollout rollout) {
        Commit commit = rollout.spec().commit();
        Commit other = new Commit(
                sha, commit.message(), commit.author(), null, commit.pushedBy(), commit.pushedAt(), null, null, null);
        return with(rollout, rollout.spec().repository(), other);
    }

    private static Rollout elsewhere(Rollout rollout) {
        return with(
                rollout, "https://git.example.org/acme/gitops", rollout.spec().commit());
    }

    private static Rollout with(Rollout rollout, String repository, Commit commit) {
        RolloutSpec spec = rollout.spec();
        return new Rollout(
                rollout.key(),
                new RolloutSpec(spec.source(), spec.revision(), repository, commit, null),
                rollout.status(),
                null);
    }
}
