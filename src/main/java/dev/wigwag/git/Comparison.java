package dev.wigwag.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/** Finds the files that two trees do not have in common, without a look into directories that they do. */
final class Comparison {
    /** Directories count as well: a tree may be made of nothing else. */
    private static final int MOST_LOOKS = 500_000;

    private Comparison() {}

    /** As {@link CommitTree#differenceFrom}. */
    static Optional<Difference> of(ObjectReader reader, ObjectId earlier, ObjectId later, int most) {
        List<String> paths = new ArrayList<>();
        Set<String> inPlace = new HashSet<>();
        try (TreeWalk walk = new TreeWalk(reader)) {
            walk.addTree(earlier);
            walk.addTree(later);
            walk.setFilter(TreeFilter.ANY_DIFF);
            for (int looks = 0; walk.next(); looks++) {
                if (looks > MOST_LOOKS || paths.size() > most) {
                    return Optional.empty();
                }
                if (walk.isSubtree()) {
                    walk.enterSubtree();
                } else {
                    paths.add(walk.getPathString());
                    if (walk.getRawMode(0) == walk.getRawMode(1)
                            && TreeEntry.Kind.of(walk.getFileMode(0)) == TreeEntry.Kind.FILE) {
                        inPlace.add(walk.getPathString());
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Optional.of(Difference.of(paths, inPlace));
    }
}
