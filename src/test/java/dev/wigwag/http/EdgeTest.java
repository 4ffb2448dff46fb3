package dev.wigwag.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EdgeTest {

    @ParameterizedTest
    @CsvSource({
        "/github, GITHUB",
        "/github/, GITHUB",
        "/slack/commands, SLACK",
        "/slack/interactions, SLACK",
        "/flux, FLUX",
        "/flagger/event, FLAGGER",
        "/flagger/gates/rollout, FLAGGER",
        "/flagger/gates/rollback, FLAGGER",
        "/, EVENTS",
        "/api/rollouts, API",
        "/api/rollouts/flux-system/gitops-164832204e2e, API"
    })
    void everyPathOfTheContractBelongsToItsEdge(String path, Edge edge) {
        assertThat(Edge.at(path)).contains(edge);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/GitHub",
                "/github/x",
                "/githubs",
                "/github;v=1",
                "/slack",
                "/slack/",
                "/flagger",
                "/flagger/",
                "/api",
                "/api/",
                "/apis/x",
                "/onEvent",
                "/events",
                "/q/health",
                "github"
            })
    void anyOtherPathBelongsToNone(String path) {
        assertThat(Edge.at(path)).isEmpty();
    }

    @Test
    void anEdgeIsLabelledAsInTheConfiguration() {
        assertThat(Edge.values())
                .extracting(Edge::label)
                .containsExactly("github", "slack", "flux", "flagger", "events", "api");
    }

    @Test
    void everyEdgeTakesPostsExceptTheOneThatIsReadFrom() {
        assertThat(Edge.values())
                .allSatisfy(edge -> assertThat(edge.methods("/api/rollouts"))
                        .isEqualTo(edge == Edge.API ? List.of("GET", "HEAD") : List.of("POST")));
    }

    @Test
    void samplesAreAskedForByPostThoughTheLedgerIsOnlyRead() {
        assertThat(Edge.API.methods("/api/outlets/test")).containsExactly("POST");
        assertThat(Edge.API.methods("/api/outlets")).containsExactly("GET", "HEAD");
    }
}
