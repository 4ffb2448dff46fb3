package dev.wigwag.git;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything in a tree that a build reads, or of which we cannot be sure that it does not: two trees with the same footprint
 * build the same.
 *
 * @param read the content's id of each path; a path that was looked for and is not there has {@link #NOTHING}
 * @param unknown why the build may read more than that; empty if it does not
 */
record Footprint(SortedMap<String, String> read, List<String> unknown) {
    /** In place of the content of what is not there. */
    static final String NOTHING = "";

    Footprint {
        read = Collections.unmodifiableSortedMap(new TreeMap<>(read));
        unknown = List.copyOf(unknown);
    }

    /** The paths, in their order, of which the two differ; those of one that the other does not read are among them. */
    List<String> differing(Footprint other) {
        List<String> paths = new ArrayList<>();
        for (Map.Entry<String, String> entry : read.entrySet()) {
            if (!Objects.equals(entry.getValue(), other.read.get(entry.getKey()))) {
                paths.add(entry.getKey());
            }
        }
        other.read.keySet().stream().filter(path -> !read.containsKey(path)).forEach(paths::add);
        Collections.sort(paths);
        return paths;
    }
}
