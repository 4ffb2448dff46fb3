package dev.wigwag.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EdgesConfigTest {

    @Test
    void byDefaultEveryEdgeIsServed() {
        assertThat(EdgesConfig.DEFAULT).isEqualTo("github,slack,flux,flagger,events,api");
        assertThat(Arrays.stream(Edge.values()).map(Edge::label).collect(Collectors.joining(",")))
                .isEqualTo(EdgesConfig.DEFAULT);
        EdgesConfig edges = new EdgesConfig(List.of(EdgesConfig.DEFAULT.split(",")));
        assertThat(Edge.values()).allMatch(edges::serves);
    }

    @Test
    void onlyTheNamedEdgesAreServed() {
        EdgesConfig edges = new EdgesConfig(List.of(" GitHub", "slack ", ""));
        assertThat(Arrays.stream(Edge.values()).filter(edges::serves)).containsExactly(Edge.GITHUB, Edge.SLACK);
        assertThat(edges).hasToString("github,slack");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gitlab", "github slack", "*", "GITHÜB", "\n\u202E"})
    void anUnknownNameStopsTheStartAndTheAllowedOnesAreNamed(String name) {
        assertThatThrownBy(() -> new EdgesConfig(List.of("github", name + "x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("wigwag.edges has an unknown edge")
                .hasMessageContaining("github,slack,flux,flagger,events,api")
                .hasMessageNotContaining("\n");
    }

    @Test
    void noEdgeAtAllStopsTheStart() {
        assertThatThrownBy(() -> new EdgesConfig(List.of(" "))).hasMessageContaining("names no edge; name some of");
    }
}
