package dev.wigwag.git;

import dev.wigwag.engine.Build;
import dev.wigwag.engine.RangeAnswer.Reasons;
import dev.wigwag.engine.RangeQuestion;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.PushedPaths;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/** Tells which objects a range touches, and remembers of each source what was looked at last. Safe for several threads. */
@ApplicationScoped
class TouchedObjects {
    private static final int SOURCES = 200;

    private record Seen(String commit, ObjectId tree, List<BuildRoot> builds) {}

    private final Impact impact = new Impact(new Footprints());
    private final Map<ObjectKey, Seen> seen = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ObjectKey, Seen> eldest) {
            return size() > SOURCES;
        }
    };

    /** One answer for each object, in the order of the question. */
    List<Reasons> between(RangeQuestion question, CommitTree from, CommitTree to) {
        List<BuildRoot> builds = question.builds().stream()
                .map(build -> root(build, question.checkout().doubts()))
                .toList();
        List<Reasons> reasons = impact.between(from, to, builds).stream()
                .map(TouchedObjects::reasons)
                .toList();
        synchronized (seen) {
            seen.put(question.checkout().source(), new Seen(question.to(), to.id(), builds));
        }
        return reasons;
    }

    /** Whom paths would touch that change from a commit on; empty if that is not the one looked at last. */
    Optional<dev.wigwag.rollout.Impact> foresee(ObjectKey source, String before, PushedPaths paths) {
        Seen last;
        synchronized (seen) {
            last = seen.get(source);
        }
        return Optional.ofNullable(last)
                .filter(one -> one.commit().equals(before))
                .flatMap(one -> foreseen(one, paths))
                .map(touches -> StoredImpact.of(
                        before, touches.stream().map(TouchedObjects::reasons).toList()));
    }

    /** By remembered footprints of the tree alone; as long as those do not tell what they list, nothing is foreseen. */
    private Optional<List<Touch>> foreseen(Seen last, PushedPaths paths) {
        return Optional.empty();
    }

    /** What is wrong with the whole checkout is wrong with each that builds of it. */
    private static BuildRoot root(Build build, List<String> doubts) {
        List<String> all = new ArrayList<>(doubts);
        all.addAll(build.doubts());
        return new BuildRoot(build.object(), build.path(), build.more(), all);
    }

    private static Reasons reasons(Touch touch) {
        return new Reasons(touch.object(), touch.touched(), touch.because(), touch.others());
    }
}
