package dev.wigwag.sandbox.cluster;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The latest changes of one resource, for watches that start at a known resource version. Older ones are forgotten, as in etcd. */
final class ChangeLog {

    private static final int KEPT = 4096;

    private final Deque<Change> changes = new ArrayDeque<>();
    private long forgotten;

    void add(Change change) {
        changes.addLast(change);
        if (changes.size() > KEPT) {
            forgotten = changes.removeFirst().version();
        }
    }

    /** Forgets everything up to this version. */
    void compact(long version) {
        changes.clear();
        forgotten = version;
    }

    /** What came after this version, oldest first; refuses with 410 when part of it is forgotten. */
    List<Change> since(long version) {
        if (version < forgotten) {
            throw ApiFailure.expired("too old resource version: %d (%d)".formatted(version, forgotten));
        }
        return changes.stream().filter(change -> change.version() > version).toList();
    }
}
