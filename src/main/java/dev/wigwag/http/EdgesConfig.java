package dev.wigwag.http;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Which edges this process serves: {@code wigwag.edges}. */
@Singleton
public final class EdgesConfig {

    /** Which ways in this process serves; the others answer 404. */
    public static final String PROPERTY = "wigwag.edges";

    /** All of them. */
    public static final String DEFAULT = "github,slack,flux,flagger,events,api";

    private final Set<Edge> edges;

    /**
     * The edges of these names.
     *
     * @throws IllegalArgumentException if a name is none of an edge, or if there is none at all
     */
    @Inject
    public EdgesConfig(@ConfigProperty(name = PROPERTY, defaultValue = DEFAULT) List<String> names) {
        Set<Edge> parsed = EnumSet.noneOf(Edge.class);
        names.stream().map(String::strip).filter(name -> !name.isEmpty()).forEach(name -> parsed.add(edge(name)));
        if (parsed.isEmpty()) {
            throw new IllegalArgumentException(PROPERTY + " names no edge; name some of " + DEFAULT);
        }
        this.edges = Collections.unmodifiableSet(parsed);
    }

    /** Whether this process serves the edge. */
    public boolean serves(Edge edge) {
        return edges.contains(edge);
    }

    @Override
    public String toString() {
        return edges.stream().map(Edge::label).collect(Collectors.joining(","));
    }

    private static Edge edge(String name) {
        return Arrays.stream(Edge.values())
                .filter(edge -> edge.label().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(PROPERTY + " has an unknown edge '"
                        + CleanText.line(name, 40) + "'; the edges are " + DEFAULT));
    }
}
