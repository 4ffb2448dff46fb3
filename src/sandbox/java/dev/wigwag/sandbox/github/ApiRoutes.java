package dev.wigwag.sandbox.github;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** The API without the wire: who may do what, and what is answered. */
final class ApiRoutes {
    private static final Set<String> VERSIONS = Set.of("", "2022-11-28", "2026-03-10");

    /** A repository and which commits it holds. */
    private record Repository(long id, String fullName, Predicate<String> commits) {}

    private final Map<String, Repository> repositories = new ConcurrentHashMap<>();
    private final Map<String, Repository> moved = new ConcurrentHashMap<>();
    private final ApiCredentials credentials;
    private final ApiLimits limits;
    private final CommitBoard board;
    private final DeploymentShelf deployments;
    private final HookShelf hooks;
    private final CommentShelf comments;

    ApiRoutes(
            ApiCredentials credentials,
            ApiLimits limits,
            CommitBoard board,
            DeploymentShelf deployments,
            HookShelf hooks,
            CommentShelf comments) {
        this.comments = comments;
        this.credentials = credentials;
        this.limits = limits;
        this.board = board;
        this.deployments = deployments;
        this.hooks = hooks;
    }

    void repository(String fullName, Predicate<String> commits) {
        repositories.put(folded(fullName), new Repository(900 + repositories.size(), fullName, commits));
    }

    void rename(String from, String to) {
        Repository was = repositories.remove(folded(from));
        Repository is = new Repository(was.id(), to, was.commits());
        repositories.put(folded(to), is);
        moved.put(folded(from), is);
    }

    ApiReply answer(ApiCall call, String base) {
        if (call.userAgent().isEmpty()) {
            return ApiReply.failure(
                    403,
                    "Request forbidden by administrative rules. Please make sure your request has"
                            + " a User-Agent header");
        }
        if (!VERSIONS.contains(call.apiVersion())) {
            return ApiReply.failure(400, "\"" + call.apiVersion() + "\" is not a supported version");
        }
        boolean app = call.segment(0).equals("app")
                || call.segment(0).equals("repos") && call.segment(3).equals("installation");
        if (app) {
            return credentials
                    .jwtFault(call.bearer())
                    .map(fault -> ApiReply.failure(401, fault))
                    .orElseGet(() -> asApp(call));
        }
        Optional<String> actor = credentials.actor(call.bearer());
        if (actor.isEmpty()) {
            return ApiReply.failure(401, "Bad credentials");
        }
        ApiReply reply = limits.refusal(actor.get(), call.isWrite()).orElseGet(() -> asActor(call, actor.get(), base));
        return limits.counted(actor.get(), reply);
    }

    private ApiReply asApp(ApiCall call) {
        List<String> segments = call.segments();
        if (call.segment(1).equals("hook")) {
            return call.segment(2).equals("config")
                    ? hooks.config("app")
                    : hooks.answer("app", "", segments.subList(2, segments.size()), call);
        }
        if (call.segment(0).equals("repos") && call.method().equals("GET")) {
            return credentials.installation(call.segment(1));
        }
        boolean token = call.segment(1).equals("installations")
                && call.segment(3).equals("access_tokens")
                && call.method().equals("POST");
        return token ? credentials.accessToken(call.segment(2)) : ApiReply.notFound();
    }

    private ApiReply asActor(ApiCall call, String actor, String base) {
        if (call.segment(0).equals("orgs")) {
            return hooks(
                    "orgs/" + call.segment(1),
                    call.segments().subList(2, call.segments().size()),
                    call);
        }
        boolean byId = call.segment(0).equals("repositories");
        List<String> rest = call.segments()
                .subList(
                        Math.min(call.segments().size(), byId ? 2 : 3),
                        call.segments().size());
        String name = folded(call.segment(1) + "/" + call.segment(2));
        if (!byId && moved.containsKey(name)) {
            return redirect(call, base + "/repositories/" + moved.get(name).id() + "/" + String.join("/", rest));
        }
        Repository repository = byId
                ? repositories.values().stream()
                        .filter(known -> Long.toString(known.id()).equals(call.segment(1)))
                        .findFirst()
                        .orElse(null)
                : repositories.get(name);
        return repository == null ? ApiReply.notFound() : in(repository, rest, call, actor);
    }

    private ApiReply in(Repository repository, List<String> rest, ApiCall call, String actor) {
        List<String> path = new ArrayList<>(rest);
        path.add("");
        boolean write = call.method().equals("POST");
        switch (path.get(0)) {
            case "statuses":
                return rest.size() == 2 && write
                        ? postStatus(repository, rest.get(1), call, actor)
                        : ApiReply.notFound();
            case "collaborators":
                return rest.size() == 3 && rest.get(2).equals("permission") && !write
                        ? comments.permission(repository.fullName(), rest.get(1))
                        : ApiReply.notFound();
            case "issues":
            case "comments":
                return write ? comment(repository, rest, call, actor) : ApiReply.notFound();
            case "commits":
                if (rest.size() == 3 && rest.get(2).equals("comments") && write) {
                    return comment(repository, rest, call, actor);
                }
                boolean combined = rest.size() == 3 && rest.get(2).equals("status") && !write;
                if (combined && !repository.commits().test(rest.get(1))) {
                    return noCommit(rest.get(1));
                }
                return combined ? board.combined(repository.fullName(), rest.get(1), call) : ApiReply.notFound();
            case "hooks":
                return hooks("repos/" + repository.fullName(), rest, call);
            case "deployments":
                return deployments(repository, rest, call, actor);
            default:
                return ApiReply.notFound();
        }
    }

    private ApiReply comment(Repository repository, List<String> rest, ApiCall call, String actor) {
        if (!credentials.may(call.bearer(), "comments")) {
            return forbidden(rest.get(0).equals("issues") ? "issues=write; pull_requests=write" : "contents=write");
        }
        boolean reaction = rest.get(rest.size() - 1).equals("reactions");
        if (reaction) {
            return comments.react(
                    repository.fullName(),
                    rest.get(rest.size() - 2),
                    call.body().path("content").asText(),
                    actor);
        }
        if (rest.size() != 3
                || rest.get(0).equals("commits") && !repository.commits().test(rest.get(1))) {
            return ApiReply.notFound();
        }
        return comments.post(
                repository.fullName(),
                rest.get(0) + "/" + rest.get(1),
                call.body().path("body").asText());
    }

    /** What a token may not see is not there. */
    private ApiReply hooks(String owner, List<String> rest, ApiCall call) {
        if (!credentials.may(call.bearer(), "hooks")
                || rest.isEmpty()
                || !rest.get(0).equals("hooks")) {
            return ApiReply.notFound();
        }
        return rest.size() == 1
                ? hooks.list(owner)
                : hooks.answer(owner, rest.get(1), rest.subList(2, rest.size()), call);
    }

    private ApiReply postStatus(Repository repository, String sha, ApiCall call, String actor) {
        if (!credentials.may(call.bearer(), "statuses")) {
            return forbidden("statuses=write");
        }
        return repository.commits().test(sha)
                ? board.post(repository.fullName(), sha, call.body(), actor)
                : noCommit(sha);
    }

    private ApiReply deployments(Repository repository, List<String> rest, ApiCall call, String actor) {
        boolean write = call.method().equals("POST");
        if (!credentials.may(call.bearer(), "deployments")) {
            return forbidden(write ? "deployments=write" : "deployments=read");
        }
        String name = repository.fullName();
        if (rest.size() == 1) {
            String ref = call.body().path("ref").asText();
            if (write && !repository.commits().test(ref)) {
                return ApiReply.failure(422, "No ref found for: " + ref);
            }
            return write ? deployments.create(name, call.body(), actor) : deployments.list(name, call);
        }
        if (rest.size() == 3 && rest.get(2).equals("statuses")) {
            return write
                    ? deployments.say(name, rest.get(1), call.body())
                    : deployments.states(name, rest.get(1), call);
        }
        return ApiReply.notFound();
    }

    private static ApiReply redirect(ApiCall call, String to) {
        boolean get = call.method().equals("GET");
        return ApiReply.of(
                        get ? 301 : 307, JsonNodeFactory.instance.objectNode().put("message", "Moved Permanently"))
                .with("Location", to);
    }

    private static ApiReply forbidden(String permissions) {
        return ApiReply.failure(403, "Resource not accessible by integration")
                .with("X-Accepted-GitHub-Permissions", permissions);
    }

    private static ApiReply noCommit(String sha) {
        return ApiReply.failure(422, "No commit found for SHA: " + sha);
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
