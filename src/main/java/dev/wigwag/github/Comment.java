package dev.wigwag.github;

import dev.wigwag.rollout.RepositoryUrl;
import java.util.Set;

/**
 * A comment that bears a command.
 *
 * @param repository {@code owner/name}
 * @param addresses the repository's addresses, normalised
 * @param id of the comment
 * @param login of who wrote it
 * @param command the command line, without the command's name
 * @param place what it was written on
 */
record Comment(
        RepositoryName repository, Set<RepositoryUrl> addresses, long id, String login, String command, Place place) {
    /** What a comment stands under. */
    sealed interface Place {
        /** Where the comment is in the API. */
        String path(long comment);

        /** Where an answer is posted. */
        String answers();
    }

    /** A pull request that is merged. */
    record PullRequest(long number) implements Place {
        @Override
        public String path(long comment) {
            return "/issues/comments/" + comment;
        }

        @Override
        public String answers() {
            return "/issues/" + number + "/comments";
        }
    }

    /** A commit. */
    record OnCommit(String sha) implements Place {
        @Override
        public String path(long comment) {
            return "/comments/" + comment;
        }

        @Override
        public String answers() {
            return "/commits/" + sha + "/comments";
        }
    }
}
