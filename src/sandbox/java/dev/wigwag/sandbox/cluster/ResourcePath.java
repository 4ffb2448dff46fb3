package dev.wigwag.sandbox.cluster;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A path below a group and version, taken apart: {@code /apis/<group>/<version>/[namespaces/<ns>/]<plural>[/<name>[/<subresource>]]}.
 * {@code namespace}, {@code name} and {@code subresource} are empty strings where the path has none.
 */
record ResourcePath(String group, String version, String namespace, String plural, String name, String subresource) {

    /** The path as a resource path, or empty when it names a group, a version or nothing known. */
    static Optional<ResourcePath> parse(String path) {
        List<String> parts = segments(path);
        if (parts.size() >= 3 && parts.get(0).equals("api")) {
            return below("", parts.get(1), parts.subList(2, parts.size()));
        }
        if (parts.size() >= 4 && parts.get(0).equals("apis")) {
            return below(parts.get(1), parts.get(2), parts.subList(3, parts.size()));
        }
        return Optional.empty();
    }

    static List<String> segments(String path) {
        return Arrays.stream(path.split("/"))
                .filter(part -> !part.isEmpty())
                .map(part -> URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8))
                .toList();
    }

    private static Optional<ResourcePath> below(String group, String version, List<String> rest) {
        // /api/v1/namespaces/<name>/status is about the Namespace itself, everything longer about something within it.
        boolean ofNamespace = group.isEmpty()
                && rest.size() == 3
                && List.of("status", "finalize").contains(rest.get(2));
        boolean within = rest.get(0).equals("namespaces") && rest.size() >= 3 && !ofNamespace;
        List<String> own = within ? rest.subList(2, rest.size()) : rest;
        if (own.size() > 3) {
            return Optional.empty();
        }
        return Optional.of(new ResourcePath(
                group, version, within ? rest.get(1) : "", own.get(0), orEmpty(own, 1), orEmpty(own, 2)));
    }

    private static String orEmpty(List<String> parts, int index) {
        return index < parts.size() ? parts.get(index) : "";
    }

    ObjectKey key() {
        return new ObjectKey(namespace, name);
    }

    boolean ofStatus() {
        return subresource.equals("status");
    }
}
