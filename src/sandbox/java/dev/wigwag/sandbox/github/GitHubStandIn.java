package dev.wigwag.sandbox.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * A repository hook of GitHub: composes deliveries about a {@link GitForge} and sends them. Like GitHub it waits 10 seconds for an answer
 * and never repeats by itself; {@link #deliver} with the same delivery is a redelivery.
 */
public final class GitHubStandIn {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** The id of the hook, as its deliveries name it. */
    public static final long HOOK_ID = 480_001_337;

    private static final String REPOSITORY_ID = "900";

    private final GitForge forge;
    private final String secret;
    private final BodyForm form;
    private final Clock clock;
    private final HttpClient http;

    /** A hook with this secret whose bodies are JSON. */
    public GitHubStandIn(GitForge forge, String secret, Clock clock) {
        this(
                forge,
                secret,
                BodyForm.JSON,
                clock,
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(PATIENCE)
                        .build());
    }

    private GitHubStandIn(GitForge forge, String secret, BodyForm form, Clock clock, HttpClient http) {
        this.forge = forge;
        this.secret = secret;
        this.form = form;
        this.clock = clock;
        this.http = http;
    }

    /** The same hook with another {@code content_type} setting. */
    public GitHubStandIn with(BodyForm other) {
        return new GitHubStandIn(forge, secret, other, clock, http);
    }

    /** The same hook with another secret, as after a rotation. */
    public GitHubStandIn withSecret(String other) {
        return new GitHubStandIn(forge, other, form, clock, http);
    }

    /** The {@code push} about a change of a ref, pushed now. */
    public Delivery push(RefChange change) {
        return push(change, clock.instant());
    }

    /** The {@code push} about a change of a ref, with the time at which it reached GitHub. */
    public Delivery push(RefChange change, Instant pushedAt) {
        return delivery("push", new PushPayload(forge).compose(change, pushedAt));
    }

    /** The {@code ping} that follows the creation of the hook. */
    public Delivery ping(Person by) {
        return delivery("ping", new PingPayload(forge).compose(HOOK_ID, form, by, clock.instant()));
    }

    /** The {@code package} event about a package published now. */
    public Delivery packagePublished(PublishedPackage published, Person by) {
        return delivery("package", new PackagePayload(forge).compose("package", published, by, clock.instant()));
    }

    /** The {@code registry_package} event, the older twin of {@link #packagePublished}. */
    public Delivery registryPackagePublished(PublishedPackage published, Person by) {
        return delivery(
                "registry_package",
                new PackagePayload(forge).compose("registry_package", published, by, clock.instant()));
    }

    /** The {@code issue_comment} about a new comment on a merged pull request. */
    public Delivery commented(long pullRequest, long id, String body, Person by) {
        return delivery(
                "issue_comment",
                new CommentPayload(forge).onPullRequest(pullRequest, true, id, body, by, clock.instant()));
    }

    /** The same on a pull request that is still open. */
    public Delivery commentedOnOpen(long pullRequest, long id, String body, Person by) {
        return delivery(
                "issue_comment",
                new CommentPayload(forge).onPullRequest(pullRequest, false, id, body, by, clock.instant()));
    }

    /** The {@code commit_comment} about a new comment on a commit. */
    public Delivery commented(String sha, long id, String body, Person by) {
        return delivery("commit_comment", new CommentPayload(forge).onCommit(sha, id, body, by, clock.instant()));
    }

    /** Any event with a payload of the caller's making, signed like the others. */
    public Delivery delivery(String event, ObjectNode payload) {
        byte[] body = form.body(payload.toString());
        String guid = UUID.randomUUID().toString();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("User-Agent", "GitHub-Hookshot/5a4b8c1");
        headers.put("Accept", "*/*");
        headers.put("Content-Type", form.contentType());
        headers.put("X-GitHub-Delivery", guid);
        headers.put("X-GitHub-Event", event);
        headers.put("X-GitHub-Hook-ID", Long.toString(HOOK_ID));
        headers.put("X-GitHub-Hook-Installation-Target-ID", REPOSITORY_ID);
        headers.put("X-GitHub-Hook-Installation-Target-Type", "repository");
        headers.put("X-Hub-Signature", HubSignature.sha1(secret, body));
        headers.put("X-Hub-Signature-256", HubSignature.sha256(secret, body));
        return new Delivery(guid, event, headers, body);
    }

    /** Sends a delivery, or sends it again. A refused connection or a time-out is an exchange with status 0, not an exception. */
    public Exchange deliver(Delivery delivery, URI target) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(target).timeout(PATIENCE).POST(BodyPublishers.ofByteArray(delivery.body()));
        delivery.headers().forEach(request::header);
        long start = System.nanoTime();
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            return new Exchange(delivery, response.statusCode(), response.body(), since(start));
        } catch (IOException e) {
            return new Exchange(delivery, 0, "no answer from " + target + ": " + e, since(start));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Exchange(delivery, 0, "interrupted while waiting for " + target, since(start));
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
