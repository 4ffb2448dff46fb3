package dev.wigwag.github;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wigwag.engine.Ledger;
import dev.wigwag.rollout.Approval;
import dev.wigwag.rollout.Gate;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.sandbox.github.Exchange;
import dev.wigwag.sandbox.github.GitHubApiStandIn;
import dev.wigwag.sandbox.github.GitHubStandIn;
import dev.wigwag.sandbox.github.Person;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Commands in comments on GitHub, from the webhook to the ledger and back to the answer below the comment. */
@QuarkusTest
@TestProfile(CommentCommandTest.WithBen.class)
public class CommentCommandTest {
    private static final String FLEET = "JasonMorgan/linkerd-demos";
    private static final Duration LONG = Duration.ofSeconds(40);
    private static final Person MALLORY = new Person("Mallory", "mallory@evil.example", "mallory");

    private static long comment = 100;

    public static final class WithBen implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "wigwag.chatops.approvers",
                    "test => github:ben",
                    "wigwag.chatops.four-eyes",
                    "true",
                    "wigwag.git.enabled",
                    "true",
                    "wigwag.git.instead-of",
                    "https://github.com/ => http://localhost:${quarkus.http.test-port:8081}/sandbox/git/");
        }
    }

    @Inject
    GitHubStandIn github;

    @Inject
    GitHubApiStandIn api;

    @Inject
    Ledger ledger;

    @TestHTTPResource("/github")
    URI webhook;

    @AfterEach
    void mend() {
        api.faults().clear();
        flip("ask-wigwag", "off");
    }

    @Test
    void whoMayApprovesBelowTheMergedPullRequestAndIsAnsweredThere() {
        api.comments().grant(FLEET, "ben", "write");
        api.comments().grant(FLEET, "ana", "admin");
        flip("ask-wigwag", "traffic");
        given().post("/sandbox/push").then().statusCode(200);
        await().atMost(LONG).until(() -> gates().contains(Gate.traffic));

        // Ana pushed it.
        assertThat(said(Person.ANA, "/wigwag approve podinfo").status()).isEqualTo(200);
        assertThat(lastAnswer()).startsWith("⚠️ @ana").contains("You");
        Exchange approved = said(Person.BEN, "/wigwag approve podinfo looks good");

        assertThat(approved.status()).as(approved.answer()).isEqualTo(202);
        assertThat(approved.answer()).contains("\"outcome\":\"stored\"", "\"outcome\":\"done\"");
        assertThat(lastAnswer())
                .startsWith("✅ @ben")
                .contains("test/podinfo may go on.")
                .endsWith(CommentPayload.OWN);
        assertThat(approvals()).singleElement().satisfies(approval -> {
            assertThat(approval.gate()).isEqualTo(Gate.traffic);
            assertThat(approval.by()).isEqualTo("github:ben");
            assertThat(approval.reason()).isEqualTo("looks good");
        });
        await().atMost(LONG).until(() -> gates().isEmpty());
        assertThat(approvals())
                .singleElement()
                .satisfies(approval -> assertThat(approval.used()).isNotNull());
    }

    @Test
    void theSameDeliveryAgainIsAnsweredOnce() {
        api.comments().grant(FLEET, "ben", "write");
        int before = answers().size();
        var delivery = github.commented(7, ++comment, "/wigwag rollouts", Person.BEN);

        assertThat(github.deliver(delivery, webhook).status()).isEqualTo(200);
        assertThat(github.deliver(delivery, webhook).status()).isEqualTo(200);

        assertThat(answers()).hasSize(before + 1);
        assertThat(api.comments().reacted(FLEET, comment, "wigwag-bot", "eyes")).isTrue();
    }

    @Test
    void whoMayNotWriteIsNeitherHeardNorAnswered() {
        int before = answers().size();

        Exchange exchange = said(MALLORY, "/wigwag status");

        assertThat(exchange.status()).isEqualTo(200);
        assertThat(exchange.answer()).contains("ignored", "may not write");
        assertThat(answers()).hasSize(before);
        assertThat(api.comments().reacted(FLEET, comment, "wigwag-bot", "eyes")).isFalse();
    }

    @Test
    void whileGitHubCannotSayWhoMayWriteNothingIsDoneAndTheDeliveryFails() {
        api.comments().grant(FLEET, "ben", "write");
        api.faults().answer(10, "GET", ".*/collaborators/.*", 503);

        Exchange exchange = said(Person.BEN, "/wigwag status");

        assertThat(exchange.status()).isEqualTo(503);
    }

    @Test
    void aCommentThatIsNoCommandCostsNoCall() {
        long before = calls();

        Exchange exchange = said(Person.BEN, "Nice work!");

        assertThat(exchange.status()).isEqualTo(200);
        assertThat(exchange.answer()).contains("no command");
        assertThat(calls()).isEqualTo(before);
    }

    private Exchange said(Person by, String words) {
        return github.deliver(github.commented(7, ++comment, words, by), webhook);
    }

    /** The gates that hold something up; asked of the ledger, as GitHub takes only so many comments a minute. */
    private List<Gate> gates() {
        return ledger.of(new ObjectKey("GitRepository", "flux-system", "gitops")).stream()
                .filter(rollout -> rollout.status() != null)
                .flatMap(rollout -> rollout.status().stages().stream())
                .filter(stage -> stage.canary() != null)
                .flatMap(stage -> stage.canary().waitsFor().stream())
                .toList();
    }

    private long calls() {
        return api.requests().stream()
                .filter(request -> request.contains("collaborators") || request.contains("comments"))
                .count();
    }

    private List<String> answers() {
        return api.comments().posted(FLEET, "issues/7");
    }

    private String lastAnswer() {
        List<String> answers = answers();
        return answers.isEmpty() ? "" : answers.get(answers.size() - 1);
    }

    private List<Approval> approvals() {
        return ledger.of(new ObjectKey("GitRepository", "flux-system", "gitops")).stream()
                .flatMap(rollout -> rollout.status().approvals().stream())
                .toList();
    }

    private static void flip(String name, String value) {
        given().queryParam("name", name)
                .queryParam("value", value)
                .post("/sandbox/switch")
                .then()
                .statusCode(200);
    }
}
