package dev.wigwag.rollout;

import java.util.List;

/** What a rollout brings as far as its push tells: that is known at once, and all there is if the repository cannot be read. */
final class PushedChanges {
    private PushedChanges() {}

    /** The changes; null if the push tells of none. */
    static Changes of(Push push) {
        PushedCommits commits = push.commits();
        if (commits.count() == 0) {
            return null;
        }
        return new Changes(
                null,
                Changes.Told.push,
                push.forced() ? Changes.Way.aside : Changes.Way.forward,
                commits.count(),
                commits.doubt() == null,
                commits.people(),
                commits.newest(),
                null,
                List.of());
    }
}
