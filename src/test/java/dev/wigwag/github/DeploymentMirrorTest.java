package dev.wigwag.github;

import static dev.wigwag.github.ATextRollout.NOON;
import static dev.wigwag.github.ATextRollout.live;
import static dev.wigwag.github.ATextRollout.of;
import static dev.wigwag.github.ATextRollout.revision;
import static dev.wigwag.github.ATextRollout.sha;
import static dev.wigwag.github.ATextRollout.superseded;
import static dev.wigwag.github.ATextRollout.withAttempt;
import static dev.wigwag.github.ATextRollout.withSha;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wigwag.engine.AMirroringProcess;
import dev.wigwag.engine.Face;
import dev.wigwag.rollout.Changes;
import dev.wigwag.rollout.Impact;
import dev.wigwag.rollout.ListedCommit;
import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.Stage;
import dev.wigwag.rollout.StagePhase;
import dev.wigwag.sandbox.github.PostedDeployment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeploymentMirrorTest {
    private static final String CREATE = "/repos/acme/web/deployments";
    private static final String STATUSES = "/repos/acme/web/deployments/.*/statuses";

    private final AGitHub github = new AGitHub();
    private final List<Duration> pauses = new ArrayList<>();
    private AnOutside outside = outside(Map.of());

    @BeforeEach
    void hold() {
        github.server.repository("acme/web", sha -> sha.matches("([a-z0-9])\\1{39}"));
    }

    @AfterEach
    void stop() {
        github.close();
    }

    @Test
    void aRolloutIsOneDeploymentFromItsBeginningToItsSuccess() {
        outside.becomes('a', Phase.Progressing, "1/5 ready");
        outside.becomes('a', Phase.Progressing, "3/5 ready");
        outside.becomes('a', Phase.Waiting, "4/5 ready, podinfo.test canary waits for approval");
        outside.becomes('a', Phase.Succeeded, "5/5 ready");

        PostedDeployment deployment = deployments().get(0);
        assertThat(deployments()).hasSize(1);
        assertThat(deployment.environment()).isEqualTo("blue");
        assertThat(deployment.sha()).isEqualTo(sha('a'));
        assertThat(deployment.description()).isEqualTo("gitops main@aaaaaaa");
        assertThat(deployment.marker()).isEqualTo("blue/flux-system/GitRepository/gitops/gitops-a/1");
        assertThat(told(deployment)).containsExactly("in_progress: rolling out main@aaaaaaa", "success: 5/5 ready");
        assertThat(github.server.requests())
                .as("three writes, and one look for earlier ones")
                .hasSize(4);
    }

    @Test
    void whatIsKnownOfTheChangesAndOfWhomTheyTouchStandsInThePayload() {
        Changes changes = new Changes(
                "main@sha1:" + sha('9'),
                Changes.Told.git,
                Changes.Way.forward,
                25,
                true,
                2,
                IntStream.range(0, 20)
                        .mapToObj(i -> new ListedCommit(sha('a'), "x", "Ana", i % 2 == 0 ? i : null))
                        .toList(),
                null,
                null);
        Impact impact = new Impact(
                sha('9'),
                65,
                List.of(
                        new Impact.Touched("Kustomization", "infra", "linkerd", "a path"),
                        new Impact.Touched("HelmRelease", null, "shop", "a path")),
                null);
        Rollout rollout = of('a', Phase.Progressing, "1/5 ready");
        outside.put(rollout.withSpec(rollout.spec().bringing(changes, impact)));
        outside.show('a');

        JsonNode payload = deployments().get(0).payload();
        assertThat(payload.path("wigwag").asText()).isEqualTo("blue/flux-system/GitRepository/gitops/gitops-a/1");
        assertThat(payload.path("changes"))
                .hasToString("{\"from\":\"main@sha1:" + sha('9') + "\",\"way\":\"forward\",\"count\":25,\"people\":2,"
                        + "\"pull_requests\":[0,2,4,6,8,10,12,14,16,18]}");
        assertThat(payload.path("touches"))
                .hasToString(
                        "{\"count\":2,\"of\":65,\"objects\":[\"Kustomization/infra/linkerd\",\"HelmRelease/shop\"]}");
    }

    @Test
    void whatBecomesKnownLaterMakesNoSecondDeploymentAndTheFirstIsStillFound() {
        outside.becomes('a', Phase.Progressing, "1/5 ready");
        Rollout forgotten = of('a', Phase.Progressing, "1/5 ready");
        Rollout knowing =
                forgotten.withSpec(forgotten.spec().bringing(null, new Impact(sha('9'), 65, List.of(), null)));
        Face creation = mirror(Map.of()).faces(knowing, Optional.empty()).get(0);

        assertThat(creation.digest()).isEqualTo(DeploymentCreation.CREATED);
        assertThat(creation.find(NOON))
                .contains(Long.toString(deployments().get(0).id()));
        assertThat(deployments()).hasSize(1);
    }

    @Test
    void nothingIsCreatedForWhatFluxHasNotFetched() {
        outside.becomes('a', Phase.Pending, "waiting for Flux to fetch main@aaaaaaa");
        outside.put(superseded('a', "NotSelected", revision('b'), "not selected, the source stays at 1.2.3"));
        outside.show('a');

        assertThat(github.server.requests()).isEmpty();
    }

    @Test
    void whatFluxCannotFetchFails() {
        outside.becomes('a', Phase.Failed, "cannot be fetched: authentication required");
        assertThat(told(deployments().get(0))).containsExactly("failure: cannot be fetched: authentication required");

        outside.becomes('a', Phase.Pending, "waiting for Flux to fetch main@aaaaaaa");
        outside.becomes('a', Phase.Progressing, "1/5 ready");
        outside.becomes('a', Phase.Succeeded, "5/5 ready");
        assertThat(told(deployments().get(0)))
                .containsExactly(
                        "failure: cannot be fetched: authentication required",
                        "queued: waiting for Flux to fetch main@aaaaaaa",
                        "in_progress: rolling out main@aaaaaaa",
                        "success: 5/5 ready");
    }

    static List<Rollout> overtaken() {
        return List.of(superseded('a', "Overtaken", revision('b'), "overtaken by main@bbbbbbb"), live('a', 'b'));
    }

    @ParameterizedTest
    @MethodSource("overtaken")
    void anOvertakenOneIsInactive(Rollout overtaken) {
        outside.becomes('a', Phase.Progressing, "1/5 ready");
        outside.put(overtaken);
        outside.show('a');

        assertThat(deployments().get(0).state()).isEqualTo("inactive");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dropped", "SourceDeleted", "NotSelected"})
    void oneThatWasDroppedOrHasNoSourceAnyMoreIsAnErrorThatSaysWhy(String reason) {
        outside.becomes('a', Phase.Progressing, "1/5 ready");
        outside.put(superseded('a', reason, revision('b'), "dropped by a force push"));
        outside.show('a');

        assertThat(told(deployments().get(0))).last().isEqualTo("error: dropped by a force push");
    }

    @Test
    void whereSeveralWereLeftInForceTheyEndASecondApart() {
        outside.becomes('a', Phase.Succeeded, "5/5 ready");
        String denied = "/deployments/" + deployment('a').id() + "/statuses";
        github.server.faults().answer(1, "POST", ".*" + denied, 422);
        outside.becomes('b', Phase.Succeeded, "5/5 ready");
        assertThat(state('a')).isEqualTo("success");

        outside.becomes('c', Phase.Succeeded, "5/5 ready");

        assertThat(List.of(state('a'), state('b'), state('c'))).containsExactly("inactive", "inactive", "success");
        assertThat(pauses).containsExactly(Duration.ofSeconds(1));
    }

    @Test
    void aSuccessMakesTheEarlierOnesOfItsSourceInactiveAndNoOthers() {
        outside.becomes('a', Phase.Succeeded, "5/5 ready");
        outside.becomes('b', Phase.Failed, "cart failed");
        Rollout other = other(of('c', Phase.Succeeded, "2/2 ready"));
        outside.put(other);
        outside.show(other.key());

        outside.becomes('d', Phase.Progressing, "1/5 ready");
        assertThat(state('a')).isEqualTo("success");
        outside.becomes('d', Phase.Succeeded, "5/5 ready");

        assertThat(state('a')).isEqualTo("inactive");
        assertThat(state('b')).isEqualTo("failure");
        assertThat(state('c')).isEqualTo("success");
        assertThat(state('d')).isEqualTo("success");
        assertThat(told(deployment('a'))).last().isEqualTo("inactive: replaced by a later one");
        int calls = github.server.requests().size();
        outside.restart();
        "abd".chars().forEach(commit -> outside.show((char) commit));
        assertThat(github.server.requests()).hasSize(calls);
    }

    @Test
    void afterALongHistoryASuccessStillTakesFewCalls() {
        for (char commit = '0'; commit <= '9'; commit++) {
            outside.becomes(commit, Phase.Succeeded, "5/5 ready");
        }
        int before = github.server.requests().size();
        outside.becomes('a', Phase.Succeeded, "5/5 ready");

        assertThat(github.server.requests()).hasSize(before + 6);
        assertThat(deployments())
                .filteredOn(one -> one.state().equals("success"))
                .hasSize(1);
    }

    @Test
    void aSuccessThatIsToldLateIsNotInForceBesideALaterOne() {
        outside.put(of('a', Phase.Succeeded, "5/5 ready", fetched('a')));
        outside.put(of('b', Phase.Succeeded, "5/5 ready", fetched('b')));

        outside.show('b');
        outside.show('a');

        assertThat(deployments()).extracting(PostedDeployment::sha).containsExactly(sha('a'), sha('b'));
        assertThat(state('a')).isEqualTo("inactive");
        assertThat(state('b')).isEqualTo("success");
    }

    @Test
    void aRevisionThatComesBackIsAnotherDeployment() {
        outside.becomes('a', Phase.Succeeded, "5/5 ready");
        outside.becomes('b', Phase.Succeeded, "5/5 ready");
        outside.put(withAttempt(of('a', Phase.Succeeded, "5/5 ready"), 2));
        outside.show('a');

        assertThat(deployments())
                .extracting(PostedDeployment::sha, PostedDeployment::state)
                .containsExactly(tuple(sha('a'), "success"), tuple(sha('b'), "inactive"), tuple(sha('a'), "inactive"));
    }

    @Test
    void aRegressionAndARecoveryAreToldOnTheSameDeployment() {
        outside.becomes('a', Phase.Succeeded, "5/5 ready");
        outside.becomes('a', Phase.Failed, "cart failed");
        outside.becomes('a', Phase.Succeeded, "5/5 ready");

        assertThat(deployments()).hasSize(1);
        assertThat(told(deployments().get(0)))
                .containsExactly("success: 5/5 ready", "failure: cart failed", "success: 5/5 ready");
    }

    @Test
    void anAnswerThatWasLostIsLookedForAndNothingIsCreatedTwice() {
        github.server.faults().cutAfterDoing(1, "POST", CREATE);
        outside.put(of('a', Phase.Progressing, "1/5 ready"));
        assertThat(outside.showOnce('a')).isTrue();
        assertThat(outside.entry('a', DeploymentPlace.KIND).claim()).isNotNull();

        outside.restart();
        outside.show('a');

        assertThat(deployments()).hasSize(1);
        assertThat(state('a')).isEqualTo("in_progress");
    }

    @Test
    void whatWasLostAndIsOvertakenMeanwhileIsFoundAndEnded() {
        github.server.faults().cutAfterDoing(1, "POST", CREATE);
        outside.put(of('a', Phase.Progressing, "1/5 ready"));
        outside.showOnce('a');
        outside.put(superseded('a', "Overtaken", revision('b'), "overtaken by main@bbbbbbb"));
        outside.show('a');

        assertThat(deployments()).hasSize(1);
        assertThat(state('a')).isEqualTo("inactive");
    }

    @Test
    void whatWasNeverCreatedNeedsNoEnd() {
        github.server.faults().cut(1, "POST", CREATE);
        outside.put(of('a', Phase.Progressing, "1/5 ready"));
        outside.showOnce('a');
        outside.put(superseded('a', "Overtaken", revision('b'), "overtaken by main@bbbbbbb"));
        outside.show('a');

        assertThat(deployments()).isEmpty();
    }

    @Test
    void aStatusThatFailsDoesNotMakeASecondDeployment() {
        github.server.faults().answer(2, "POST", STATUSES, 502);
        outside.becomes('a', Phase.Progressing, "1/5 ready");

        assertThat(deployments()).hasSize(1);
        assertThat(state('a')).isEqualTo("in_progress");
    }

    @Test
    void aTokenWithoutThePermissionIsAskedOnceForARepository() {
        github.server.credentials().personalToken(AGitHub.TOKEN, "wigwag-bot", "statuses");
        for (char commit = 'a'; commit <= 'e'; commit++) {
            outside.becomes(commit, Phase.Progressing, "1/5 ready");
            outside.becomes(commit, Phase.Succeeded, "5/5 ready");
        }

        assertThat(github.server.requests()).hasSize(1);
        assertThat(outside.entry('a', DeploymentPlace.KIND).error()).contains("deployments=write");

        github.server.credentials().personalToken(AGitHub.TOKEN, "wigwag-bot", "statuses", "deployments");
        github.clock.pass(Denials.KEPT);
        outside.becomes('f', Phase.Succeeded, "5/5 ready");
        assertThat(state('f')).isEqualTo("success");
    }

    @Test
    void itCanBeSwitchedOffAndNeedsATokenACommitAndLeave() {
        List.of(
                        Map.of("wigwag.github.deployments", "false"),
                        Map.of("wigwag.github.token", "other/* => " + AGitHub.TOKEN),
                        Map.of("wigwag.github.repositories", "team-* => acme/web"))
                .forEach(settings -> {
                    outside = outside(settings);
                    outside.becomes('a', Phase.Succeeded, "5/5 ready");
                });
        assertThat(mirror(Map.of()).faces(withSha(of('a', Phase.Succeeded, "5/5 ready"), null), Optional.empty()))
                .isEmpty();
        assertThat(github.server.requests()).isEmpty();
    }

    @Test
    void theLogIsWhereTheLinkLeads() {
        outside = outside(Map.of("wigwag.link", "https://ops.example.org/{namespace}/{name}"));
        outside.becomes('a', Phase.Succeeded, "5/5 ready");

        assertThat(deployments().get(0).states()).singleElement().satisfies(state -> {
            assertThat(state.logUrl()).isEqualTo("https://ops.example.org/flux-system/gitops-a");
            assertThat(state.environmentUrl()).isNull();
        });
    }

    @ParameterizedTest
    @EnumSource(Phase.class)
    void aNameThatSomebodyHasPutInPlaceOfTheIdIsNotTrusted(Phase phase) {
        outside.becomes('a', Phase.Progressing, "1/5 ready");
        Rollout edited = ATextRollout.showing(
                of('a', phase, "5/5 ready"),
                outside.entry('a', DeploymentPlace.KIND).shown("../../other", "success", ATextRollout.NOON));

        assertThat(mirror(Map.of()).faces(edited, Optional.empty()))
                .noneMatch(face -> face instanceof EarlierDeployments || face instanceof DeploymentFace);
    }

    static IntStream seeds() {
        return IntStream.range(0, 12);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whateverFailsTwoProcessesNeverMakeTwoOfOneAndEveryEndIsRight(int seed) {
        Random random = new Random(seed);
        github.server.limits().writes(100_000, 100_000);
        github.server.limits().pointsPerMinute(1_000_000);
        github.server.faults().unreliable(new Random(seed + 100L), 0.2, 0.05);
        AMirroringProcess[] processes = {outside.process(), outside.process()};
        for (char commit = 'a'; commit <= 'd'; commit++) {
            for (Phase phase : List.of(Phase.Pending, Phase.Progressing, Phase.Waiting, Phase.Succeeded)) {
                outside.put(of(commit, phase, phase + " " + commit, fetched(commit)));
                for (int turn = random.nextInt(6); turn > 0; turn--) {
                    processes[random.nextInt(2)].mirror(outside.stored(commit).key());
                    github.clock.pass(Duration.ofSeconds(random.nextInt(40)));
                    if (random.nextInt(5) == 0) {
                        processes[random.nextInt(2)] = outside.process();
                    }
                }
            }
        }
        github.server.faults().clear();
        for (int turn = 0; turn < 3; turn++) {
            "abcd".chars().forEach(commit -> outside.show((char) commit));
        }

        assertThat(deployments())
                .extracting(PostedDeployment::marker)
                .doesNotHaveDuplicates()
                .hasSize(4);
        "abcd"
                .chars()
                .forEach(commit -> assertThat(state((char) commit)).isEqualTo(commit == 'd' ? "success" : "inactive"));
    }

    /** The source's own stage; a minute later for each letter. */
    private static Stage fetched(char commit) {
        return new Stage(
                "GitRepository",
                "flux-system",
                "gitops",
                StagePhase.Succeeded,
                null,
                NOON.plusSeconds(60L * commit),
                null,
                null);
    }

    private static Rollout other(Rollout rollout) {
        return ATextRollout.ofSource("other", rollout);
    }

    private DeploymentMirror mirror(Map<String, String> settings) {
        return new DeploymentMirror(github.access(settings), AGitHub.settings(settings), github.clock, pauses::add);
    }

    private AnOutside outside(Map<String, String> settings) {
        return new AnOutside(github, () -> mirror(settings));
    }

    private List<PostedDeployment> deployments() {
        return github.server.deployments().of("acme/web");
    }

    private PostedDeployment deployment(char commit) {
        return deployments().stream()
                .filter(one -> one.sha().equals(sha(commit)))
                .findFirst()
                .orElseThrow();
    }

    private String state(char commit) {
        return deployment(commit).state();
    }

    private static List<String> told(PostedDeployment deployment) {
        return deployment.states().stream()
                .map(state -> state.state() + ": " + state.description())
                .toList();
    }
}
