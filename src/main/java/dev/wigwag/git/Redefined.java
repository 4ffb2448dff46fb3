package dev.wigwag.git;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The objects of Flux whose definitions are not the same in two trees: they change though nothing that they build does.
 *
 * @param in the first file in which it is another, by the object
 * @param doubt why there may be further ones; null if there are none
 */
record Redefined(Map<Definition, String> in, String doubt) {
    /** More YAML files are changed by whoever moves a repository, and that takes its time to read. */
    static final int MOST = 500;

    /** Reads the changed YAML files of both. */
    static Redefined between(Artifact from, Artifact to, Difference difference) {
        List<String> files = difference.paths().stream()
                .filter(path -> TreePath.isYaml(TreePath.name(path)))
                .toList();
        if (files.size() > MOST) {
            return new Redefined(Map.of(), "more than " + MOST + " YAML files change");
        }
        Map<Definition, String> in = new LinkedHashMap<>();
        for (String path : files) {
            Optional<byte[]> before = content(from, path);
            Optional<byte[]> after = content(to, path);
            if (before.isEmpty() || after.isEmpty()) {
                return new Redefined(Map.of(), path + " is too large to look for definitions in it");
            }
            Map<Definition, Object> was = Definition.in(before.get());
            Map<Definition, Object> is = Definition.in(after.get());
            for (Map.Entry<Definition, Object> one : is.entrySet()) {
                if (!Objects.equals(one.getValue(), was.get(one.getKey()))) {
                    in.putIfAbsent(one.getKey(), path);
                }
            }
            was.keySet().stream().filter(gone -> !is.containsKey(gone)).forEach(gone -> in.putIfAbsent(gone, path));
        }
        return new Redefined(in, null);
    }

    /** Nothing where there is no such file; empty if it is too large. */
    private static Optional<byte[]> content(Artifact artifact, String path) {
        return artifact.find(path)
                .filter(entry -> entry.kind() == TreeEntry.Kind.FILE)
                .map(artifact::read)
                .orElse(Optional.of(new byte[0]));
    }
}
