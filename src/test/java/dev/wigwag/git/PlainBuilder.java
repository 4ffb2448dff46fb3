package dev.wigwag.git;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Builds what {@link RandomMonorepo} makes, far from as kustomize does, but of the same files: what it gives changes when, and
 * only when, something does that goes into a build.
 */
final class PlainBuilder {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    private final Map<String, String> files;

    PlainBuilder(Map<String, String> files) {
        this.files = files;
    }

    String build(String directory) {
        String kustomization = files.get(directory + "/kustomization.yaml");
        if (kustomization == null) {
            return files.entrySet().stream()
                    .filter(file -> file.getKey().startsWith(directory + "/")
                            && file.getKey().endsWith(".yaml"))
                    .map(file -> file.getKey() + "\n" + file.getValue())
                    .collect(Collectors.joining("---\n"));
        }
        Map<?, ?> fields = YAML.unmarshal(kustomization, Map.class);
        StringBuilder built = new StringBuilder();
        fields.forEach((field, value) ->
                built.append(field).append(": ").append(part(directory, value)).append('\n'));
        return built.toString();
    }

    private String part(String directory, Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(one -> part(directory, one)).collect(Collectors.joining("\n"));
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + part(directory, entry.getValue()))
                    .collect(Collectors.joining("\n"));
        }
        String text = String.valueOf(value);
        String path = TreePath.resolve(directory, text).orElse(text);
        if (files.containsKey(path)) {
            return files.get(path);
        }
        return files.containsKey(path + "/kustomization.yaml") ? build(path) : text;
    }
}
