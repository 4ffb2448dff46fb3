package dev.wigwag.slack;

import dev.wigwag.rollout.Commit;
import dev.wigwag.rollout.RepositoryUrl;
import dev.wigwag.rollout.Rollout;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where people see a rollout's repository.
 *
 * @param address without a slash at its end
 * @param github whether it is at GitHub, and so has pages for pull requests and for what lies between two commits
 */
record RepositoryLink(String address, boolean github) {
    private static final Pattern SHA = Pattern.compile("[0-9a-f]{40}");

    /** Empty where it is not known, and for what is no Git repository. */
    static Optional<RepositoryLink> of(Rollout rollout) {
        if (!rollout.source().kind().equals("GitRepository")) {
            return Optional.empty();
        }
        Commit commit = rollout.spec().commit();
        // That somebody pushed is known from GitHub alone, whatever its host is called.
        boolean heard = commit != null && commit.pushedBy() != null;
        return RepositoryUrl.of(rollout.spec().repository())
                .map(url ->
                        new RepositoryLink("https://" + url, heard || url.host().equals("github.com")));
    }

    /** A commit's page; null if that is no whole commit id. */
    String commit(String sha) {
        return isSha(sha) ? address + "/commit/" + sha : null;
    }

    /** The page of what lies between two commits; null if there is none. */
    String compare(String from, String to) {
        return github && isSha(from) && isSha(to) ? address + "/compare/" + from + "..." + to : null;
    }

    /** A pull request's page; null if there is none. */
    String pullRequest(Integer number) {
        return github && number != null && number > 0 ? address + "/pull/" + number : null;
    }

    private static boolean isSha(String text) {
        return text != null && SHA.matcher(text).matches();
    }
}
