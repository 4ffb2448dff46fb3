package dev.wigwag.slack;

import dev.wigwag.http.BoundedBody;
import dev.wigwag.http.Redaction;
import dev.wigwag.slack.SlackException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;

/**
 * The wire to Slack: one request, one answer, within limits of time and size. Nothing is opened before the first call. Redirects are
 * not followed: a token or a webhook's address must not reach whoever is named there.
 */
final class SlackCalls {
    private static final Duration CONNECT_TIME = Duration.ofSeconds(5);
    private static final int LARGEST_ANSWER = 1024 * 1024;

    private final Duration patience;
    private volatile HttpClient client;

    /** @param patience how long a call may take, connecting and reading included */
    SlackCalls(Duration patience) {
        this.patience = patience;
    }

    /**
     * Makes the call; blocks.
     *
     * @param what what it is for, to begin messages with; free of secrets
     * @throws SlackException DOWN if it never reached Slack, UNCLEAR if it may have
     */
    HttpResponse<byte[]> send(HttpRequest request, String what) {
        return send(request, what, patience);
    }

    /** The same, with a patience of its own. */
    HttpResponse<byte[]> send(HttpRequest request, String what, Duration patience) {
        CompletableFuture<HttpResponse<byte[]>> answer =
                client().sendAsync(request, head -> new BoundedBody(LARGEST_ANSWER));
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw failure(Kind.UNCLEAR, what + ": no answer within " + patience.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw failure(Kind.UNCLEAR, what + ": interrupted before the answer came", e);
        } catch (ExecutionException e) {
            throw failed(what, e.getCause());
        }
    }

    private SlackException failed(String what, Throwable cause) {
        String words = cause.getMessage() == null
                ? cause.getClass().getSimpleName()
                : cause.getClass().getSimpleName() + " " + cause.getMessage();
        String reason = what + ": " + Redaction.apply(words);
        return isBeforeTheRequest(cause)
                ? failure(
                        Kind.DOWN, reason + "; check that " + SlackConfig.API_URL + " can be reached from here", cause)
                : failure(Kind.UNCLEAR, reason + "; it may have been done", cause);
    }

    private static boolean isBeforeTheRequest(Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof HttpConnectTimeoutException
                || cause instanceof UnresolvedAddressException
                // A handshake fails before anything is sent; other trouble of TLS may come later.
                || cause instanceof SSLHandshakeException;
    }

    private static SlackException failure(Kind kind, String message, Throwable cause) {
        return new SlackException(
                kind, message, SlackError.UNKNOWN, Duration.ZERO, cause instanceof IOException ? cause : null);
    }

    private HttpClient client() {
        HttpClient made = client;
        if (made == null) {
            synchronized (this) {
                made = client;
                if (made == null) {
                    made = HttpClient.newBuilder()
                            .version(HttpClient.Version.HTTP_1_1)
                            .connectTimeout(CONNECT_TIME)
                            .followRedirects(HttpClient.Redirect.NEVER)
                            .proxy(ProxySelector.getDefault())
                            .build();
                    client = made;
                }
            }
        }
        return made;
    }
}
