package dev.wigwag.git;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** A chart's {@code Chart.yaml}, or the {@code requirements.yaml} of an older one. */
final class ChartFile {
    private static final String FILE = "file://";
    private static final LoadSettings YAML = LoadSettings.builder()
            .setMaxAliasesForCollections(50)
            .setCodePointLimit(CommitTree.LARGEST)
            .build();

    private ChartFile() {}

    /**
     * The directories, from the chart's own on, of the charts beside it that it depends on.
     *
     * @return empty if it cannot be read
     */
    static Optional<List<String>> neighbours(byte[] yaml) {
        try {
            Object chart = new Load(YAML).loadFromString(new String(yaml, StandardCharsets.UTF_8));
            return chart instanceof Map<?, ?> fields && fields.get("dependencies") instanceof List<?> dependencies
                    ? Optional.of(
                            dependencies.stream().flatMap(ChartFile::neighbour).toList())
                    : Optional.of(List.of());
        } catch (YamlEngineException | StackOverflowError e) {
            return Optional.empty();
        }
    }

    private static Stream<String> neighbour(Object dependency) {
        return dependency instanceof Map<?, ?> fields
                        && fields.get("repository") instanceof String address
                        && address.startsWith(FILE)
                ? Stream.of(address.substring(FILE.length()))
                : Stream.of();
    }
}
