package dev.wigwag.github;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;

/** What an answer of GitHub's API means that is no success (reference: github.md §12). */
final class ApiFailures {
    private static final Duration SECONDARY = Duration.ofMinutes(1);

    /** A primary limit ends within the hour; what says more is a clock that goes wrong. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private ApiFailures() {}

    /**
     * The failure.
     *
     * @param subject what the request is about, for example the repository
     * @param tokenAdvice what to do if the token is not accepted
     */
    static GitHubApiException of(
            ApiRequest request, ApiAnswer answer, String subject, String tokenAdvice, Instant now) {
        int status = answer.status();
        if (isLimit(answer)) {
            Duration wait = wait(answer, now);
            return GitHubApiException.limited(
                    wait, said(request, answer) + "; nothing is sent for " + wait.toSeconds() + " s");
        }
        if (status >= 500 || status == 408) {
            return request.unanswered(said(request, answer));
        }
        String why = said(request, answer) + "; " + advice(answer, subject, tokenAdvice);
        return status == 401 || status == 403 || status == 404
                ? GitHubApiException.denied(why)
                : GitHubApiException.refused(why);
    }

    /** Limits come as 403 too, and permission errors are nothing but a 403 without these signs. */
    private static boolean isLimit(ApiAnswer answer) {
        if (answer.status() == 429) {
            return true;
        }
        return answer.status() == 403
                && (answer.header("Retry-After").isPresent()
                        || isUsedUp(answer)
                        || speaksOf(answer, "secondary rate limit")
                        || speaksOf(answer, "rate limit exceeded")
                        || speaksOf(answer, "abuse detection"));
    }

    private static Duration wait(ApiAnswer answer, Instant now) {
        OptionalLong retryAfter = answer.number("Retry-After");
        if (retryAfter.isPresent()) {
            return bounded(Duration.ofSeconds(Math.min(retryAfter.getAsLong(), LONGEST.toSeconds())));
        }
        OptionalLong reset = answer.number("X-RateLimit-Reset");
        if (isUsedUp(answer) && reset.isPresent()) {
            long latest = now.plus(LONGEST).getEpochSecond();
            return bounded(Duration.between(now, Instant.ofEpochSecond(Math.min(reset.getAsLong(), latest))));
        }
        return SECONDARY;
    }

    private static Duration bounded(Duration wait) {
        Duration least = Duration.ofSeconds(1);
        return wait.compareTo(least) < 0 ? least : wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }

    private static boolean isUsedUp(ApiAnswer answer) {
        OptionalLong remaining = answer.number("X-RateLimit-Remaining");
        return remaining.isPresent() && remaining.getAsLong() == 0;
    }

    private static String advice(ApiAnswer answer, String subject, String tokenAdvice) {
        return switch (answer.status()) {
            case 400 -> "if that is about the API's version, set another that this server knows";
            case 401 -> tokenAdvice;
            case 403 ->
                answer.header("X-Accepted-GitHub-Permissions")
                        .filter(permissions -> permissions.matches("[a-z0-9_=,; -]{1,200}"))
                        .map(permissions -> "grant the token " + permissions + " on " + subject)
                        .orElse("grant the token the permissions that docs/github.md names on " + subject);
            case 404 ->
                // GitHub hides what a token may not see behind the same answer.
                "either there is no " + subject + ", or the token may not see it; give it access";
            case 422 ->
                speaksOf(answer, "no commit found")
                        ? subject + " does not hold this commit; check that it is the repository the source fetches"
                        : "what was sent breaks one of GitHub's rules, and would again";
            default -> "check wigwag.github.api-url and the token's permissions on " + subject;
        };
    }

    /** With the id by which GitHub's support finds the request. */
    private static String said(ApiRequest request, ApiAnswer answer) {
        String words = answer.words();
        String id = answer.header("X-GitHub-Request-Id")
                .filter(value -> value.matches("[A-Za-z0-9:._-]{1,100}"))
                .map(value -> " [request " + value + "]")
                .orElse("");
        return "GitHub answered " + answer.status() + " to " + request + id + (words.isEmpty() ? "" : ": " + words);
    }

    private static boolean speaksOf(ApiAnswer answer, String what) {
        return answer.words().toLowerCase(Locale.ROOT).contains(what);
    }
}
