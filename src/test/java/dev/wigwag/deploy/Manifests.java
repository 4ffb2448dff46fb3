package dev.wigwag.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
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
    static final Path ROOT = Path.of("k8s");
    static final Path BASE = ROOT.resolve("base");
    static final Path DEPLOYMENT = ROOT.resolve("overlays/deployment");
    static final Path KNATIVE = ROOT.resolve("overlays/knative");

    private static final KubernetesSerialization YAML = new KubernetesSerialization();
    private static final YAMLMapper ANY_YAML = new YAMLMapper();

    private Manifests() {}

    /** All objects of one file of k8s/base. */
    static List<HasMetadata> in(String file) {
        return in(BASE, file);
    }

    /** All objects of one file. */
    static List<HasMetadata> in(Path directory, String file) {
        return objects(text(directory.resolve(file)));
    }

    /** The one object of this type and name in a file of k8s/base. */
    static <T extends HasMetadata> T in(String file, Class<T> type, String name) {
        return in(BASE, file, type, name);
    }

    /** The one object of this type and name in a file. */
    static <T extends HasMetadata> T in(Path directory, String file, Class<T> type, String name) {
        return only(in(directory, file), type, name);
    }

    /** The one object of this kind and name, as the type has it. */
    static <T extends HasMetadata> T only(List<HasMetadata> objects, Class<T> type, String name, String kind) {
        return only(
                objects.stream().filter(object -> object.getKind().equals(kind)).toList(), type, name);
    }

    /** The one object of this type and name. */
    static <T extends HasMetadata> T only(List<HasMetadata> objects, Class<T> type, String name) {
        List<T> found = objects.stream()
                .filter(object -> object.getMetadata().getName().equals(name))
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " objects are a " + type.getSimpleName() + " " + name);
        }
        return found.get(0);
    }

    /** The objects in a text of YAML documents. */
    static List<HasMetadata> objects(String documents) {
        return Arrays.stream(documents.split("(?m)^---$"))
                .map(document -> (HasMetadata) YAML.unmarshal(document))
                .toList();
    }

    /** One YAML document, whatever it is. */
    static JsonNode tree(String document) {
        try {
            return ANY_YAML.readTree(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A part of an object as another type. */
    static <T> T as(Object part, Class<T> type) {
        return YAML.convertValue(part, type);
    }

    /** The names of the files in a directory. */
    static List<String> files(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
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
