package dev.wigwag.slack;

import dev.wigwag.rollout.Commit;
import dev.wigwag.rollout.RepositoryUrl;
import dev.wigwag.rollout.Rollout;

/** A rollout's revision, linked to the commit where GitHub shows it. */
final class CommitLink {
    private static final int MAX = 200;

    private CommitLink() {}

    /** In mrkdwn; without a link where the repository or the commit is not known. */
    static String of(Rollout rollout) {
        Commit commit = rollout.spec().commit();
        boolean whole = commit != null && commit.sha() != null && commit.sha().matches("[0-9a-f]{40}");
        String address = whole && rollout.source().kind().equals("GitRepository")
                ? RepositoryUrl.of(rollout.spec().repository())
                        .map(repository -> "https://" + repository + "/commit/" + commit.sha())
                        .orElse(null)
                : null;
        return SlackText.link(address, rollout.shortRevision(), MAX);
    }
}
