package dev.wigwag.git;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * What a {@code kustomization.yaml} reads beside itself. Whatever is not known to read nothing, or only what is named here,
 * makes it one of which we cannot tell.
 *
 * @param resources files or directories ({@code resources}, {@code bases})
 * @param components directories
 * @param files single files: patches, generators' files, replacements and the like
 * @param unknown why we cannot tell; empty if we can
 */
record KustomizationFile(List<String> resources, List<String> components, List<String> files, List<String> unknown) {
    /** The names that kustomize looks for; two of them in one directory are an error. */
    static final List<String> NAMES = List.of("kustomization.yaml", "kustomization.yml", "Kustomization");

    /** They change what is built by what is written in them alone. */
    private static final Set<String> INERT = Set.of(
            "apiVersion",
            "kind",
            "metadata",
            "namespace",
            "namePrefix",
            "nameSuffix",
            "commonLabels",
            "labels",
            "commonAnnotations",
            "images",
            "imageTags",
            "replicas",
            "vars",
            "generatorOptions",
            "buildMetadata",
            "sortOptions");

    /** A document of real life has a few hundred lines. */
    private static final LoadSettings YAML = LoadSettings.builder()
            .setAllowDuplicateKeys(false)
            .setAllowRecursiveKeys(false)
            .setMaxAliasesForCollections(50)
            .setCodePointLimit(CommitTree.LARGEST)
            .build();

    KustomizationFile {
        resources = List.copyOf(resources);
        components = List.copyOf(components);
        files = List.copyOf(files);
        unknown = List.copyOf(unknown);
    }

    /** Reads one; never fails, as what cannot be read is one of which we cannot tell. */
    static KustomizationFile read(byte[] yaml) {
        Collected all = new Collected();
        try {
            Iterator<Object> documents = new Load(YAML)
                    .loadAllFromString(new String(yaml, StandardCharsets.UTF_8))
                    .iterator();
            Object first = documents.hasNext() ? documents.next() : null;
            if (first instanceof Map<?, ?> fields && !documents.hasNext()) {
                fields.forEach(all::field);
            } else if (first != null || documents.hasNext()) {
                all.unknown.add("it is not one YAML mapping");
            }
        } catch (YamlEngineException | StackOverflowError e) {
            all.unknown.add("its YAML cannot be read");
        }
        return new KustomizationFile(all.resources, all.components, all.files, all.unknown);
    }

    /** What was found so far. */
    private static final class Collected {
        private final List<String> resources = new ArrayList<>();
        private final List<String> components = new ArrayList<>();
        private final List<String> files = new ArrayList<>();
        private final List<String> unknown = new ArrayList<>();

        void field(Object key, Object value) {
            String name = String.valueOf(key);
            if (INERT.contains(name) || value == null) {
                return;
            }
            switch (name) {
                case "resources", "bases" -> texts(name, value).forEach(resources::add);
                case "components" -> texts(name, value).forEach(components::add);
                case "crds", "configurations" -> texts(name, value).forEach(files::add);
                case "patchesStrategicMerge" ->
                    // One that spans lines, or is a mapping in braces, is the patch itself.
                    texts(name, value).stream()
                            .filter(text -> text.indexOf('\n') < 0
                                    && !text.stripLeading().startsWith("{"))
                            .forEach(files::add);
                case "patches", "patchesJson6902", "replacements" ->
                    maps(name, value).forEach(one -> path(name, one.get("path")));
                case "configMapGenerator", "secretGenerator" ->
                    maps(name, value).forEach(one -> generator(name, one));
                default -> unknown.add("it uses " + cut(name) + ", which may read anything");
            }
        }

        private void generator(String name, Map<?, ?> one) {
            if (one.get("env") != null) {
                path(name, one.get("env"));
            }
            if (one.get("envs") != null) {
                texts(name, one.get("envs")).forEach(files::add);
            }
            if (one.get("files") != null) {
                // The key under which the content goes may stand before it.
                texts(name, one.get("files")).forEach(text -> files.add(text.substring(text.indexOf('=') + 1)));
            }
        }

        private void path(String name, Object path) {
            if (path instanceof String text) {
                files.add(text);
            } else if (path != null) {
                odd(name);
            }
        }

        private List<String> texts(String name, Object value) {
            List<String> texts = new ArrayList<>();
            for (Object one : list(name, value)) {
                if (one instanceof String text) {
                    texts.add(text);
                } else {
                    odd(name);
                }
            }
            return texts;
        }

        private List<Map<?, ?>> maps(String name, Object value) {
            List<Map<?, ?>> maps = new ArrayList<>();
            for (Object one : list(name, value)) {
                if (one instanceof Map<?, ?> map) {
                    maps.add(map);
                } else {
                    odd(name);
                }
            }
            return maps;
        }

        private List<?> list(String name, Object value) {
            if (value instanceof List<?> list) {
                return list;
            }
            odd(name);
            return List.of();
        }

        private void odd(String name) {
            unknown.add("its " + name + " are not written as kustomize takes them");
        }

        private static String cut(String name) {
            return name.length() <= 60 ? name : name.substring(0, 60) + "…";
        }
    }
}
