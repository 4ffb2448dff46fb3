package dev.wigwag.github;

import java.time.Clock;

/** Calls by a GitHub App in its own name, which only {@code /app…} and the look-up of installations take. Thread-safe. */
final class AppCalls {
    private final ApiCalls calls;
    private final AppKey app;
    private final Clock clock;

    AppCalls(ApiCalls calls, AppKey app, Clock clock) {
        this.calls = calls;
        this.app = app;
        this.clock = clock;
    }

    /** Tries one key after the other, as long as GitHub does not know them. */
    ApiAnswer send(ApiRequest request) throws GitHubApiException {
        ApiAnswer answer = null;
        for (String token : app.tokens()) {
            answer = calls.send(request, token);
            if (answer.status() != 401) {
                return answer;
            }
        }
        return answer;
    }

    /**
     * The same for what has to succeed.
     *
     * @throws GitHubApiException if it does not
     */
    ApiAnswer call(ApiRequest request) throws GitHubApiException {
        ApiAnswer answer = send(request);
        if (!answer.isSuccess()) {
            throw ApiFailures.of(request, answer, "the App", advice(), clock.instant());
        }
        return answer;
    }

    /** What to do if no key is accepted. */
    static String advice() {
        return "GitHub does not accept the App; check " + AppKey.ID + ", " + AppKey.PROPERTY + " and the clock";
    }
}
