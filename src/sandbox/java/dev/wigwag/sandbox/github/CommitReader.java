package dev.wigwag.sandbox.github;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/** Reads refs, commits and trees of a repository. */
final class CommitReader {

    private final Repository repository;

    CommitReader(Repository repository) {
        this.repository = repository;
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    private static <T> T reading(Reading<T> reading) {
        try {
            return reading.read();
        } catch (IOException e) {
            throw new UncheckedIOException("The repository could not be read", e);
        }
    }

    Optional<Ref> exactRef(String ref) {
        return Optional.ofNullable(reading(() -> repository.exactRef(ref)));
    }

    List<Ref> refs(String prefix) {
        return reading(() -> repository.getRefDatabase().getRefsByPrefix(prefix));
    }

    /** The commit behind a ref: an annotated tag is followed to what it tags. */
    ObjectId peeled(Ref ref) {
        return reading(() -> {
            ObjectId peeled = repository.getRefDatabase().peel(ref).getPeeledObjectId();
            return peeled == null ? ref.getObjectId() : peeled;
        });
    }

    boolean ancestor(String ancestor, String descendant) {
        return reading(() -> {
            try (RevWalk walk = new RevWalk(repository)) {
                return walk.isMergedInto(
                        walk.parseCommit(ObjectId.fromString(ancestor)),
                        walk.parseCommit(ObjectId.fromString(descendant)));
            }
        });
    }

    Optional<CommitInfo> info(String sha) {
        if (!ObjectId.isId(sha)) {
            return Optional.empty();
        }
        return reading(() -> {
            try (RevWalk walk = new RevWalk(repository)) {
                return Optional.of(info(walk.parseCommit(ObjectId.fromString(sha))));
            } catch (MissingObjectException e) {
                return Optional.empty();
            }
        });
    }

    List<CommitInfo> broughtBy(RefChange change) {
        return reading(() -> {
            try (RevWalk walk = new RevWalk(repository)) {
                walk.sort(RevSort.TOPO);
                walk.sort(RevSort.REVERSE, true);
                walk.markStart(walk.parseCommit(ObjectId.fromString(change.after())));
                if (change.created()) {
                    for (Ref other : refs(Constants.R_HEADS)) {
                        if (!other.getName().equals(change.ref())) {
                            walk.markUninteresting(walk.parseCommit(other.getObjectId()));
                        }
                    }
                } else {
                    walk.markUninteresting(walk.parseCommit(ObjectId.fromString(change.before())));
                }
                List<CommitInfo> commits = new ArrayList<>();
                for (RevCommit commit : walk) {
                    commits.add(info(commit));
                }
                return commits;
            }
        });
    }

    List<TreeFile> files(String sha) {
        return reading(() -> {
            try (RevWalk walk = new RevWalk(repository);
                    TreeWalk tree = new TreeWalk(repository)) {
                tree.addTree(walk.parseCommit(ObjectId.fromString(sha)).getTree());
                tree.setRecursive(true);
                List<TreeFile> files = new ArrayList<>();
                while (tree.next()) {
                    ObjectId blob = tree.getObjectId(0);
                    long size = tree.getObjectReader().getObjectSize(blob, Constants.OBJ_BLOB);
                    files.add(new TreeFile(tree.getPathString(), blob.name(), size));
                }
                return files;
            }
        });
    }

    String text(String blob) {
        return reading(
                () -> new String(repository.open(ObjectId.fromString(blob)).getBytes(), StandardCharsets.UTF_8));
    }

    private CommitInfo info(RevCommit commit) throws IOException {
        List<String> added = new ArrayList<>();
        List<String> modified = new ArrayList<>();
        List<String> removed = new ArrayList<>();
        // A walker of its own: the one that lists commits must not be moved.
        try (TreeWalk tree = new TreeWalk(repository);
                RevWalk parents = new RevWalk(repository)) {
            if (commit.getParentCount() == 0) {
                tree.addTree(new EmptyTreeIterator());
            } else {
                tree.addTree(parents.parseCommit(commit.getParent(0)).getTree());
            }
            tree.addTree(commit.getTree());
            tree.setRecursive(true);
            tree.setFilter(TreeFilter.ANY_DIFF);
            while (tree.next()) {
                List<String> kind = tree.getFileMode(0) == FileMode.MISSING
                        ? added
                        : tree.getFileMode(1) == FileMode.MISSING ? removed : modified;
                kind.add(tree.getPathString());
            }
        }
        PersonIdent author = commit.getAuthorIdent();
        return new CommitInfo(
                commit.name(),
                commit.getTree().name(),
                commit.getFullMessage(),
                author.getName(),
                author.getEmailAddress(),
                commit.getCommitterIdent().getWhenAsInstant(),
                List.copyOf(added),
                List.copyOf(modified),
                List.copyOf(removed));
    }
}
