package dev.wigwag.slack;

import dev.wigwag.rollout.Commit;
import dev.wigwag.rollout.Rollout;

/** A rollout's revision, linked to the commit where GitHub shows it. */
final class CommitLink {
    private static final int MAX = 200;

    private CommitLink() {}

    /** In mrkdwn; without a link where the repository or the commit is not known. */
    static String of(Rollout rollout) {
        Commit commit = rollout.spec().commit();
        String address = commit == null
                ? null
                : RepositoryLink.of(rollout)
                        .map(repository -> repository.commit(commit.sha()))
                        .orElse(null);
        return SlackText.link(address, rollout.shortRevision(), MAX);
    }
}
