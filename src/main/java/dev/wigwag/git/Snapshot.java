package dev.wigwag.git;

import java.util.Map;
import org.eclipse.jgit.lib.ObjectId;

/**
 * The footprints of one tree, as far as they were worked out.
 *
 * @param bytes at least what it takes in memory; footprints that other snapshots have, too, are counted in each
 */
record Snapshot(
        ObjectId tree, SourceFilter filter, SourceView view, Map<BuildStart, Footprint> footprints, long bytes) {
    static Snapshot of(ObjectId tree, SourceFilter filter, SourceView view, Map<BuildStart, Footprint> footprints) {
        long bytes = 1_000 + view.bytes();
        for (Map.Entry<BuildStart, Footprint> one : footprints.entrySet()) {
            bytes += 50 + one.getKey().bytes() + one.getValue().bytes();
        }
        return new Snapshot(tree, filter, view, Map.copyOf(footprints), bytes);
    }
}
