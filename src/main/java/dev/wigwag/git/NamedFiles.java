package dev.wigwag.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;

/** Looks through a whole tree for files of one name. */
final class NamedFiles {
    /** Larger repositories are rare, and a tree may be made to look larger than any disk. */
    private static final int MOST = 500_000;

    private final ObjectReader reader;
    private final String name;
    private final List<TreeEntry> found = new ArrayList<>();

    /** The same content stands in many places; where none was found once, none is. */
    private final Set<ObjectId> empty = new HashSet<>();

    private int looks;

    private NamedFiles(ObjectReader reader, String name) {
        this.reader = reader;
        this.name = name;
    }

    static Optional<List<TreeEntry>> in(ObjectReader reader, ObjectId tree, String name) {
        NamedFiles files = new NamedFiles(reader, name);
        try {
            files.look("", tree);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files.looks > MOST ? Optional.empty() : Optional.of(files.found);
    }

    private void look(String directory, ObjectId tree) throws IOException {
        int before = found.size();
        List<TreeEntry> below = new ArrayList<>();
        CanonicalTreeParser parser = new CanonicalTreeParser(null, reader, tree);
        for (; !parser.eof() && ++looks <= MOST; parser.next()) {
            FileMode mode = parser.getEntryFileMode();
            TreeEntry.Kind kind = TreeEntry.Kind.of(mode);
            if (kind == TreeEntry.Kind.DIRECTORY && !empty.contains(parser.getEntryObjectId())) {
                below.add(new TreeEntry(
                        TreePath.in(directory, parser.getEntryPathString()), kind, parser.getEntryObjectId()));
            } else if (kind == TreeEntry.Kind.FILE
                    && parser.getEntryPathString().equals(name)) {
                found.add(new TreeEntry(TreePath.in(directory, name), kind, parser.getEntryObjectId()));
            }
        }
        for (TreeEntry one : below) {
            if (!empty.contains(one.id())) {
                look(one.path(), one.id());
            }
        }
        if (found.size() == before) {
            empty.add(tree);
        }
    }
}
