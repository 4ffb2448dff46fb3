package dev.wigwag.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wigwag.sandbox.github.PostedDeployment;
import dev.wigwag.sandbox.slack.SlackClient;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Two processes on one API server follow the same rollouts, and again and again one of them is killed right after something it wrote
 * was stored. Whoever is left, and whoever comes, leaves one message, one deployment and one decision for each rollout.
 */
@Timeout(240)
class TwoProcessesIT {
    private static final long SEED = Long.getLong("wigwag.storm.seed", 7);
    private static final int ROLLOUTS = Integer.getInteger("wigwag.storm.rollouts", 2);
    private static final Duration A_RUN = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Random random = new Random(SEED);

    @Test
    void nothingIsDoubledAndNothingIsLost() throws Exception {
        try (TutorialWorld world = new TutorialWorld()) {
            world.join();
            world.join();
            world.start();
            List<String> commits = new ArrayList<>();
            for (int i = 0; i < ROLLOUTS; i++) {
                try {
                    commits.add(rollOut(world));
                } catch (AssertionError | ConditionTimeoutException stuck) {
                    throw new AssertionError("rollout " + i + " does not come to its end; " + world.story(), stuck);
                }
            }
            for (String commit : commits) {
                assertThat(messages(world, commit))
                        .as("messages about %s", commit)
                        .hasSize(1);
                assertThat(messages(world, commit).get(0).path("text").asText()).startsWith("✅ Live");
                assertThat(deployments(world, commit))
                        .as("deployments of %s", commit)
                        .singleElement()
                        .satisfies(one -> {
                            assertThat(one.state()).isEqualTo("success");
                            assertThat(one.states())
                                    .extracting(PostedDeployment.State::state)
                                    .doesNotHaveDuplicates();
                        });
                assertThat(decisions(world, commit))
                        .as("decisions about %s", commit)
                        .hasSize(1);
                assertThat(told(world, commit, "approved by")).isEqualTo(1);
            }
        }
    }

    /** One rollout to its end: somebody kills a process while it begins, two people decide at once, another process is killed. */
    private String rollOut(TutorialWorld world) throws Exception {
        WigwagProcess first = killedAfter(world, 2 + random.nextInt(8));
        String commit = world.push();
        first.awaitEnd();
        world.join();
        JsonNode waiting = await().atMost(A_RUN)
                .until(
                        () -> messages(world, commit),
                        found -> found.size() == 1 && button(found.get(0)).isPresent())
                .get(0);

        WigwagProcess second = killedAfter(world, 1 + random.nextInt(6));
        decideAtOnce(world, waiting);
        await().atMost(A_RUN).untilAsserted(() -> {
            // A press that met the killed process is pressed again by whoever sees that nothing came of it.
            if (phase(world, commit).equals("Waiting")) {
                press(world, "U0ANA", waiting);
            }
            assertThat(phase(world, commit)).isEqualTo("Succeeded");
        });
        world.kill(second);
        second.awaitEnd();
        world.join();
        await().atMost(A_RUN)
                .until(() -> messages(world, commit).stream()
                        .allMatch(message -> message.path("text").asText().startsWith("✅ Live")));
        await().atMost(A_RUN)
                .until(() -> deployments(world, commit).stream()
                        .allMatch(deployment -> deployment.state().equals("success")));
        return commit;
    }

    /** One of the processes, which is killed after so many writes to rollouts, its own or the other's, have been stored. */
    private WigwagProcess killedAfter(TutorialWorld world, int writes) {
        WigwagProcess victim = world.processes.get(random.nextInt(world.processes.size()));
        world.cluster.faults().clear();
        afterWrites(world, writes, () -> world.kill(victim));
        return victim;
    }

    private static void afterWrites(TutorialWorld world, int writes, Runnable action) {
        world.cluster
                .faults()
                .afterStored(
                        "PUT", ".*/rollouts/.*", writes == 1 ? action : () -> afterWrites(world, writes - 1, action));
    }

    private static void decideAtOnce(TutorialWorld world, JsonNode waiting) {
        CompletableFuture.allOf(
                        CompletableFuture.runAsync(() -> press(world, "U0ANA", waiting)),
                        CompletableFuture.runAsync(() -> press(world, "U0BEN", waiting)))
                .join();
    }

    private static void press(TutorialWorld world, String who, JsonNode message) {
        new SlackClient(world.slack, TutorialWorld.SIGNING_SECRET, () -> world.next(""), world.clock)
                .pressSeen(who, TutorialWorld.CHANNEL, message, button(message).orElseThrow());
    }

    private static Optional<String> button(JsonNode message) {
        return StreamSupport.stream(message.path("blocks").spliterator(), false)
                .flatMap(block -> StreamSupport.stream(block.path("elements").spliterator(), false))
                .filter(element -> element.at("/text/text").asText().equals("Approve"))
                .map(element -> element.path("action_id").asText())
                .findFirst();
    }

    /** The living messages of a commit. */
    private static List<JsonNode> messages(TutorialWorld world, String commit) {
        return world.slack.messages(TutorialWorld.CHANNEL).stream()
                .filter(message -> message.path("thread_ts").isMissingNode())
                .filter(message -> message.path("text").asText().contains("main@" + commit.substring(0, 7) + " on "))
                .toList();
    }

    private static long told(TutorialWorld world, String commit, String words) {
        String thread = messages(world, commit).get(0).path("ts").asText();
        return world.slack.messages(TutorialWorld.CHANNEL).stream()
                .filter(message -> message.path("thread_ts").asText().equals(thread))
                .filter(message -> message.toString().contains(words))
                .count();
    }

    private static List<PostedDeployment> deployments(TutorialWorld world, String commit) {
        return world.githubApi.deployments().of("JasonMorgan/linkerd-demos").stream()
                .filter(deployment -> deployment.sha().equals(commit))
                .toList();
    }

    private static List<JsonNode> decisions(TutorialWorld world, String commit) {
        return StreamSupport.stream(
                        rollout(world, commit).at("/status/approvals").spliterator(), false)
                .filter(approval -> !approval.path("used").isMissingNode())
                .toList();
    }

    private static String phase(TutorialWorld world, String commit) {
        return rollout(world, commit).at("/status/phase").asText();
    }

    private static JsonNode rollout(TutorialWorld world, String commit) {
        Stream<GenericKubernetesResource> all = world
                .cluster
                .administrator()
                .genericKubernetesResources("wigwag.dev/v1alpha1", "Rollout")
                .inNamespace("flux-system")
                .list()
                .getItems()
                .stream();
        return all.filter(rollout -> rollout.getMetadata().getName().equals("gitops-" + commit.substring(0, 12)))
                .findFirst()
                .<JsonNode>map(JSON::valueToTree)
                .orElseGet(JSON::createObjectNode);
    }
}
