package dev.wigwag.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wigwag.sandbox.github.PostedDeployment;
import dev.wigwag.sandbox.github.PostedStatus;
import dev.wigwag.sandbox.slack.SlackClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Two processes on one API server follow the same rollouts, and again and again one of them is killed, right after something that one
 * of the two wrote was stored. Whoever is left, and whoever comes, leaves one message, one deployment and one decision for each
 * rollout, and shows its end everywhere. Other moments come by {@code -Dwigwag.storm.seed}, more of them by
 * {@code -Dwigwag.storm.rollouts}.
 */
@Timeout(600)
class TwoProcessesIT {
    private static final long SEED = Long.getLong("wigwag.storm.seed", 7);
    private static final int ROLLOUTS = Integer.getInteger("wigwag.storm.rollouts", 1);
    private static final Duration A_RUN = Duration.ofSeconds(90);
    private static final String REPOSITORY = "JasonMorgan/linkerd-demos";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Random random = new Random(SEED);

    @Test
    void nothingIsDoubledAndNothingIsLost() throws Exception {
        try (TutorialWorld world = new TutorialWorld()) {
            CompletableFuture.allOf(world.join(), world.join()).join();
            world.start();
            List<String> commits = new ArrayList<>();
            for (int i = 0; i < ROLLOUTS; i++) {
                try {
                    commits.add(rollOut(world, List.copyOf(commits)));
                } catch (AssertionError | ConditionTimeoutException stuck) {
                    throw new AssertionError("rollout " + i + " does not come to its end; " + world.story(), stuck);
                }
            }
            String live = commits.get(commits.size() - 1);
            for (String commit : commits) {
                assertThatAllIsToldOnce(world, commit, commit.equals(live));
            }
        }
    }

    /** One rollout to its end: a process is killed while it begins, two people decide at once, then or meanwhile another is killed. */
    private String rollOut(TutorialWorld world, List<String> earlier) throws Exception {
        WigwagProcess first = killedAfter(world, 2 + random.nextInt(12));
        String commit = world.push();
        first.awaitEnd();
        CompletableFuture<Void> third = world.join();
        JsonNode waiting = until(world, () -> askingForApproval(world, commit), Optional::isPresent)
                .orElseThrow();
        third.join();

        boolean inBetween = random.nextBoolean();
        int writes = 1 + random.nextInt(6);
        WigwagProcess victim = inBetween ? killedAfter(world, writes) : null;
        List<Told> told = decideAtOnce(world, waiting);
        WigwagProcess second = inBetween ? victim : killedAfter(world, writes);
        until(
                world,
                () -> {
                    // A press that met the killed process is pressed again by whoever sees that nothing came of it.
                    if (decisions(world, commit).isEmpty()) {
                        press(world, "U0ANA", waiting);
                    }
                    return phase(world, commit);
                },
                "Succeeded"::equals);
        assertThatOneIsToldToHaveDecided(told, decisions(world, commit));
        world.kill(second);
        second.awaitEnd();
        CompletableFuture<Void> fourth = world.join();
        until(world, () -> isSettled(world, commit, earlier), settled -> settled);
        fourth.join();
        return commit;
    }

    private static void assertThatAllIsToldOnce(TutorialWorld world, String commit, boolean live) {
        assertThat(phase(world, commit)).as("phase of %s", commit).isEqualTo("Succeeded");
        assertThat(messages(world, commit))
                .as("messages about %s", commit)
                .singleElement()
                .satisfies(one -> assertThat(one.path("text").asText()).startsWith("✅ Live"));
        assertThat(replies(world, commit)).as("replies about %s", commit).doesNotHaveDuplicates();
        assertThat(replies(world, commit))
                .filteredOn(reply -> reply.contains("approved by"))
                .as("who approved %s", commit)
                .hasSize(1);
        assertThat(deployments(world, commit))
                .as("deployments of %s", commit)
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.states())
                            .extracting(PostedDeployment.State::state)
                            .doesNotHaveDuplicates()
                            .contains("success");
                    assertThat(one.state()).isEqualTo(live ? "success" : "inactive");
                });
        assertThat(statuses(world, commit))
                .as("statuses of %s", commit)
                .containsOnly(
                        entry("wigwag/test/source/flux-system/gitops", "success"),
                        entry("wigwag/test/canary/test/podinfo", "success"));
        assertThat(decisions(world, commit))
                .as("decisions about %s", commit)
                .singleElement()
                .satisfies(one -> assertThat(one.path("used").isMissingNode()).isFalse());
    }

    /** What one of two who decided at once was told. */
    private record Told(String user, List<String> words) {
        boolean says(String part) {
            return words.stream().anyMatch(text -> text.contains(part));
        }
    }

    private static void assertThatOneIsToldToHaveDecided(List<Told> told, List<JsonNode> decisions) {
        List<String> deciders = told.stream()
                .filter(one -> one.says("may go on"))
                .map(Told::user)
                .toList();
        String by = decisions.get(0).path("by").asText();
        assertThat(deciders).as("told to have decided, of %s", told).isSubsetOf(by.substring("slack:".length()));
        // Whose process was killed may hear of nothing but that.
        if (told.stream().noneMatch(one -> one.says("did not work"))) {
            assertThat(deciders).as("told to have decided, of %s", told).hasSize(1);
            assertThat(told)
                    .filteredOn(one -> !one.says("may go on"))
                    .singleElement()
                    .satisfies(late -> assertThat(late.words())
                            .singleElement()
                            .asString()
                            .containsAnyOf("already", "Nothing was decided"));
        }
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

    private static Optional<JsonNode> askingForApproval(TutorialWorld world, String commit) {
        return messages(world, commit).stream()
                .filter(message -> button(message).isPresent())
                .findFirst();
    }

    private static List<Told> decideAtOnce(TutorialWorld world, JsonNode waiting) {
        return Stream.of("U0ANA", "U0BEN")
                // Threads of their own, as on two cores the common pool has one, and nothing would be at once.
                .map(user -> CompletableFuture.supplyAsync(
                        () -> press(world, user, waiting), task -> new Thread(task, user).start()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
    }

    private static Told press(TutorialWorld world, String who, JsonNode message) {
        int before = world.slack.toldAlone(who).size();
        new SlackClient(world.slack, TutorialWorld.SIGNING_SECRET, () -> world.next(""), world.clock)
                .pressSeen(who, TutorialWorld.CHANNEL, message, button(message).orElseThrow());
        return new Told(
                who,
                world.slack.toldAlone(who).stream()
                        .skip(before)
                        .map(answer -> answer.path("text").asText())
                        .toList());
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

    /** What the thread under a commit's message says. */
    private static List<String> replies(TutorialWorld world, String commit) {
        Set<String> threads = messages(world, commit).stream()
                .map(message -> message.path("ts").asText())
                .collect(Collectors.toSet());
        return world.slack.messages(TutorialWorld.CHANNEL).stream()
                .filter(message -> threads.contains(message.path("thread_ts").asText()))
                .map(message -> message.path("text").asText())
                .toList();
    }

    private static Map<String, String> statuses(TutorialWorld world, String commit) {
        return world.githubApi.statuses().shown(REPOSITORY, commit).stream()
                .collect(Collectors.toMap(PostedStatus::context, PostedStatus::state));
    }

    /** Whether all that is to come of a commit has come, of those before as well, and nobody is about to show anything. */
    private static boolean isSettled(TutorialWorld world, String commit, List<String> earlier) {
        return messages(world, commit).stream()
                        .anyMatch(message -> message.path("text").asText().startsWith("✅ Live"))
                && deployments(world, commit).stream()
                        .anyMatch(one -> one.state().equals("success"))
                && earlier.stream()
                        .flatMap(before -> deployments(world, before).stream())
                        .allMatch(one -> one.state().equals("inactive"))
                && statuses(world, commit).size() == 2
                && Set.copyOf(statuses(world, commit).values()).equals(Set.of("success"))
                && replies(world, commit).stream().anyMatch(reply -> reply.contains("promoted"))
                && rollouts(world).stream()
                        .flatMap(rollout -> stream(rollout.at("/status/outlets")))
                        .allMatch(outlet -> outlet.path("claim").isMissingNode());
    }

    private static <T> T until(TutorialWorld world, Callable<T> what, Predicate<T> as) {
        return await().atMost(A_RUN)
                .until(
                        () -> {
                            world.letClaimsRunOut();
                            return what.call();
                        },
                        as);
    }

    private static List<PostedDeployment> deployments(TutorialWorld world, String commit) {
        return world.githubApi.deployments().of(REPOSITORY).stream()
                .filter(deployment -> deployment.sha().equals(commit))
                .toList();
    }

    private static List<JsonNode> decisions(TutorialWorld world, String commit) {
        return stream(rollout(world, commit).at("/status/approvals")).toList();
    }

    private static String phase(TutorialWorld world, String commit) {
        return rollout(world, commit).at("/status/phase").asText();
    }

    private static JsonNode rollout(TutorialWorld world, String commit) {
        return rollouts(world).stream()
                .filter(rollout -> rollout.at("/metadata/name").asText().equals("gitops-" + commit.substring(0, 12)))
                .findFirst()
                .orElseGet(JSON::createObjectNode);
    }

    private static List<JsonNode> rollouts(TutorialWorld world) {
        return world
                .cluster
                .administrator()
                .genericKubernetesResources("wigwag.dev/v1alpha1", "Rollout")
                .inNamespace("flux-system")
                .list()
                .getItems()
                .stream()
                .<JsonNode>map(JSON::valueToTree)
                .toList();
    }

    private static Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
