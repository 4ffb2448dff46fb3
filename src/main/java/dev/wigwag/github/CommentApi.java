package dev.wigwag.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** What we ask of GitHub about comments: who may write, to mark one as seen, and to answer. Throws {@link GitHubApiException}. */
final class CommentApi {
    private static final int CREATED = 201;

    /** {@code maintain} counts as write, {@code triage} as read (reference: github.md §6). */
    private static final Set<String> WRITERS = Set.of("admin", "write");

    private final RepositoryCalls calls;

    CommentApi(RepositoryCalls calls) {
        this.calls = calls;
    }

    /** Whether this person may write to the repository, as GitHub says at this moment. */
    boolean mayWrite(RepositoryName repository, String login) throws GitHubApiException {
        ApiAnswer answer = calls.call(
                repository, ApiRequest.get("/repos/" + repository + "/collaborators/" + login + "/permission"));
        return WRITERS.contains(answer.body().path("permission").asText());
    }

    /**
     * Marks a comment as seen.
     *
     * @return false if it bore the mark already: somebody has answered it, or is about to
     */
    boolean see(Comment comment) throws GitHubApiException {
        ObjectNode eyes = calls.object().put("content", "eyes");
        String path = "/repos/" + comment.repository() + comment.place().path(comment.id()) + "/reactions";
        return calls.call(comment.repository(), ApiRequest.post(path, eyes)).status() == CREATED;
    }

    /** Posts an answer below the comment. To repeat it makes a second one. */
    void answer(Comment comment, String markdown) throws GitHubApiException {
        ObjectNode body = calls.object().put("body", markdown);
        calls.call(
                comment.repository(),
                ApiRequest.create(
                        "/repos/" + comment.repository() + comment.place().answers(), body));
    }
}
