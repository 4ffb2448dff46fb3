package dev.wigwag.deploy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The objects under k8s/, read as a cluster would read them. */
final class Manifests {
    static final Path BASE = Path.of("k8s/base");

    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    private Manifests() {}

    /** All objects of one file of k8s/base. */
    static List<HasMetadata> in(String file) {
        return objects(text(BASE.resolve(file)));
    }

    /** The one object of this type and name in a file of k8s/base. */
    static <T extends HasMetadata> T in(String file, Class<T> type, String name) {
        return in(file).stream()
                .filter(object -> object.getMetadata().getName().equals(name))
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow(() -> new AssertionError(file + " has no " + type.getSimpleName() + " " + name));
    }

    /** The objects in a text of YAML documents. */
    static List<HasMetadata> objects(String documents) {
        return Arrays.stream(documents.split("(?m)^---$"))
                .map(document -> (HasMetadata) YAML.unmarshal(document))
                .toList();
    }

    /** The names of the files of k8s/base. */
    static List<String> files() {
        try (Stream<Path> files = Files.list(BASE)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
