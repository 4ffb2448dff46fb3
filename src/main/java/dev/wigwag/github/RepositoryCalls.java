package dev.wigwag.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;

/** Calls about a repository, with a token that is good for it. Thread-safe. */
final class RepositoryCalls {
    private final ApiCalls calls;
    private final GitHubToken token;
    private final Clock clock;

    RepositoryCalls(ApiCalls calls, GitHubToken token, Clock clock) {
        this.calls = calls;
        this.token = token;
        this.clock = clock;
    }

    /** An empty body to be filled in. */
    ObjectNode object() {
        return calls.object();
    }

    /**
     * Sends, and once more with another token if the first is not accepted any more.
     *
     * @return a success
     * @throws GitHubApiException if it is none
     */
    ApiAnswer call(RepositoryName repository, ApiRequest request) throws GitHubApiException {
        String bearer = token.bearer(repository);
        ApiAnswer answer = calls.send(request, bearer);
        if (answer.status() == 401 && token.refused(repository, bearer)) {
            answer = calls.send(request, token.bearer(repository));
        }
        if (!answer.isSuccess()) {
            throw ApiFailures.of(request, answer, repository.toString(), token.advice(), clock.instant());
        }
        return answer;
    }
}
