package dev.wigwag.git;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.jgit.lib.ObjectId;

/**
 * The footprints of the trees of late, so that the same question is not worked out twice. A tree's id names its content, so that
 * nothing in here grows old. Bounded by {@link #MOST_BYTES}. Thread-safe.
 */
final class Footprints {
    /** A process has 90 MiB; 500 Kustomizations of 20,000 files take less than one. */
    static final long MOST_BYTES = 16L * 1024 * 1024;

    /** Older trees are not asked for again. */
    private static final int MOST = 64;

    private record Key(ObjectId tree, SourceFilter filter) {}

    private final LinkedHashMap<Key, Snapshot> known = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /** What is known of this tree. */
    synchronized Optional<Snapshot> of(ObjectId tree, SourceFilter filter) {
        return Optional.ofNullable(known.get(new Key(tree, filter)));
    }

    /** What is known of a tree of the same repository, the latest of them. */
    Optional<Snapshot> near(SourceFilter filter, Predicate<ObjectId> isThere) {
        List<Snapshot> latest;
        synchronized (this) {
            latest = new ArrayList<>(known.values());
        }
        Collections.reverse(latest);
        return latest.stream()
                .filter(snapshot -> snapshot.filter().equals(filter) && isThere.test(snapshot.tree()))
                .findFirst();
    }

    /** Remembers in place of what was known of the tree; does not if it is too large. */
    synchronized void keep(Snapshot snapshot) {
        Snapshot before = known.remove(new Key(snapshot.tree(), snapshot.filter()));
        bytes -= before == null ? 0 : before.bytes();
        if (snapshot.bytes() > MOST_BYTES) {
            return;
        }
        known.put(new Key(snapshot.tree(), snapshot.filter()), snapshot);
        bytes += snapshot.bytes();
        Iterator<Map.Entry<Key, Snapshot>> eldest = known.entrySet().iterator();
        while (bytes > MOST_BYTES || known.size() > MOST) {
            bytes -= eldest.next().getValue().bytes();
            eldest.remove();
        }
    }

    /** What all of it takes in memory at most. */
    synchronized long bytes() {
        return bytes;
    }
}
