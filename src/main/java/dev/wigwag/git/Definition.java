package dev.wigwag.git;

import dev.wigwag.rollout.ObjectKey;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The name under which a YAML document defines, or patches, a Kustomization or HelmRelease of Flux.
 *
 * @param namespace null if the document names none
 * @param name null for a patch that is meant for all of the kind, or for some by a pattern
 */
record Definition(String kind, String namespace, String name) {
    private static final Set<String> KINDS = Set.of("Kustomization", "HelmRelease");
    private static final LoadSettings YAML = LoadSettings.builder()
            .setAllowRecursiveKeys(false)
            .setMaxAliasesForCollections(50)
            .setCodePointLimit(CommitTree.LARGEST)
            .build();

    /**
     * All that a file defines, and how. A file that cannot be read defines nothing: kustomize does not take it either, so it is a
     * chart's template or the like; and who builds of it is touched by its path.
     */
    static Map<Definition, Object> in(byte[] yaml) {
        Map<Definition, Object> found = new HashMap<>();
        String text = new String(yaml, StandardCharsets.UTF_8);
        // Most files need no reading.
        if (!text.contains("toolkit.fluxcd.io") && !text.contains("patches")) {
            return found;
        }
        try {
            for (Object document : new Load(YAML).loadAllFromString(text)) {
                collect(document, found);
            }
        } catch (YamlEngineException | StackOverflowError e) {
            return Map.of();
        }
        return found;
    }

    /** Whether the object may be the one. */
    boolean means(ObjectKey object) {
        return object.kind().equals(kind)
                && (name == null || object.name().equals(name))
                && (namespace == null || object.namespace().equals(namespace));
    }

    private static void collect(Object document, Map<Definition, Object> found) {
        if (!(document instanceof Map<?, ?> fields)) {
            return;
        }
        if (fields.get("items") instanceof List<?> items && "List".equals(fields.get("kind"))) {
            items.stream().filter(item -> !isList(item)).forEach(item -> collect(item, found));
        } else if (isOfFlux(fields) && fields.get("metadata") instanceof Map<?, ?> metadata) {
            named((String) fields.get("kind"), text(metadata.get("namespace")), text(metadata.get("name")))
                    .ifPresent(name -> found.merge(name, fields, (one, other) -> List.of(one, other)));
        } else if (fields.get("patches") instanceof List<?> patches) {
            patches.forEach(patch -> patched(patch, found));
        }
    }

    /** Only what Kubernetes would take: a name that is yet to be substituted means nothing, and names are shown. */
    private static Optional<Definition> named(String kind, String namespace, String name) {
        return ObjectKey.possible(kind, namespace == null ? "default" : namespace, name)
                .map(key -> new Definition(kind, namespace, name));
    }

    /** What a kustomization's patch is meant for, if that is written beside it. */
    private static void patched(Object patch, Map<Definition, Object> found) {
        if (patch instanceof Map<?, ?> fields
                && fields.get("target") instanceof Map<?, ?> target
                && target.get("kind") instanceof String kind
                && KINDS.contains(kind)) {
            String name = text(target.get("name"));
            // kustomize takes it for a regular expression.
            boolean plain = name != null && name.matches("[-a-z0-9]+");
            found.merge(
                    new Definition(kind, null, plain ? name : null),
                    List.of(fields),
                    (one, other) -> List.of(one, other));
        }
    }

    private static boolean isOfFlux(Map<?, ?> fields) {
        return fields.get("apiVersion") instanceof String version
                && ("Kustomization".equals(fields.get("kind")) && version.startsWith("kustomize.toolkit.fluxcd.io/")
                        || "HelmRelease".equals(fields.get("kind")) && version.startsWith("helm.toolkit.fluxcd.io/"));
    }

    private static boolean isList(Object item) {
        return item instanceof Map<?, ?> fields && "List".equals(fields.get("kind"));
    }

    private static String text(Object value) {
        return value instanceof String text && !text.isBlank() ? text : null;
    }
}
