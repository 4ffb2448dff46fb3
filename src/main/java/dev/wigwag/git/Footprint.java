package dev.wigwag.git;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a build looks at in a tree: where nothing of that changes, it builds the same. Kept as sorted {@link PathHash}es, nine bytes
 * a path.
 */
final class Footprint {
    static final byte READ = 1;
    static final byte ABOVE = 2;
    static final byte PLAIN = 4;
    static final byte ENTERED = 8;
    static final byte WHOLE = 16;

    /** What is in it says what else is looked at. */
    static final byte PARSED = 32;

    private final long[] paths;
    private final byte[] roles;
    private final List<String> unknown;

    private Footprint(long[] paths, byte[] roles, List<String> unknown) {
        this.paths = paths;
        this.roles = roles;
        this.unknown = unknown;
    }

    static Footprint of(Map<String, Byte> roles, List<String> unknown) {
        long[] paths = roles.keySet().stream()
                .mapToLong(PathHash::of)
                .sorted()
                .distinct()
                .toArray();
        byte[] marks = new byte[paths.length];
        roles.forEach((path, role) -> marks[Arrays.binarySearch(paths, PathHash.of(path))] |= role);
        return new Footprint(paths, marks, unknown);
    }

    /** Why the build may look at more than that; empty if it does not. */
    List<String> unknown() {
        return unknown;
    }

    /** Those of the changes that the build may see, in their order. */
    Stream<String> seenOf(Difference difference) {
        List<Difference.Directory> near = new ArrayList<>();
        int depth = 0;
        long strange = 0;
        for (Difference.Directory directory : difference.directories()) {
            long[] chain = directory.chain();
            // Whatever is below a directory that it never looks at is as far from it.
            if (depth == 0 || depth >= chain.length || chain[depth] != strange) {
                depth = strangeFrom(chain);
                if (depth == 0) {
                    near.add(directory);
                } else {
                    strange = chain[depth];
                }
            }
        }
        return near.stream().flatMap(this::seenIn);
    }

    /** At which step the way leaves all that the build looks at; 0 if it does not, or all below is looked at. */
    private int strangeFrom(long[] chain) {
        for (int i = 0; i < chain.length; i++) {
            int role = role(chain[i]);
            if ((role & (WHOLE | READ | PLAIN)) != 0) {
                return 0;
            }
            if (role == 0) {
                return i;
            }
        }
        return 0;
    }

    /** Whether the build may look elsewhere after the changes; what only has other content in the same place changes nothing. */
    boolean isMovedBy(Difference difference) {
        return seenOf(difference)
                .anyMatch(path -> !difference.inPlace().contains(path) || (role(PathHash.of(path)) & PARSED) != 0);
    }

    /** Whether the two read the same files, whatever is in them. */
    boolean readsAs(Footprint other) {
        return Arrays.equals(reads(), other.reads());
    }

    private long[] reads() {
        return IntStream.range(0, paths.length)
                .filter(i -> (roles[i] & READ) != 0)
                .mapToLong(i -> paths[i])
                .toArray();
    }

    /** At least what it takes in memory: two arrays, their headers, and the doubts in two bytes a letter. */
    long bytes() {
        return 9L * paths.length
                + 100
                + unknown.stream().mapToLong(why -> 60 + 2L * why.length()).sum();
    }

    private Stream<String> seenIn(Difference.Directory directory) {
        long[] chain = directory.chain();
        int own = role(chain[chain.length - 1]);
        int nearest = own;
        boolean whole = false;
        for (int i = chain.length - 1; i >= 0; i--) {
            int role = role(chain[i]);
            // Something below what was a file, or was not there: it is a directory now, or no longer one.
            whole |= (role & (WHOLE | READ)) != 0;
            nearest = (nearest & (PLAIN | ENTERED)) == 0 ? role : nearest;
        }
        if (whole) {
            return directory.paths().stream();
        }
        boolean plain = (nearest & PLAIN) != 0;
        if (!plain && own == 0) {
            return Stream.empty();
        }
        boolean entered = (own & ENTERED) != 0;
        return directory.paths().stream().filter(path -> {
            String name = TreePath.name(path);
            return name.equals(SourceView.IGNORE_FILE)
                    || (plain || entered) && KustomizationFile.NAMES.contains(name)
                    || plain && TreePath.isYaml(name)
                    || role(PathHash.of(path)) != 0;
        });
    }

    private int role(long path) {
        int at = Arrays.binarySearch(paths, path);
        return at < 0 ? 0 : roles[at];
    }
}
