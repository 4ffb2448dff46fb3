package dev.wigwag.sandbox.flux;

import static dev.wigwag.sandbox.github.Person.ANA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wigwag.sandbox.flux.FluxObjects.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SourceEventsTest {

    private static final String FLEET = "GitRepository/flux-system/fleet";

    private final FluxWorld world = new FluxWorld();

    @BeforeEach
    void fetchTheFirstCommit() {
        world.commit("a.yaml", "1");
        world.createSource();
        world.sources.start();
        awaitTold("info/NewArtifact");
        world.events.clear();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private void awaitTold(String... events) {
        await().untilAsserted(() -> assertThat(world.told(FLEET)).containsExactly(events));
    }

    private void awaitHandled(String token) {
        await().until(() -> world.status(Kind.GitRepository, "fleet")
                .path("lastHandledReconcileAt")
                .asText()
                .equals(token));
    }

    @Test
    void aNewArtifactNamesTheCommitAndTheRevision() {
        String revision = world.commit("a.yaml", "2");

        world.fetch("1");

        awaitTold("info/NewArtifact");
        assertThat(world.last(FLEET).message()).isEqualTo("stored artifact for commit 'Change a.yaml'");
        assertThat(world.last(FLEET).metadata()).isEqualTo(Map.of("revision", revision));
        assertThat(world.last(FLEET).controller()).isEqualTo("source-controller");
        assertThat(world.last(FLEET).involved().path("uid").asText()).isNotBlank();
    }

    @Test
    void aLongSubjectIsCutAtFiftyCharacters() {
        world.forge.commit("main", Map.of("a.yaml", "2"), "x".repeat(60) + "\n\nbody", ANA);

        world.fetch("1");

        awaitTold("info/NewArtifact");
        assertThat(world.last(FLEET).message()).isEqualTo("stored artifact for commit '" + "x".repeat(50) + "...'");
    }

    @Test
    void aCommitOfIgnoredFilesOnlyMovesTheRevisionAndTellsNobody() {
        world.commit(".github/ci.yaml", "on: push");

        world.fetch("1");
        awaitHandled("1");

        assertThat(world.status(Kind.GitRepository, "fleet")
                        .at("/artifact/revision")
                        .asText())
                .isEqualTo(world.tip());
        assertThat(world.events).isEmpty();
    }

    @Test
    void aFailureNamesNoRevisionAndARecoveryWithNothingNewIsTold() {
        world.sources.breakFetch("i/o timeout");
        world.fetch("1");
        awaitTold("error/GitOperationFailed");
        assertThat(world.last(FLEET).metadata()).isEmpty();
        assertThat(world.last(FLEET).message()).endsWith("i/o timeout");

        world.sources.mendFetch();

        await().until(() -> world.told(FLEET).contains("info/Succeeded"));
        assertThat(world.told(FLEET)).doesNotContain("info/NewArtifact");
        assertThat(List.of("info/Succeeded", "error/GitOperationFailed")).containsAll(world.told(FLEET));
    }
}
