package dev.wigwag.git;

import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Something in the tree of a commit.
 *
 * @param path from the root, without a slash at either end; empty for the root itself
 * @param id of its content; two of the same id are the same
 */
record TreeEntry(String path, Kind kind, ObjectId id) {
    enum Kind {
        FILE,
        DIRECTORY,
        /** A symbolic link; its content is where it leads. */
        LINK,
        /** Another repository's commit, the content of which is not here. */
        MODULE;

        static Kind of(FileMode mode) {
            if (mode == FileMode.TREE) {
                return DIRECTORY;
            }
            if (mode == FileMode.SYMLINK) {
                return LINK;
            }
            return mode == FileMode.GITLINK ? MODULE : FILE;
        }
    }

    boolean isDirectory() {
        return kind == Kind.DIRECTORY;
    }

    /** The last part of the path. */
    String name() {
        return TreePath.name(path);
    }
}
