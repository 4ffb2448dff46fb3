package dev.wigwag.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.wigwag.engine.Ledger;
import dev.wigwag.github.CommentCommandTest;
import dev.wigwag.rollout.Changes;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.RolloutKey;
import dev.wigwag.rollout.StagePhase;
import dev.wigwag.sandbox.flux.TutorialRepository;
import dev.wigwag.sandbox.github.GitForge;
import dev.wigwag.sandbox.github.GitHubStandIn;
import dev.wigwag.sandbox.github.GitServer;
import dev.wigwag.sandbox.github.Person;
import dev.wigwag.sandbox.github.RefChange;
import dev.wigwag.sandbox.slack.SlackStandIn;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a push brings and whom that concerns, from the repository to the answer, the Rollout and Slack. */
@QuarkusTest
@TestProfile(CommentCommandTest.WithBen.class)
class ChangesStoryTest {
    private static final Duration LONG = Duration.ofSeconds(40);
    private static final ObjectKey SOURCE = new ObjectKey("GitRepository", "flux-system", "gitops");

    @Inject
    GitForge forge;

    @Inject
    GitHubStandIn github;

    @Inject
    SlackStandIn slack;

    @Inject
    Ledger ledger;

    @TestHTTPResource("/github")
    URI webhook;

    @Test
    void aPushIsToldForWhatItBringsAndTheWayBackToo() {
        settle();
        Rollout first = live(commit(TutorialRepository.FLAGGER, TutorialRepository.flagger("1.45.0"), "Raise Flagger"));
        assertThat(first.spec().impact().touched()).extracting("name").contains("flagger");

        settle();
        String before = tip();
        commit(TutorialRepository.DOCS, "# Said anew\n", "Say it anew (#12)");
        commit(
                "infra/linkerd-viz/values.yaml",
                "kind: ConfigMap\napiVersion: v1\nmetadata: {name: viz}\n",
                "Give viz a map");
        RefChange last =
                commit(TutorialRepository.FLAGGER, TutorialRepository.flagger("1.45.1"), "Raise Flagger again");
        RefChange all = new RefChange(last.ref(), before, last.after(), false, Person.ANA);

        String answer = github.deliver(github.push(all), webhook).answer();

        assertThat(answer).contains("\"touches\":\"touches 2 of 4: flagger, linkerd-viz\"");
        Rollout second = told(last.after());
        assertThat(second.spec().changes().from()).isEqualTo(first.spec().revision());
        assertThat(second.spec().changes().count()).isEqualTo(3);
        assertThat(second.spec().changes().commits()).extracting("pullRequest").containsExactly(null, null, 12);
        assertThat(second.spec().impact().touched()).extracting("name").containsExactly("flagger", "linkerd-viz");
        assertThat(phases(second))
                .containsEntry("linkerd", StagePhase.Unchanged)
                .containsEntry("podinfo", StagePhase.Unchanged)
                .containsEntry("flagger", StagePhase.Succeeded);
        // The message is edited at Slack's pace: what the push touches may come into it after what it brings.
        JsonNode message = await().atMost(LONG)
                .until(
                        () -> message(last.after()),
                        found -> found.toString().contains("3 commits by 1 person")
                                && found.toString().contains("touches 2 of 4: flagger, linkerd-viz"));
        await().atMost(LONG).until(() -> thread(message).contains("Say it anew"));

        RefChange back = forge.forcePush("main", before, Person.BEN);
        github.deliver(github.push(back), webhook);

        await().atMost(LONG)
                .until(() -> changes(before) != null && changes(before).way() == Changes.Way.back);
        assertThat(changes(before).count()).isEqualTo(3);
        assertThat(changes(before).from()).isEqualTo(second.spec().revision());
        await().atMost(LONG).until(() -> message(before).toString().contains("goes back 3 commits"));
        live(commit(TutorialRepository.DOCS, "# At rest\n", "Come to rest"));
    }

    @Test
    void aCommitThatTheRepositoryDoesNotHaveIsRefusedAsGitRefusesIt() {
        byte[] wanted = "0011command=fetch0001000ddeepen 1\n0032want %s\n0009done\n0000"
                .formatted("f".repeat(40))
                .getBytes(StandardCharsets.US_ASCII);

        byte[] answer = new GitServer(forge.directory()).uploaded("version=2", false, wanted);

        assertThat(new String(answer, StandardCharsets.US_ASCII)).contains("ERR upload-pack: not our ref ffff");
    }

    /** What other tests have begun comes to its end, or it would run before what this one pushes. */
    private void settle() {
        await().atMost(LONG)
                .until(() -> ledger.of(SOURCE).stream()
                        .allMatch(rollout -> rollout.phase().isFinal()));
    }

    private RefChange commit(String path, String content, String message) {
        return forge.commit(TutorialRepository.BRANCH, Map.of(path, content), message, Person.ANA);
    }

    private String tip() {
        return forge.commitOf("refs/heads/main").orElseThrow();
    }

    private Rollout live(RefChange change) {
        assertThat(github.deliver(github.push(change), webhook).status()).isEqualTo(202);
        return told(change.after());
    }

    /** The rollout of a commit once it is at its end and the repository has told what it brings. */
    private Rollout told(String commit) {
        return await().atMost(LONG)
                .until(
                        () -> rollout(commit),
                        rollout -> rollout != null
                                && rollout.phase() == Phase.Succeeded
                                && rollout.spec().impact() != null
                                && rollout.status().stages().stream()
                                        .noneMatch(stage -> stage.phase() == StagePhase.Succeeded
                                                && stage.kind().equals("Kustomization")
                                                && rollout.spec().impact().leavesAlone(stage.key())));
    }

    private Rollout rollout(String commit) {
        return ledger.find(new RolloutKey("flux-system", "gitops-" + commit.substring(0, 12)))
                .orElse(null);
    }

    private Changes changes(String commit) {
        return rollout(commit).spec().changes();
    }

    private static Map<String, StagePhase> phases(Rollout rollout) {
        return rollout.status().stages().stream()
                .filter(stage -> stage.kind().equals("Kustomization"))
                .collect(Collectors.toMap(stage -> stage.name(), stage -> stage.phase()));
    }

    private JsonNode message(String commit) {
        return slack.messages("C0SANDBOX").stream()
                .filter(message -> message.path("thread_ts").isMissingNode()
                        && message.path("text").asText().contains("main@" + commit.substring(0, 7) + " on "))
                .reduce((one, other) -> other)
                .orElse(MissingNode.getInstance());
    }

    private String thread(JsonNode message) {
        return slack.messages("C0SANDBOX").stream()
                .filter(reply -> reply.path("thread_ts")
                        .asText()
                        .equals(message.path("ts").asText()))
                .map(JsonNode::toString)
                .collect(Collectors.joining("\n"));
    }
}
