package dev.wigwag.git;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Paths within a tree, in the one form in which they are compared: {@code apps/podinfo}, and empty for the root. */
final class TreePath {
    /** Git itself allows 4,096 characters. */
    private static final int LONGEST = 4_096;

    private TreePath() {}

    /** The path that {@code reference} means when it is written in {@code directory}; empty if it leads out of the tree. */
    static Optional<String> resolve(String directory, String reference) {
        if (reference.startsWith("/") || reference.length() > LONGEST || reference.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        return normal(directory + "/" + reference);
    }

    /** A path that is meant from the root however it is written, as {@code spec.path} is; empty if it leads out of the tree. */
    static Optional<String> fromRoot(String path) {
        return path == null ? Optional.of("") : normal(path);
    }

    /** The directory that the path is in; empty for what is in the root. */
    static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    /** A name in a directory. */
    static String in(String directory, String name) {
        return directory.isEmpty() ? name : directory + "/" + name;
    }

    /** The last part of the path. */
    static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Whether kustomize-controller takes a file of this name for YAML; it minds the case, whoever does not is no worse off. */
    static boolean isYaml(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".yaml") || lower.endsWith(".yml");
    }

    private static Optional<String> normal(String path) {
        Deque<String> parts = new ArrayDeque<>();
        for (String part : Arrays.asList(path.split("/"))) {
            if (part.equals("..")) {
                if (parts.isEmpty()) {
                    return Optional.empty();
                }
                parts.removeLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return Optional.of(parts.stream().collect(Collectors.joining("/")));
    }
}
