package dev.wigwag.sandbox.flux;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wigwag.sandbox.github.GitForge;
import dev.wigwag.sandbox.github.TreeFile;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Builds the manifests of a directory: every object of every YAML file below it, labelled as applied by a Kustomization. */
final class Manifests {

    private static final String LABELS = "kustomize.toolkit.fluxcd.io/";

    private final KubernetesSerialization serialization;

    Manifests(KubernetesSerialization serialization) {
        this.serialization = serialization;
    }

    /** Whether the commit has files below this path; the root, an empty path, is always there. */
    static boolean exists(GitForge forge, String sha, String path) {
        return path.isEmpty() || forge.files(sha).stream().anyMatch(file -> within(file, path));
    }

    /** Refuses, by {@link IllegalArgumentException} with the file's name, what is no manifest. */
    List<ObjectNode> build(GitForge forge, String sha, String path, KustomizationView owner) {
        List<ObjectNode> manifests = new ArrayList<>();
        for (TreeFile file : forge.files(sha)) {
            if (within(file, path)
                    && file.path().matches(".*\\.ya?ml")
                    && !file.path().endsWith("kustomization.yaml")) {
                for (String document : forge.text(file.blob()).split("(?m)^---\\s*$")) {
                    if (!document.isBlank()) {
                        manifests.add(labelled(read(file.path(), document), owner));
                    }
                }
            }
        }
        manifests.sort(Comparator.comparingInt(Manifests::rank));
        return manifests;
    }

    private static boolean within(TreeFile file, String path) {
        return path.isEmpty() || file.path().startsWith(path + "/");
    }

    private ObjectNode read(String file, String document) {
        try {
            JsonNode read = serialization.unmarshal(document, JsonNode.class);
            boolean named = !read.path("kind").asText().isEmpty()
                    && !read.at("/metadata/name").asText().isEmpty();
            if (named && read instanceof ObjectNode manifest) {
                return manifest;
            }
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(refusal(file), e);
        }
        throw new IllegalArgumentException(refusal(file));
    }

    private static String refusal(String file) {
        return "kustomize build failed: " + file + " is not a manifest with a kind and a name";
    }

    private static ObjectNode labelled(ObjectNode manifest, KustomizationView owner) {
        ObjectNode metadata = manifest.withObject("/metadata");
        boolean clusterWide = manifest.path("kind").asText().equals("Namespace")
                || manifest.path("kind").asText().equals("CustomResourceDefinition");
        if (!clusterWide && !owner.targetNamespace().isEmpty()) {
            metadata.put("namespace", owner.targetNamespace());
        } else if (!clusterWide && !metadata.has("namespace")) {
            metadata.put("namespace", "default");
        }
        metadata.withObject("/labels")
                .put(LABELS + "name", owner.name().name())
                .put(LABELS + "namespace", owner.name().namespace());
        return manifest;
    }

    /** Namespaces and definitions are applied before what needs them, the rest of Kubernetes' own before what extends it. */
    private static int rank(JsonNode manifest) {
        String apiVersion = manifest.path("apiVersion").asText();
        return switch (manifest.path("kind").asText()) {
            case "Namespace" -> 0;
            case "CustomResourceDefinition" -> 1;
            default -> apiVersion.equals("v1") || apiVersion.equals("apps/v1") ? 2 : 3;
        };
    }
}
