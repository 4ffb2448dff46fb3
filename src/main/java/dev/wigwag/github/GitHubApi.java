package dev.wigwag.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What we ask of GitHub: commit statuses and deployments. Every method blocks for at most the time of a few calls and throws
 * {@link GitHubApiException} where something is not done. It does not pace itself; its caller does, by
 * {@link GitHubToken#credential}. Thread-safe.
 */
final class GitHubApi {
    private static final int PER_PAGE = 100;
    private static final int MAX_PAGES = 10;

    private final RepositoryCalls calls;

    GitHubApi(RepositoryCalls calls) {
        this.calls = calls;
    }

    /**
     * Adds a status. To repeat it does no harm but for the count: a commit takes a thousand of a context, and there is no
     * taking back (reference: github.md §7).
     *
     * @param sha 40 hex digits of a commit, never of an annotated tag
     */
    void postStatus(RepositoryName repository, String sha, CommitStatus status) throws GitHubApiException {
        ObjectNode body = calls.object();
        body.put("state", status.state().name()).put("context", status.context());
        body.put("description", status.description());
        putIfKnown(body, "target_url", status.targetUrl());
        calls.call(repository, ApiRequest.post("/repos/" + repository + "/statuses/" + sha(sha), body));
    }

    /** The status that GitHub shows for a context at present; empty if there is none, or none of a state we know. */
    Optional<CommitStatus> newestStatus(RepositoryName repository, String sha, String context)
            throws GitHubApiException {
        return newestStatuses(repository, sha, context).stream()
                .filter(status -> status.context().equalsIgnoreCase(context))
                .findFirst();
    }

    /**
     * What GitHub shows at present for all contexts that begin so, in one call for each hundred; at most the first thousand
     * of a commit are looked through.
     *
     * @param prefix in any case
     */
    List<CommitStatus> newestStatuses(RepositoryName repository, String sha, String prefix) throws GitHubApiException {
        List<CommitStatus> found = new ArrayList<>();
        String path = "/repos/" + repository + "/commits/" + sha(sha) + "/status?per_page=" + PER_PAGE + "&page=";
        for (int page = 1; page <= MAX_PAGES; page++) {
            ApiAnswer answer = calls.call(repository, ApiRequest.get(path + page));
            for (JsonNode status : answer.body().path("statuses")) {
                String context = status.path("context").asText();
                if (context.regionMatches(true, 0, prefix, 0, prefix.length())) {
                    status(status).ifPresent(found::add);
                }
            }
            if (!answer.hasNext()) {
                break;
            }
        }
        return found;
    }

    /** The deployment of a commit to an environment that bears our marker; the first one, should there be several. */
    Optional<Deployment> findDeployment(RepositoryName repository, String sha, String environment, String marker)
            throws GitHubApiException {
        return deployments(repository, "sha=" + sha(sha) + "&environment=" + encoded(environment), MAX_PAGES).stream()
                .filter(deployment -> deployment.marker().equals(marker))
                // GitHub lists the newest first.
                .reduce((newer, older) -> older);
    }

    /** The latest hundred deployments to an environment that bear any marker of ours, newest first. */
    List<Deployment> ownDeployments(RepositoryName repository, String environment) throws GitHubApiException {
        return deployments(repository, "environment=" + encoded(environment), 1).stream()
                .filter(deployment -> !deployment.marker().isEmpty())
                .toList();
    }

    /**
     * Creates a deployment, whatever other checks say of the commit, and without merging anything into it. To repeat this
     * makes a second one: after an {@code UNCLEAR} look with {@link #findDeployment} first.
     */
    Deployment createDeployment(
            RepositoryName repository, String sha, String environment, String description, DeploymentPayload payload)
            throws GitHubApiException {
        ObjectNode body = calls.object();
        body.put("ref", sha(sha)).put("environment", environment).put("description", description);
        body.put("auto_merge", false).putArray("required_contexts");
        payload.into(body.putObject("payload"));
        ApiRequest request = ApiRequest.create("/repos/" + repository + "/deployments", body);
        Deployment created = deployment(calls.call(repository, request).body());
        if (created.id() <= 0) {
            throw request.unanswered("GitHub answered " + request + " without the deployment");
        }
        return created;
    }

    /** Says how a deployment goes. Others of its environment keep their state: GitHub's own rule forgets production. */
    void postDeploymentStatus(RepositoryName repository, long deployment, Deployment.Status status)
            throws GitHubApiException {
        ObjectNode body = calls.object();
        body.put("state", status.state().name()).put("description", status.description());
        body.put("auto_inactive", false);
        putIfKnown(body, "log_url", status.logUrl());
        putIfKnown(body, "environment_url", status.environmentUrl());
        calls.call(
                repository, ApiRequest.post("/repos/" + repository + "/deployments/" + deployment + "/statuses", body));
    }

    /** The state that was said last of a deployment; empty if none was, or one we do not know. */
    Optional<Deployment.State> newestDeploymentState(RepositoryName repository, long deployment)
            throws GitHubApiException {
        String path = "/repos/" + repository + "/deployments/" + deployment + "/statuses?per_page=1";
        String state = calls.call(repository, ApiRequest.get(path))
                .body()
                .path(0)
                .path("state")
                .asText();
        return Arrays.stream(Deployment.State.values())
                .filter(known -> known.name().equals(state))
                .findFirst();
    }

    private List<Deployment> deployments(RepositoryName repository, String filter, int pages)
            throws GitHubApiException {
        List<Deployment> found = new ArrayList<>();
        String path = "/repos/" + repository + "/deployments?" + filter + "&per_page=" + PER_PAGE + "&page=";
        for (int page = 1; page <= pages; page++) {
            ApiAnswer answer = calls.call(repository, ApiRequest.get(path + page));
            answer.body().forEach(deployment -> found.add(deployment(deployment)));
            if (!answer.hasNext()) {
                break;
            }
        }
        return found;
    }

    private static Optional<CommitStatus> status(JsonNode status) {
        return Arrays.stream(CommitStatus.State.values())
                .filter(state -> state.name().equals(status.path("state").asText()))
                .findFirst()
                .map(state -> new CommitStatus(
                        state,
                        status.path("context").asText(),
                        status.path("description").asText(null),
                        status.path("target_url").asText(null)));
    }

    private static Deployment deployment(JsonNode deployment) {
        return new Deployment(
                deployment.path("id").asLong(),
                deployment.path("sha").asText(),
                deployment.path("environment").asText(),
                deployment.path("payload").path(DeploymentPayload.MARKER).asText(),
                time(deployment.path("payload").path(DeploymentPayload.SINCE).asText()));
    }

    /** Whoever may write deployments may write anything there. */
    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }

    private static void putIfKnown(ObjectNode body, String key, String value) {
        if (value != null) {
            body.put(key, value);
        }
    }

    /** It becomes part of the path. */
    private static String sha(String sha) {
        if (!sha.matches("[0-9a-fA-F]{40}")) {
            throw new IllegalArgumentException("A commit is named by 40 hex digits, and this is not");
        }
        return sha;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
