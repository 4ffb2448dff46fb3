package dev.wigwag.git;

import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.errors.MissingObjectException;

/**
 * Works out the footprints of one tree. Where a build sees nothing of what differs from a tree that is known, its footprint is
 * the same there. For one thread.
 */
final class Survey {
    /** Where more differs, next to no build is as it was. */
    private static final int MOST_DIFFERENCES = 2_000;

    private final CommitTree tree;
    private final SourceFilter filter;
    private final SourceView view;
    private final Artifact artifact;
    private final Map<BuildStart, Footprint> before = new HashMap<>();
    private final Optional<Difference> since;
    private final Map<BuildStart, Footprint> footprints = new HashMap<>();

    private Survey(CommitTree tree, SourceFilter filter, Optional<Snapshot> near, Optional<Difference> since) {
        this.tree = tree;
        this.filter = filter;
        this.since = since;
        near.ifPresent(snapshot -> before.putAll(snapshot.footprints()));
        this.view = near.map(Snapshot::view).orElseGet(() -> SourceView.of(tree, filter));
        this.artifact = new Artifact(tree, view);
    }

    /** Begins with what is remembered of this tree, or else of one near it. */
    static Survey begin(Footprints memory, CommitTree tree, SourceFilter filter) {
        Optional<Snapshot> same = memory.of(tree.id(), filter);
        if (same.isPresent()) {
            Survey survey = new Survey(tree, filter, same, Optional.empty());
            survey.footprints.putAll(same.get().footprints());
            return survey;
        }
        Optional<Snapshot> near = memory.near(filter, tree::isBesides);
        Optional<Difference> since = near.flatMap(snapshot -> since(tree, snapshot))
                .filter(difference -> !difference.changesWhatIsIgnored())
                .map(difference -> difference.only(near.get().view()::mayHold));
        return new Survey(tree, filter, since.flatMap(difference -> near), since);
    }

    Footprint of(BuildStart place) {
        return footprints.computeIfAbsent(place, where -> asBefore(where).orElseGet(() -> where.in(artifact)));
    }

    SourceView view() {
        return view;
    }

    /** Remembers all that was asked for. */
    void keep(Footprints memory) {
        memory.keep(Snapshot.of(tree.id(), filter, view, footprints));
    }

    /** A copy that was thrown away and fetched anew may hold some of an old tree only. */
    private static Optional<Difference> since(CommitTree tree, Snapshot snapshot) {
        try {
            return tree.differenceFrom(snapshot.tree(), MOST_DIFFERENCES);
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof MissingObjectException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Optional<Footprint> asBefore(BuildStart place) {
        return since.flatMap(difference ->
                Optional.ofNullable(before.get(place)).filter(footprint -> !footprint.isMovedBy(difference)));
    }
}
