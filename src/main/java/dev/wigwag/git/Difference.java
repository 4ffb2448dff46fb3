package dev.wigwag.git;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Paths that differ, by the directories that they are in.
 *
 * @param directories in the order of their names
 * @param inPlace those that are a file in both, with other content
 */
record Difference(List<Directory> directories, Set<String> inPlace) {
    /**
     * What differs directly in one directory.
     *
     * @param chain the {@link PathHash}es from the root to this directory
     * @param paths from the root, sorted
     */
    record Directory(long[] chain, List<String> paths) {}

    /** Paths of which it is not known what became of them. */
    static Difference of(Collection<String> paths) {
        return of(paths, Set.of());
    }

    static Difference of(Collection<String> paths, Set<String> inPlace) {
        TreeMap<String, List<String>> byDirectory = new TreeMap<>();
        paths.stream()
                .sorted()
                .forEach(path -> byDirectory
                        .computeIfAbsent(TreePath.parent(path), directory -> new ArrayList<>())
                        .add(path));
        List<Directory> directories = new ArrayList<>();
        byDirectory.forEach((directory, inIt) -> directories.add(new Directory(PathHash.chain(directory), inIt)));
        return new Difference(List.copyOf(directories), inPlace);
    }

    /** Those of them that fit. */
    Difference only(Predicate<String> kept) {
        List<Directory> some = new ArrayList<>();
        for (Directory directory : directories) {
            List<String> paths = directory.paths().stream().filter(kept).toList();
            if (!paths.isEmpty()) {
                some.add(new Directory(directory.chain(), paths));
            }
        }
        return new Difference(List.copyOf(some), inPlace);
    }

    /** Whether which files Flux takes may have changed, too. */
    boolean changesWhatIsIgnored() {
        return paths().stream().anyMatch(path -> TreePath.name(path).equals(SourceView.IGNORE_FILE));
    }

    List<String> paths() {
        return directories.stream()
                .flatMap(directory -> directory.paths().stream())
                .toList();
    }
}
