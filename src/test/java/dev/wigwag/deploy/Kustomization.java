package dev.wigwag.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One kustomization.yaml under k8s/: a base, an overlay, a component or a sample. */
record Kustomization(Path directory, JsonNode yaml) {
    private static final String FILE = "kustomization.yaml";

    static Kustomization in(Path directory) {
        return new Kustomization(directory, Manifests.tree(Manifests.text(directory.resolve(FILE))));
    }

    /** Every one there is. */
    static List<Kustomization> all() {
        try (Stream<Path> files = Files.walk(Manifests.ROOT)) {
            return files.filter(file -> file.endsWith(FILE))
                    .map(file -> in(file.getParent()))
                    .sorted((one, other) -> one.directory.compareTo(other.directory))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it only adds to another one. */
    boolean isComponent() {
        return yaml.path("kind").asText().equals("Component");
    }

    /** What it takes in: files beside it, and other directories. */
    List<String> resources() {
        return texts(yaml.path("resources"));
    }

    /** The other directories that it takes in. */
    List<Path> directories() {
        return Stream.concat(resources().stream(), texts(yaml.path("components")).stream())
                .filter(entry -> entry.startsWith(".."))
                .map(entry -> directory.resolve(entry).normalize())
                .toList();
    }

    /** The files beside it that it names, and itself. */
    List<String> files() {
        return Stream.of(
                        resources().stream().filter(entry -> !entry.startsWith("..")),
                        texts(yaml.path("configurations")).stream(),
                        yaml.path("configMapGenerator").findValues("envs").stream()
                                .flatMap(files -> texts(files).stream()),
                        Stream.of(FILE))
                .flatMap(named -> named)
                .sorted()
                .toList();
    }

    /** The objects in the files beside it. */
    List<HasMetadata> objects() {
        return resources().stream()
                .filter(entry -> !entry.startsWith(".."))
                .flatMap(file -> Manifests.in(directory, file).stream())
                .toList();
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    @Override
    public String toString() {
        return directory.toString();
    }
}
