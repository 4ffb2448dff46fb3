package dev.wigwag.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;

/**
 * The files of one commit, read as they are asked for. What a directory holds is remembered, so that many who ask for the same
 * cost one look; the remembering ends with this object. For one thread at a time.
 */
final class CommitTree implements AutoCloseable {
    /** A file that describes what to build is far smaller. */
    static final int LARGEST = 2 * 1024 * 1024;

    private final ObjectReader reader;
    private final TreeEntry root;
    private final Map<ObjectId, List<TreeEntry>> listings = new HashMap<>();
    private final Map<String, Optional<TreeEntry>> found = new HashMap<>();

    private CommitTree(ObjectReader reader, ObjectId tree) {
        this.reader = reader;
        this.root = new TreeEntry("", TreeEntry.Kind.DIRECTORY, tree);
    }

    /**
     * The tree of a commit.
     *
     * @throws MissingObjectException if the repository does not hold the commit
     */
    static CommitTree of(Repository repository, ObjectId commit) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            return new CommitTree(
                    repository.newObjectReader(), walk.parseCommit(commit).getTree());
        }
    }

    /** Names all of the content: two commits of the same tree hold the same files. */
    ObjectId id() {
        return root.id();
    }

    /** What is at the path, where a link stays a link; empty if nothing is. */
    Optional<TreeEntry> find(String path) {
        if (path.isEmpty()) {
            return Optional.of(root);
        }
        Optional<TreeEntry> known = found.get(path);
        if (known == null) {
            known = find(TreePath.parent(path))
                    .filter(TreeEntry::isDirectory)
                    .flatMap(directory -> children(directory).stream()
                            .filter(child -> child.path().equals(path))
                            .findFirst());
            found.put(path, known);
        }
        return known;
    }

    /** What a directory holds itself, in Git's order. */
    List<TreeEntry> children(TreeEntry directory) {
        List<TreeEntry> known = listings.computeIfAbsent(directory.id(), id -> list(directory));
        // The same content may stand in two places.
        return known.isEmpty() || TreePath.parent(known.get(0).path()).equals(directory.path())
                ? known
                : known.stream()
                        .map(child ->
                                new TreeEntry(TreePath.in(directory.path(), child.name()), child.kind(), child.id()))
                        .toList();
    }

    /** Where a link leads, as it is written; empty if it is none. */
    Optional<String> target(TreeEntry link) {
        return link.kind() == TreeEntry.Kind.LINK
                ? read(link).map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                : Optional.empty();
    }

    /** The content of a file or link; empty if it is larger than {@value #LARGEST} bytes, or so large that it was not fetched. */
    Optional<byte[]> read(TreeEntry file) {
        try {
            ObjectLoader loader = reader.open(file.id());
            return loader.getSize() > LARGEST ? Optional.empty() : Optional.of(loader.getCachedBytes(LARGEST));
        } catch (MissingObjectException notFetched) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Every file of this name, in whichever directory, in the order of their directories from the root down.
     *
     * @return empty if the tree is too large to look through
     */
    Optional<List<TreeEntry>> named(String name) {
        return NamedFiles.in(reader, root.id(), name);
    }

    /** Whether the repository holds this tree, too. */
    boolean isBesides(ObjectId tree) {
        try {
            return reader.has(tree);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The files that are not the same in the two.
     *
     * @param earlier a tree of the same repository
     * @param most beyond so many nothing is told
     * @return empty if there are more
     */
    Optional<Difference> differenceFrom(ObjectId earlier, int most) {
        return Comparison.of(reader, earlier, root.id(), most);
    }

    private List<TreeEntry> list(TreeEntry directory) {
        List<TreeEntry> children = new ArrayList<>();
        try {
            CanonicalTreeParser parser = new CanonicalTreeParser(null, reader, directory.id());
            for (; !parser.eof(); parser.next()) {
                children.add(new TreeEntry(
                        TreePath.in(directory.path(), parser.getEntryPathString()),
                        TreeEntry.Kind.of(parser.getEntryFileMode()),
                        parser.getEntryObjectId()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(children);
    }

    @Override
    public void close() {
        reader.close();
    }
}
