package dev.wigwag.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What runs on GitHub's machines: with no more rights than it needs, on nothing that somebody else can move under our feet. */
class WorkflowsTest {
    /** An action at a commit, with its version behind it for people and for the bot that keeps it up to date. */
    private static final Pattern PINNED =
            Pattern.compile("(?m)^ +(?:- )?uses: (\\S+)@([0-9a-f]{40}) # (v\\d+(?:\\.\\d+)+)$");

    private static final Pattern USES = Pattern.compile("(?m)^ +(?:- )?uses: (?!\\./)(\\S+)");

    /** All that may be written, and by which job. */
    private static final Map<String, Set<String>> WRITES = Map.of(
            "codeql.yml/analyze", Set.of("security-events"),
            "release.yml/images", Set.of("packages"),
            "release.yml/publish", Set.of("contents", "packages", "id-token", "attestations"));

    static List<Workflow> all() {
        return Workflow.all();
    }

    @Test
    void theyAreAllHere() {
        assertThat(all())
                .extracting(Workflow::toString)
                .containsExactly("build.yml", "codeql.yml", "native.yml", "release.yml");
    }

    @ParameterizedTest
    @MethodSource("all")
    void byItselfAJobMayReadTheSourcesAndNothingElse(Workflow workflow) {
        assertThat(workflow.yaml().path("permissions")).hasToString("{\"contents\":\"read\"}");
    }

    @Test
    void whoMayWriteIsWrittenHere() {
        Map<String, Set<String>> writes = new TreeMap<>();
        for (Workflow workflow : all()) {
            for (Workflow.Job job : workflow.jobs()) {
                JsonNode permissions = job.yaml().path("permissions");
                assertThat(permissions.isTextual())
                        .as("%s/%s: all at once", workflow, job.name())
                        .isFalse();
                Set<String> written = permissions.properties().stream()
                        .filter(permission -> permission.getValue().asText().equals("write"))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet());
                if (!written.isEmpty()) {
                    writes.put(workflow + "/" + job.name(), written);
                }
            }
        }

        assertThat(writes).isEqualTo(WRITES);
    }

    @Test
    void whoMayPublishRunsNothingThatWasFetchedForTheBuild() {
        for (String name : List.of("images", "publish")) {
            assertThat(Workflow.named("release").job(name).steps())
                    .extracting(step -> step.path("run").asText())
                    .noneMatch(script -> script.contains("mvnw"));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void noJobRunsForeverAndNoneTwice(Workflow workflow) {
        assertThat(workflow.yaml().at("/concurrency/group").asText()).isNotBlank();
        assertThat(workflow.jobs())
                .isNotEmpty()
                // A called workflow's jobs have times of their own.
                .filteredOn(job -> !job.yaml().has("uses"))
                .allSatisfy(job -> assertThat(job.yaml().path("timeout-minutes").asInt())
                        .as(job.name())
                        .isBetween(5, 60));
    }

    @ParameterizedTest
    @MethodSource("all")
    void aStrangersPullRequestNeverRunsWithOurRights(Workflow workflow) {
        assertThat(workflow.triggers())
                .isNotEmpty()
                .isSubsetOf("push", "pull_request", "schedule", "workflow_call", "workflow_dispatch");
    }

    @ParameterizedTest
    @MethodSource("all")
    void whatOthersPublishIsTakenAtACommitAndSaysItsVersion(Workflow workflow) {
        long pinned = PINNED.matcher(workflow.text()).results().count();

        assertThat(USES.matcher(workflow.text()).results().count())
                .as("as 'uses: owner/action@<40 hex> # v1.2.3'; a tag or a branch is whatever its owner makes of it")
                .isEqualTo(pinned)
                .isPositive();
    }

    @Test
    void anActionIsTheSameEverywhere() {
        Map<String, Set<String>> versions = all().stream()
                .flatMap(workflow -> PINNED.matcher(workflow.text()).results())
                .collect(Collectors.groupingBy(
                        use -> use.group(1).replaceAll("^(\\w+/[\\w-]+)/.*", "$1"),
                        Collectors.mapping(use -> use.group(2), Collectors.toSet())));

        assertThat(versions)
                .containsKey("actions/checkout")
                .allSatisfy((action, commits) -> assertThat(commits).as(action).hasSize(1));
    }

    @Test
    void aForeignImageIsTakenByItsDigest() {
        List<String> images = Pattern.compile("ghcr\\.io/fluxcd/\\S+")
                .matcher(Workflow.named("release").text())
                .results()
                .map(found -> found.group())
                .toList();

        assertThat(images).isNotEmpty().allMatch(image -> image.matches(".*:v[0-9.]+@sha256:[0-9a-f]{64}"));
    }

    /** What stands in a title or a branch's name would be run by the shell otherwise. */
    @ParameterizedTest
    @MethodSource("all")
    void noScriptIsPutTogetherFromWhatStrangersWrite(Workflow workflow) {
        assertThat(workflow.scripts()).noneMatch(script -> script.contains("${{"));
    }

    @ParameterizedTest
    @MethodSource("all")
    void thereIsNoSecretAndTheTokenIsNotLeftBehind(Workflow workflow) {
        assertThat(workflow.text()).doesNotContain("secrets.", "secrets: inherit");
        assertThat(workflow.steps())
                .filteredOn(step -> step.path("uses").asText().startsWith("actions/checkout@"))
                .allSatisfy(
                        step -> assertThat(step.at("/with/persist-credentials").asText())
                                .isEqualTo("false"));
    }

    @Test
    void theReadmesTestCommandRunsOnTheOldestJavaAndOnTheOneOfReleases() {
        Workflow.Job test = Workflow.named("build").job("test");

        assertThat(test.yaml().at("/strategy/matrix/java")).hasToString("[17,25]");
        assertThat(test.steps())
                .extracting(step -> step.path("run").asText())
                .filteredOn(script -> !script.isEmpty())
                .containsExactly("./mvnw verify")
                .isSubsetOf(new Readme().commands());
        assertThat(Manifests.text(Path.of("pom.xml"))).contains("<maven.compiler.release>17<");
    }

    @Test
    void binariesAreBuiltAndTestedOnTheProcessorTheyAreFor() {
        for (Workflow.Job job : List.of(
                Workflow.named("native").job("binary"),
                Workflow.named("release").job("jvm"),
                Workflow.named("release").job("images"))) {
            assertThat(Workflow.elements(job.yaml().at("/strategy/matrix/include")))
                    .as(job.name())
                    .extracting(JsonNode::toString)
                    .containsExactly(
                            "{\"arch\":\"amd64\",\"runner\":\"ubuntu-24.04\"}",
                            "{\"arch\":\"arm64\",\"runner\":\"ubuntu-24.04-arm\"}");
        }
        assertThat(Workflow.named("native").scripts()).anyMatch(script -> script.startsWith("./mvnw verify -Dnative "));
    }

    @Test
    void nothingIsReleasedThatWasNotTested() {
        Workflow release = Workflow.named("release");

        assertThat(release.job("images").yaml().path("needs")).hasToString("[\"check\",\"test\",\"binary\",\"jvm\"]");
        assertThat(release.job("test").yaml().path("uses").asText()).isEqualTo("./.github/workflows/build.yml");
        assertThat(release.job("binary").yaml().path("uses").asText()).isEqualTo("./.github/workflows/native.yml");
        assertThat(Workflow.named("build").triggers()).contains("workflow_call");
        assertThat(Workflow.named("native").triggers()).contains("workflow_call");
    }

    @Test
    void theCacheIsTrainedByTheJavaThatTheImageRuns() {
        String trained =
                Workflow.named("release").job("jvm").yaml().path("container").asText();

        assertThat(Manifests.text(Path.of("src/main/docker/Dockerfile.jvm")))
                .contains("\nFROM " + trained.replace("-jdk", "-jre") + "\n");
    }

    @Test
    void theScriptsThatAreCalledAreHere() {
        List<String> called = all().stream()
                .flatMap(workflow -> workflow.scripts().stream())
                .flatMap(script ->
                        Pattern.compile("\\.ci/[a-z-]+").matcher(script).results())
                .map(found -> found.group())
                .distinct()
                .toList();

        assertThat(called)
                .containsExactlyInAnyOrder(".ci/native-size", ".ci/release-notes", ".ci/name-image")
                .allSatisfy(script -> assertThat(Files.isExecutable(Path.of(script)))
                        .as(script)
                        .isTrue());
    }

    @Test
    void theBotLooksAfterEverythingThatHasAVersion() {
        String bot = Manifests.text(Path.of(".github/dependabot.yml"));

        assertThat(bot)
                .contains("package-ecosystem: maven", "package-ecosystem: github-actions", "package-ecosystem: docker")
                .contains("directory: /src/main/docker");
        assertThat(Path.of("src/main/docker")).isDirectory();
    }
}
