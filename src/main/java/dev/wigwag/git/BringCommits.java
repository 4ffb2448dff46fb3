package dev.wigwag.git;

import dev.wigwag.engine.RangeException;
import dev.wigwag.engine.RangeException.Fault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import org.jboss.logging.Logger;

/** Brings two commits into our copy, and as much of the history as shows how they belong together, within limits. */
final class BringCommits {
    private static final Logger LOG = Logger.getLogger(BringCommits.class);

    /** Each step deeper is so much deeper than the last. */
    private static final int STEP = 4;

    private final GuardedRepository copy;
    private final Remote remote;
    private final int first;
    private final int deepest;

    BringCommits(GuardedRepository copy, Remote remote, int first, int deepest) {
        this.copy = copy;
        this.remote = remote;
        this.first = Math.max(1, first);
        this.deepest = Math.max(this.first, deepest);
    }

    /**
     * Fetches what is not here.
     *
     * @param pointer where {@code to} was last seen; null if unknown
     * @throws RangeException if one of the two cannot be had
     * @throws IOException if the trouble is with our own copy
     */
    void bring(String pointer, ObjectId from, ObjectId to) throws IOException {
        if (copy.has(from) && copy.has(to) && (copy.depth() >= deepest || areConnected(from, to))) {
            return;
        }
        int depth = Math.min(deepest, Math.max(first, copy.depth()));
        List<ObjectId> byName = fetch(pointer, from, to, depth);
        copy.depth(depth);
        while (depth < deepest && !areConnected(from, to)) {
            depth = Math.min(deepest, depth * STEP);
            if (byName.isEmpty()) {
                remote.fetch(copy, pointer, depth);
            } else {
                remote.fetch(copy, byName, depth);
            }
            copy.depth(depth);
        }
        if (!copy.has(to)) {
            throw missing(to);
        }
        if (!copy.has(from) && !tried(List.of(from), 1)) {
            throw missing(from);
        }
    }

    /**
     * Fetches further commits, if they are to be had; it is no harm if not.
     *
     * @throws IOException if the trouble is with our own copy
     */
    void bringToo(List<ObjectId> commits) throws IOException {
        List<ObjectId> missing = new ArrayList<>();
        for (ObjectId commit : commits) {
            if (!copy.has(commit)) {
                missing.add(commit);
            }
        }
        if (!missing.isEmpty()) {
            try {
                remote.fetch(copy, missing, Math.max(first, copy.depth()));
            } catch (RangeException e) {
                LOG.debugf("Further commits are not there: %s", e.getMessage());
            }
        }
    }

    /** @return the commits that could be had by their names; none if it had to be by the pointer */
    private List<ObjectId> fetch(String pointer, ObjectId from, ObjectId to, int depth) throws IOException {
        for (List<ObjectId> some : List.of(List.of(to, from), List.of(to))) {
            if (tried(some, depth)) {
                return some;
            }
        }
        // Servers may give out only what a ref points at.
        remote.fetch(copy, pointer, depth);
        return List.of();
    }

    private boolean tried(List<ObjectId> commits, int depth) throws IOException {
        try {
            remote.fetch(copy, commits, depth);
            return true;
        } catch (RangeException e) {
            if (e.fault() == Fault.MISSING) {
                return false;
            }
            throw e;
        }
    }

    private boolean areConnected(ObjectId from, ObjectId to) throws IOException {
        return copy.has(from)
                && copy.has(to)
                && Changelog.between(copy, from, to).whole();
    }

    private static RangeException missing(ObjectId commit) {
        return new RangeException(
                Fault.MISSING,
                "The commit " + commit.abbreviate(12).name()
                        + " is not to be had (any more); after a forced push it may be gone for good");
    }
}
