package dev.wigwag.engine;

import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.PackagePublished;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** A published container package: ask every object that follows the image to look at the registry now. */
@ApplicationScoped
public class HearPackage {
    private final Sources sources;
    private final SharedRequests requests;

    public HearPackage(Sources sources, SharedRequests requests) {
        this.sources = sources;
        this.requests = requests;
    }

    /**
     * Does it.
     *
     * @throws ClusterException if the followers could not be found; trouble with a single one is a line of the report
     */
    public Report hear(PackagePublished published) {
        List<Report.Line> lines = new ArrayList<>();
        for (Sources.Follower follower : sources.of(published)) {
            lines.add(take(published, follower));
        }
        return new Report(lines, 0, 0);
    }

    private Report.Line take(PackagePublished published, Sources.Follower follower) {
        ObjectKey object = follower.object();
        if (follower.suspended()) {
            return Report.Line.because(object, Report.Outcome.SUSPENDED, "suspended; nothing was written");
        }
        if (!follower.moves()) {
            return Report.Line.because(object, Report.Outcome.NOT_FOLLOWED, follower.why());
        }
        if (published.token().equals(follower.requestedAt())) {
            return Report.Line.of(object, Report.Outcome.ALREADY_REQUESTED, null);
        }
        try {
            return requests.ask(object, published.token())
                    ? Report.Line.because(object, Report.Outcome.REQUESTED, follower.why())
                    : Report.Line.because(object, Report.Outcome.GONE, "it vanished before it could be asked");
        } catch (ClusterException trouble) {
            return Report.Line.failed(object, trouble);
        }
    }
}
