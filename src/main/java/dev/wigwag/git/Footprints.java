package dev.wigwag.git;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.ObjectId;

/**
 * The footprints of late, so that the same question is not worked out twice. A tree's id names its content, so that nothing in
 * here grows old. Bounded by the paths in it. Thread-safe.
 */
final class Footprints {
    /** Some 100 bytes each. */
    private static final int MOST_PATHS = 400_000;

    private record Key(ObjectId tree, String kind, String path, List<String> more) {}

    private final LinkedHashMap<Key, Footprint> known = new LinkedHashMap<>(16, 0.75f, true);
    private int paths;

    /** The footprint, as remembered or else worked out. */
    Footprint of(CommitTree tree, BuildRoot root) {
        Key key = new Key(tree.id(), root.object().kind(), root.path(), root.more());
        synchronized (this) {
            Footprint before = known.get(key);
            if (before != null) {
                return before;
            }
        }
        Footprint found = root.in(tree);
        remember(key, found);
        return found;
    }

    /** How many paths are remembered. */
    synchronized int size() {
        return paths;
    }

    private synchronized void remember(Key key, Footprint found) {
        Footprint before = known.put(key, found);
        paths += weight(found) - (before == null ? 0 : weight(before));
        var eldest = known.entrySet().iterator();
        while (paths > MOST_PATHS && eldest.hasNext()) {
            Map.Entry<Key, Footprint> one = eldest.next();
            paths -= weight(one.getValue());
            eldest.remove();
        }
    }

    /** A build that reads nothing takes its place, too. */
    private static int weight(Footprint footprint) {
        return 1 + footprint.read().size();
    }
}
