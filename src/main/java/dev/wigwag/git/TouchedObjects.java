package dev.wigwag.git;

import dev.wigwag.engine.Build;
import dev.wigwag.engine.RangeQuestion;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.PushedPaths;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Tells which objects a range touches, and remembers of each source what was looked at last, so that the next push can be answered
 * from memory. Bounded by the objects remembered. Safe for several threads.
 */
@ApplicationScoped
class TouchedObjects {
    /** Some 400 bytes each. */
    static final int MOST_BUILDS = 10_000;

    private record Seen(String commit, ObjectId tree, List<Build> builds, SourceFilter filter) {
        /** A source of which nothing is built takes its place, too. */
        int weight() {
            return 1 + builds.size();
        }
    }

    private final Impact impact;
    private final Map<ObjectKey, Seen> seen = new LinkedHashMap<>(16, 0.75f, true);
    private int builds;

    TouchedObjects(MeterRegistry metrics) {
        Footprints footprints = new Footprints();
        this.impact = new Impact(footprints);
        Gauge.builder("wigwag.git.remembered", footprints, Footprints::bytes)
                .description("Bytes that what builds read of the trees of late takes in memory")
                .baseUnit("bytes")
                .register(metrics);
        Gauge.builder("wigwag.git.builds", this, TouchedObjects::builds)
                .description("Objects remembered, with their sources, to tell whom the next push touches")
                .register(metrics);
    }

    /** Whom the way from one tree to the other touches. */
    Findings between(RangeQuestion question, CommitTree from, CommitTree to) {
        SourceFilter filter = SourceFilter.of(question.checkout());
        Findings findings = impact.between(from, to, question.builds(), filter);
        remember(question.checkout().source(), new Seen(question.to(), to.id(), question.builds(), filter));
        return findings;
    }

    /** Whom paths would touch that change from a commit on; empty if that is not the one looked at last. */
    Optional<dev.wigwag.rollout.Impact> foresee(ObjectKey source, String before, PushedPaths paths) {
        return last(source)
                .filter(seen -> seen.commit().equals(before))
                .flatMap(seen -> impact.foresee(seen.tree(), paths, seen.builds(), seen.filter()))
                .map(touches -> new Findings(touches, List.of()).impact(before));
    }

    private Optional<Seen> last(ObjectKey source) {
        synchronized (seen) {
            return Optional.ofNullable(seen.get(source));
        }
    }

    private int builds() {
        synchronized (seen) {
            return builds;
        }
    }

    private void remember(ObjectKey source, Seen now) {
        synchronized (seen) {
            Seen before = seen.put(source, now);
            builds += now.weight() - (before == null ? 0 : before.weight());
            Iterator<Seen> eldest = seen.values().iterator();
            while (builds > MOST_BUILDS && eldest.hasNext()) {
                builds -= eldest.next().weight();
                eldest.remove();
            }
        }
    }
}
