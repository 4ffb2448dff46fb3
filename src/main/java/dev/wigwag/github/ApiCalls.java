package dev.wigwag.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wigwag.http.BoundedBody;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;

/**
 * Sends requests to GitHub's API and brings back its answers, whatever their status. Blocks. Nothing is opened or looked up
 * before the first call. Thread-safe.
 */
final class ApiCalls {
    /** Most bytes of an answer; a page of a hundred items has about a third of it. */
    static final int LARGEST_ANSWER = 1024 * 1024;

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 307, 308);
    private static final int MAX_HOPS = 3;

    private final ApiSettings settings;
    private final Optional<ProxySelector> proxy;
    private final ObjectMapper mapper = new ObjectMapper();
    private HttpClient client;

    ApiCalls(ApiSettings settings, Optional<ProxySelector> proxy) {
        this.settings = settings;
        this.proxy = proxy;
    }

    /** An empty body to be filled in. */
    ObjectNode object() {
        return mapper.createObjectNode();
    }

    /**
     * Sends a request, follows what has moved within the same server, and waits for the answer. GitHub redirects calls for a
     * renamed repository; method and body stay (reference: github.md §12).
     *
     * @param bearer the token or JWT
     * @throws GitHubApiException if no answer came, or it leads to another server
     */
    ApiAnswer send(ApiRequest request, String bearer) throws GitHubApiException {
        if (bearer.isEmpty() || !bearer.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            throw GitHubApiException.refused(
                    "The token for GitHub holds a blank or a character that no header can hold;"
                            + " write it anew into wigwag.github.token");
        }
        long end = System.nanoTime() + settings.call().toNanos();
        URI target = settings.address().at(request.path());
        for (int hop = 0; hop <= MAX_HOPS; hop++) {
            ApiAnswer answer = once(target, request, bearer, end);
            Optional<String> moved = answer.header("Location").filter(to -> REDIRECTS.contains(answer.status()));
            if (moved.isEmpty()) {
                return answer;
            }
            target = follow(target, moved.get(), request);
        }
        throw GitHubApiException.refused(
                "GitHub's API redirects " + request + " more than " + MAX_HOPS + " times; check wigwag.github.api-url");
    }

    private URI follow(URI from, String location, ApiRequest request) throws GitHubApiException {
        try {
            URI to = from.resolve(location);
            if (settings.address().isOfSameServer(to)) {
                return to;
            }
        } catch (IllegalArgumentException e) {
            throw GitHubApiException.refused("GitHub's API redirects " + request
                    + " to something that is no address; check wigwag.github.api-url");
        }
        throw GitHubApiException.refused("GitHub's API redirects " + request
                + " to another server, which the token is not for; set wigwag.github.api-url to the right one");
    }

    private ApiAnswer once(URI target, ApiRequest request, String bearer, long end) throws GitHubApiException {
        CompletableFuture<HttpResponse<byte[]>> sent =
                client().sendAsync(http(target, request, bearer), head -> new BoundedBody(LARGEST_ANSWER));
        try {
            HttpResponse<byte[]> response = sent.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            return new ApiAnswer(response.statusCode(), response.headers(), json(response.body()));
        } catch (TimeoutException e) {
            sent.cancel(true);
            throw request.unanswered("GitHub did not answer " + request + " within "
                    + settings.call().toSeconds() + " s");
        } catch (InterruptedException e) {
            sent.cancel(true);
            Thread.currentThread().interrupt();
            throw request.unanswered("We were stopped while GitHub was at " + request);
        } catch (ExecutionException e) {
            throw broken(request, e.getCause());
        }
    }

    private GitHubApiException broken(ApiRequest request, Throwable cause) {
        String host = settings.address().base().getAuthority();
        if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
            return GitHubApiException.down("No connection to " + host
                    + " could be made; check the network policy, the proxy and wigwag.github.api-url");
        }
        if (cause instanceof SSLHandshakeException) {
            return GitHubApiException.down(
                    "The certificate of " + host + " is not trusted; add its authority to those this process trusts");
        }
        return request.unanswered("The connection to " + host + " broke during " + request + ": "
                + (cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage()));
    }

    private HttpRequest http(URI target, ApiRequest request, String bearer) {
        HttpRequest.Builder http = HttpRequest.newBuilder(target)
                .header("Authorization", "Bearer " + bearer)
                .header("Accept", "application/vnd.github+json")
                .header("X-GitHub-Api-Version", settings.version())
                // GitHub refuses requests without one (reference: github.md §11).
                .header("User-Agent", "wigwag");
        if (request.body() == null) {
            return http.method(request.method(), BodyPublishers.noBody()).build();
        }
        return http.header("Content-Type", "application/json")
                .method(request.method(), BodyPublishers.ofString(request.body().toString(), StandardCharsets.UTF_8))
                .build();
    }

    private JsonNode json(byte[] body) {
        try {
            JsonNode tree = mapper.readTree(body);
            return tree == null ? MissingNode.getInstance() : tree;
        } catch (IOException e) {
            // A page of HTML from something in between; the status says enough.
            return MissingNode.getInstance();
        }
    }

    private synchronized HttpClient client() {
        if (client == null) {
            HttpClient.Builder builder = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(settings.connect());
            proxy.ifPresent(builder::proxy);
            client = builder.build();
        }
        return client;
    }
}
