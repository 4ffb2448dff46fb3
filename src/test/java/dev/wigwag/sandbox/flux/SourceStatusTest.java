package dev.wigwag.sandbox.flux;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wigwag.sandbox.github.TreeFile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceStatusTest {

    private static final Instant BEFORE = Instant.parse("2026-08-12T09:00:00Z");
    private static final Instant NOW = Instant.parse("2026-08-12T09:41:02.789Z");
    private static final Resolution.Found FOUND = new Resolution.Found("main@sha1:" + "a".repeat(40), "a".repeat(40));

    private static GitRepositoryView view(long generation, String token, ObjectNode status) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        ObjectNode metadata =
                object.putObject("metadata").put("namespace", "flux-system").put("name", "fleet");
        metadata.put("generation", generation);
        metadata.putObject("annotations").put("reconcile.fluxcd.io/requestedAt", token);
        object.putObject("spec").put("url", "https://github.com/acme/fleet").put("interval", "1m");
        object.set("status", status);
        return GitRepositoryView.of(object);
    }

    private static ObjectNode ready() {
        GitRepositoryView first = view(1, "t0", JsonNodeFactory.instance.objectNode());
        ObjectNode artifact = Artifacts.describe(first, FOUND, List.of(), none(), BEFORE);
        return SourceStatus.stored(first, SourceStatus.begun(first, BEFORE), artifact, none(), BEFORE);
    }

    private static ArrayNode none() {
        return JsonNodeFactory.instance.arrayNode();
    }

    private static String conditions(JsonNode status) {
        StringBuilder text = new StringBuilder();
        status.path("conditions")
                .forEach(condition -> text.append(condition.path("type").asText())
                        .append('=')
                        .append(condition.path("status").asText())
                        .append('/')
                        .append(condition.path("reason").asText())
                        .append(' '));
        return text.toString().trim();
    }

    @Test
    void aNewObjectBeginsUnknown() {
        ObjectNode begun = SourceStatus.begun(view(1, "t1", JsonNodeFactory.instance.objectNode()), NOW);

        assertThat(conditions(begun)).isEqualTo("Reconciling=True/Progressing Ready=Unknown/Progressing");
        assertThat(begun.has("lastHandledReconcileAt")).isFalse();
        assertThat(begun.has("observedGeneration")).isFalse();
    }

    @Test
    void anUnchangedObjectStaysReadyWhileItIsLookedAt() {
        ObjectNode begun = SourceStatus.begun(view(1, "t1", ready()), NOW);

        assertThat(conditions(begun))
                .isEqualTo("Ready=True/Succeeded ArtifactInStorage=True/Succeeded Reconciling=True/Progressing");
        assertThat(begun.path("lastHandledReconcileAt").asText()).isEqualTo("t0");
    }

    @Test
    void aNewRevisionMakesItUnknownUntilItIsStored() {
        GitRepositoryView view = view(1, "t1", ready());
        ObjectNode begun = SourceStatus.begun(view, NOW);

        ObjectNode building = SourceStatus.building(view, begun, "NewRevision", "new upstream revision 'x'", NOW);
        ObjectNode stored = SourceStatus.stored(
                view, building, Artifacts.describe(view, FOUND, List.of(), none(), NOW), none(), NOW);

        assertThat(conditions(building))
                .contains("Ready=Unknown/Progressing", "ArtifactOutdated=True/NewRevision", "Reconciling=True");
        assertThat(building.at("/artifact/lastUpdateTime").asText()).isEqualTo(BEFORE.toString());
        assertThat(conditions(stored)).isEqualTo("Ready=True/Succeeded ArtifactInStorage=True/Succeeded");
        assertThat(stored.path("lastHandledReconcileAt").asText()).isEqualTo("t1");
        assertThat(stored.at("/conditions/0/lastTransitionTime").asText()).isEqualTo("2026-08-12T09:41:02Z");
        assertThat(stored.at("/conditions/1/lastTransitionTime").asText()).isEqualTo(BEFORE.toString());
    }

    @Test
    void aFailureKeepsTheArtifactAndTheObservedGenerationButMarksTheRequestHandled() {
        GitRepositoryView view = view(2, "t1", ready());

        ObjectNode failed = SourceStatus.failed(
                view, SourceStatus.begun(view, NOW), "FetchFailed", "GitOperationFailed", "no route", NOW);

        assertThat(conditions(failed))
                .isEqualTo(
                        "Ready=False/GitOperationFailed ArtifactInStorage=True/Succeeded Reconciling=True/ProgressingWithRetry FetchFailed=True/GitOperationFailed");
        assertThat(failed.path("artifact")).isEqualTo(ready().path("artifact"));
        assertThat(failed.path("observedGeneration").asInt()).isEqualTo(1);
        assertThat(failed.path("lastHandledReconcileAt").asText()).isEqualTo("t1");
    }

    @Test
    void recoveryTakesTheFailureAway() {
        GitRepositoryView view = view(1, "t1", ready());
        ObjectNode failed = SourceStatus.failed(
                view, SourceStatus.begun(view, NOW), "FetchFailed", "GitOperationFailed", "no route", NOW);
        GitRepositoryView later = view(1, "t2", failed);

        ObjectNode stored = SourceStatus.stored(
                later, SourceStatus.begun(later, NOW), (ObjectNode) failed.path("artifact"), none(), NOW);

        assertThat(conditions(stored)).isEqualTo("Ready=True/Succeeded ArtifactInStorage=True/Succeeded");
    }

    @Test
    void aStallCountsTheGenerationAsObserved() {
        ObjectNode stalled = SourceStatus.stalled(view(3, "t1", ready()), "URLInvalid", "bad", NOW);

        assertThat(conditions(stalled)).contains("Stalled=True/URLInvalid", "Ready=False/URLInvalid");
        assertThat(conditions(stalled)).doesNotContain("Reconciling");
        assertThat(stalled.path("observedGeneration").asInt()).isEqualTo(3);
    }

    @Test
    void aSuspendedObjectIsOnlyMarkedAsHandled() {
        ObjectNode expected = ready().put("lastHandledReconcileAt", "t1");

        assertThat(SourceStatus.suspended(view(2, "t1", ready()))).isEqualTo(expected);
    }

    @Test
    void includedArtifactsAreRecordedAndForgotten() {
        GitRepositoryView view = view(1, "t1", ready());
        ArrayNode included = none();
        included.addObject().put("digest", "sha256:1");
        ObjectNode artifact = (ObjectNode) ready().path("artifact");

        ObjectNode with = SourceStatus.stored(view, ready(), artifact, included, NOW);

        assertThat(with.path("includedArtifacts")).isEqualTo(included);
        assertThat(SourceStatus.stored(view, with, artifact, none(), NOW).has("includedArtifacts"))
                .isFalse();
    }

    @Test
    void anArtifactNamesItsCommitAndItsPlace() {
        ObjectNode artifact = Artifacts.describe(
                view(1, "t", ready()),
                FOUND,
                List.of(new TreeFile("a", "b", 7), new TreeFile(".github/x", "c", 5)),
                none(),
                NOW);

        assertThat(artifact.path("revision").asText()).isEqualTo(FOUND.revision());
        assertThat(artifact.path("digest").asText()).matches("sha256:[0-9a-f]{64}");
        assertThat(artifact.path("path").asText())
                .isEqualTo("gitrepository/flux-system/fleet/" + FOUND.sha() + ".tar.gz");
        assertThat(artifact.path("url").asText())
                .isEqualTo("http://source-controller.flux-system.svc.cluster.local./"
                        + artifact.path("path").asText());
        assertThat(artifact.path("lastUpdateTime").asText()).isEqualTo("2026-08-12T09:41:02Z");
        assertThat(artifact.path("size").asLong()).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({
        ".github/workflows/x.yml,true",
        ".gitignore,true",
        "docs/logo.png,true",
        ".sops.yaml,true",
        "apps/podinfo/deployment.yaml,false",
        "README.md,false",
        "github/x,false"
    })
    void onlyFilesThatAreNotIgnoredCountForTheDigest(String path, boolean ignored) {
        GitRepositoryView view = view(1, "t", ready());
        JsonNode without =
                Artifacts.describe(view, FOUND, List.of(), none(), NOW).path("digest");
        JsonNode with = Artifacts.describe(view, FOUND, List.of(new TreeFile(path, "b", 1)), none(), NOW)
                .path("digest");

        assertThat(with.equals(without)).isEqualTo(ignored);
    }

    @Test
    void anIncludeCountsForTheDigest() {
        GitRepositoryView view = view(1, "t", ready());
        ArrayNode included = none();
        included.addObject().put("digest", "sha256:1");

        assertThat(Artifacts.describe(view, FOUND, List.of(), included, NOW).path("digest"))
                .isNotEqualTo(
                        Artifacts.describe(view, FOUND, List.of(), none(), NOW).path("digest"));
    }

    @ParameterizedTest
    @CsvSource({"1m,60000", "1h30m,5400000", "10m0s,600000", "1.5s,1500", "300ms,1000", "'',1000", "soon,1000"})
    void readsGoDurations(String text, long millis) {
        assertThat(GitRepositoryView.duration(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void anObjectWithoutAnythingIsReadAsSuch() throws JsonProcessingException {
        GitRepositoryView view = GitRepositoryView.of(new ObjectMapper().readTree("{}"));

        assertThat(view.requestedAt()).isEmpty();
        assertThat(view.validUrl()).isFalse();
        assertThat(view.status()).isEmpty();
    }
}
