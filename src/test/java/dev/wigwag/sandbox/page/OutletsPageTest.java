package dev.wigwag.sandbox.page;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wigwag.sandbox.github.GitForge;
import dev.wigwag.sandbox.github.GitHubApiStandIn;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the page shows of Slack and GitHub is what a press led to there. */
@QuarkusTest
class OutletsPageTest {

    private static final Duration A_RUN = Duration.ofSeconds(60);
    private static final String SOURCE = "wigwag/sandbox/source/flux-system/gitops";
    private static final String CANARY = "wigwag/sandbox/canary/test/podinfo";

    @Inject
    GitForge forge;

    @Inject
    GitHubApiStandIn github;

    @AfterEach
    void mend() {
        List.of("fail-slack", "late-slack", "fail-github").forEach(name -> flip(name, "off"));
    }

    @Test
    void aPressIsOneSlackMessageThatGoesLiveInPlaceAndEndsGreenBesideTheCommit() {
        String sha = press("Ship it", "podinfo");

        Set<String> headlines = new LinkedHashSet<>();
        Set<String> places = new LinkedHashSet<>();
        await().atMost(A_RUN).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> {
            for (Map<String, Object> message : messagesOf(sha)) {
                String text = String.valueOf(message.get("text"));
                headlines.add(text.substring(0, text.indexOf(':')));
                places.add(String.valueOf(message.get("ts")));
            }
            assertThat(headlines).contains("🔄 Rolling out", "✅ Live");
        });
        assertThat(places).hasSize(1);
        assertThat(headlines).last().isEqualTo("✅ Live");
        await().atMost(A_RUN)
                .untilAsserted(() -> assertThat(states(sha)).isEqualTo(Map.of(SOURCE, "success", CANARY, "success")));
    }

    @Test
    void theCommitIsShownByItsSubjectWithLinksToItsRollout() {
        String sha = press("Say <b>hello</b>\n\nand more", "docs");
        await().atMost(A_RUN).untilAsserted(() -> assertThat(states(sha)).containsKey(SOURCE));

        JsonPath shown = commits();

        assertThat(shown.getString("repository")).isEqualTo("JasonMorgan/linkerd-demos");
        assertThat(shown.getString("commits[0].sha")).isEqualTo(sha);
        assertThat(shown.getString("commits[0].subject")).isEqualTo("Say <b>hello</b>");
        assertThat(shown.getString("commits[0].statuses[0].description")).isNotBlank();
        assertThat(shown.getString("commits[0].statuses[0].targetUrl"))
                .startsWith("http://localhost:")
                .endsWith("/sandbox#flux-system-gitops-" + sha.substring(0, 12));
        assertThat(shown.getList("commits")).hasSizeLessThanOrEqualTo(5);
    }

    @Test
    void theCommitIsDeployedToTheClusterAndTheOneBeforeItNoMore() {
        String first = press("Deploy once", "docs");
        await().atMost(A_RUN).untilAsserted(() -> assertThat(deployed(first)).containsExactly("sandbox success"));

        String second = press("Deploy again", "docs");

        await().atMost(A_RUN).untilAsserted(() -> {
            assertThat(deployed(second)).containsExactly("sandbox success");
            assertThat(deployed(first)).containsExactly("sandbox inactive");
        });
    }

    @Test
    void slackStaysAtOneMessageWhenItsAnswersAreLost() {
        flip("late-slack", "on");

        String sha = press("Lost answers", "docs");

        await().atMost(A_RUN).untilAsserted(() -> {
            assertThat(messagesOf(sha)).hasSize(1);
            assertThat(phaseOf(sha)).isEqualTo("Succeeded");
        });
        await().during(Duration.ofSeconds(5))
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(messagesOf(sha)).hasSize(1));
    }

    @Test
    void nothingIsSaidInSlackWhileItFailsAndTheMessageComesOnceItWorks() {
        flip("fail-slack", "on");
        String sha = press("Slack is down", "docs");
        await().atMost(A_RUN).untilAsserted(() -> assertThat(phaseOf(sha)).isEqualTo("Succeeded"));
        assertThat(messagesOf(sha)).isEmpty();

        flip("fail-slack", "off");

        await().atMost(A_RUN).untilAsserted(() -> assertThat(messagesOf(sha)).hasSize(1));
    }

    @Test
    void gitHubShowsNothingWhileItFailsAndTheEndOnceItWorks() {
        flip("fail-github", "on");
        int before = github.requests().size();
        String sha = press("GitHub is down", "docs");
        await().atMost(A_RUN).untilAsserted(() -> {
            assertThat(phaseOf(sha)).isEqualTo("Succeeded");
            assertThat(github.requests().subList(before, github.requests().size()))
                    // Of this commit or of one before it: a place that fails is tried by one at a time, ever less
                    // often.
                    .anyMatch(request -> request.contains("/statuses/"));
        });
        assertThat(states(sha)).isEmpty();

        flip("fail-github", "off");

        await().atMost(A_RUN).untilAsserted(() -> assertThat(states(sha)).containsEntry(SOURCE, "success"));
    }

    @Test
    void theScriptNeverTurnsTextIntoMarkupAndTheSectionsComeInTheOrderOfInterest() {
        String script = when().get("/sandbox/commits.js")
                .then()
                .statusCode(200)
                .contentType("text/javascript")
                .extract()
                .asString();

        assertThat(script)
                .contains("/sandbox/commits")
                .doesNotContain("innerHTML", "insertAdjacentHTML", "document.write");
        assertThat(when().get("/sandbox").asString())
                .containsSubsequence(
                        "/sandbox/commits.js", "id=\"push\"", "id=\"slack\"", "id=\"commits\"", "id=\"rollouts\"");
    }

    private String press(String message, String touch) {
        given().queryParam("message", message)
                .queryParam("touch", touch)
                .post("/sandbox/push")
                .then()
                .statusCode(200);
        return forge.commitOf("refs/heads/main").orElseThrow();
    }

    /** Those that name the commit and are not part of a thread. */
    private static List<Map<String, Object>> messagesOf(String sha) {
        List<Map<String, Object>> messages =
                when().get("/sandbox/slack").jsonPath().getList("channels.find { it.id == 'C0SANDBOX' }.messages");
        return messages.stream()
                .filter(message -> !message.containsKey("thread_ts"))
                // One before it may say that it is live as part of this one.
                .filter(message -> String.valueOf(message.get("text")).contains("main@" + sha.substring(0, 7) + " on "))
                .toList();
    }

    private static Map<String, String> states(String sha) {
        JsonPath commits = commits();
        String commit = "commits.find { it.sha == '" + sha + "' }.statuses.";
        List<String> contexts = commits.getList(commit + "context", String.class);
        List<String> states = new ArrayList<>(commits.getList(commit + "state", String.class));
        Map<String, String> byContext = new HashMap<>();
        contexts.forEach(context -> byContext.put(context, states.get(contexts.indexOf(context))));
        return byContext;
    }

    private static List<String> deployed(String sha) {
        List<Map<String, Object>> deployments =
                commits().getList("commits.find { it.sha == '" + sha + "' }.deployments");
        return deployments == null
                ? List.of()
                : deployments.stream()
                        .map(one -> one.get("environment") + " " + one.get("state"))
                        .toList();
    }

    private static String phaseOf(String sha) {
        return when().get("/sandbox/state")
                .jsonPath()
                .getString("rollouts.find { it.revision.endsWith('" + sha + "') }.phase");
    }

    private static JsonPath commits() {
        return when().get("/sandbox/commits")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .extract()
                .jsonPath();
    }

    private static void flip(String name, String value) {
        given().queryParam("name", name)
                .queryParam("value", value)
                .post("/sandbox/switch")
                .then()
                .statusCode(200);
    }
}
