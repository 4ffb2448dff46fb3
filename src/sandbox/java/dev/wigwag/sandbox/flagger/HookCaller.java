package dev.wigwag.sandbox.flagger;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Calls webhooks with Flagger's patience, its retries and its words for what went wrong (reference: flagger.md §1.2). Only 200, 201 and
 * 202 are a success.
 */
final class HookCaller {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final ClusterDns dns;
    private final Consumer<Duration> pause;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    /** {@code pause} waits that long between two attempts. */
    HookCaller(ClusterDns dns, Consumer<Duration> pause) {
        this.dns = dns;
        this.pause = pause;
    }

    /** What one attempt came to: {@code error} is what is said at once, {@code cause} what is said once no attempt is left. */
    private record Attempt(boolean passed, boolean again, Optional<Duration> asked, String error, String cause) {
        static final Attempt PASSED = new Attempt(true, false, Optional.empty(), "", "");
    }

    /** Calls the hook with this body and answers the error, or nothing when it passed. */
    Optional<String> call(Hook hook, byte[] body) {
        if (hook.timeout().isEmpty()) {
            return Optional.of("time: invalid duration");
        }
        HookRequest request;
        try {
            request = new HookRequest(URI.create(hook.url()));
        } catch (IllegalArgumentException e) {
            return Optional.of("parse \"" + hook.url() + "\": invalid URI for request");
        }
        for (int made = 1; ; made++) {
            Attempt attempt = attempt(request, body, hook.timeout().get());
            if (!attempt.again()) {
                return attempt.passed() ? Optional.empty() : Optional.of(attempt.error());
            }
            if (made > hook.retries()) {
                return Optional.of(
                        "POST %s giving up after %d attempt(s)%s".formatted(request.printed(), made, attempt.cause()));
            }
            Duration doubled = Duration.ofSeconds(1L << Math.min(made - 1, 5));
            pause.accept(attempt.asked().orElse(doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT));
        }
    }

    private Attempt attempt(HookRequest request, byte[] body, Duration timeout) {
        CompletableFuture<HttpResponse<String>> answer = null;
        try {
            answer = http.sendAsync(request.to(dns.resolve(request.asked()), body), BodyHandlers.ofString());
            return judge(answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (IllegalArgumentException e) {
            return failed(
                    request, "unsupported protocol scheme \"" + request.asked().getScheme() + "\"");
        } catch (ExecutionException e) {
            return failed(request, cause(e.getCause(), request.asked()));
        } catch (TimeoutException e) {
            answer.cancel(true);
            return failed(request, "context deadline exceeded (Client.Timeout exceeded while awaiting headers)");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Attempt(false, false, Optional.empty(), "context canceled", "");
        }
    }

    private static Attempt judge(HttpResponse<String> answer) {
        int status = answer.statusCode();
        if (status >= 200 && status <= 202) {
            return Attempt.PASSED;
        }
        boolean again = status == 429 || status >= 500 && status != 501;
        Optional<Duration> wait = status == 429 || status == 503
                ? answer.headers()
                        .firstValue("Retry-After")
                        .filter(text -> text.matches("\\d{1,9}"))
                        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                : Optional.empty();
        return new Attempt(false, again, wait, answer.body(), "");
    }

    private static Attempt failed(HookRequest request, String cause) {
        return new Attempt(false, true, Optional.empty(), "", ": Post \"%s\": %s".formatted(request.printed(), cause));
    }

    private static String cause(Throwable failure, URI asked) {
        if (failure instanceof ConnectException && failure.getCause() instanceof UnresolvedAddressException) {
            return "dial tcp: lookup " + asked.getHost() + ": no such host";
        }
        return failure instanceof ConnectException
                ? "dial tcp " + asked.getHost() + ": connect: connection refused"
                : "EOF";
    }
}
