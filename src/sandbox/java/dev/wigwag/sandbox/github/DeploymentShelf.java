package dev.wigwag.sandbox.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The deployments of all repositories, under GitHub's rules: the same request twice makes two of them. */
public final class DeploymentShelf {
    private static final Set<String> STATES =
            Set.of("error", "failure", "inactive", "in_progress", "queued", "pending", "success");
    private static final int DESCRIPTION = 140;

    private record Kept(String repository, PostedDeployment deployment) {}

    private final Clock clock;
    private final List<Kept> all = new ArrayList<>();
    private long lastId = 2_000_000_000L;

    DeploymentShelf(Clock clock) {
        this.clock = clock;
    }

    /** A repository's deployments, newest first as GitHub lists them. */
    public synchronized List<PostedDeployment> of(String repository) {
        return kept(repository).map(Kept::deployment).toList();
    }

    synchronized ApiReply create(String repository, JsonNode body, String creator) {
        if (body.path("auto_merge").asBoolean(true)) {
            ObjectNode merged = JsonNodeFactory.instance.objectNode();
            return ApiReply.of(
                    202,
                    merged.put(
                            "message",
                            "Auto-merged main into " + body.path("ref").asText()));
        }
        if (!body.path("required_contexts").isArray()
                || !body.path("required_contexts").isEmpty()) {
            return ApiReply.failure(
                    409,
                    "Conflict: Commit status checks failed for "
                            + body.path("ref").asText());
        }
        PostedDeployment deployment = new PostedDeployment(
                ++lastId,
                body.path("ref").asText(),
                body.path("environment").asText("production"),
                body.path("description").asText(""),
                body.path("payload").path("wigwag").asText(""),
                creator,
                clock.instant(),
                List.of(),
                body.path("payload"));
        Kept kept = new Kept(repository, deployment);
        all.add(kept);
        return ApiReply.of(201, json(kept));
    }

    synchronized ApiReply list(String repository, ApiCall call) {
        Page<Kept> page = Page.of(
                kept(repository)
                        .filter(kept -> matches(call, "sha", kept.deployment().sha()))
                        .filter(kept -> matches(call, "ref", kept.deployment().sha()))
                        .filter(kept ->
                                matches(call, "environment", kept.deployment().environment()))
                        .toList(),
                call);
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        page.items().forEach(kept -> list.add(json(kept)));
        return page.linked(ApiReply.of(200, list));
    }

    synchronized ApiReply states(String repository, String id, ApiCall call) {
        PostedDeployment deployment = find(repository, id);
        if (deployment == null) {
            return ApiReply.notFound();
        }
        List<PostedDeployment.State> newestFirst = new ArrayList<>(deployment.states());
        Collections.reverse(newestFirst);
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        Page<PostedDeployment.State> page = Page.of(newestFirst, call);
        page.items().forEach(state -> list.add(json(state)));
        return page.linked(ApiReply.of(200, list));
    }

    synchronized ApiReply say(String repository, String id, JsonNode body) {
        PostedDeployment deployment = find(repository, id);
        if (deployment == null) {
            return ApiReply.notFound();
        }
        PostedDeployment.State state = new PostedDeployment.State(
                body.path("state").asText(),
                body.path("description").asText(""),
                body.path("log_url").asText(null),
                body.path("environment_url").asText(null),
                clock.instant());
        if (!STATES.contains(state.state())) {
            return ApiReply.invalid("DeploymentStatus", "state", "State is not included in the list");
        }
        if (state.description().codePointCount(0, state.description().length()) > DESCRIPTION) {
            return ApiReply.invalid("DeploymentStatus", "description", "description is too long");
        }
        all.replaceAll(kept ->
                kept.deployment() == deployment ? new Kept(kept.repository(), saying(deployment, state)) : kept);
        return ApiReply.of(201, json(state));
    }

    private Stream<Kept> kept(String repository) {
        List<Kept> newestFirst = new ArrayList<>(all);
        Collections.reverse(newestFirst);
        return newestFirst.stream().filter(kept -> kept.repository().equalsIgnoreCase(repository));
    }

    private PostedDeployment find(String repository, String id) {
        return kept(repository)
                .map(Kept::deployment)
                .filter(deployment -> Long.toString(deployment.id()).equals(id))
                .findFirst()
                .orElse(null);
    }

    private static PostedDeployment saying(PostedDeployment was, PostedDeployment.State state) {
        List<PostedDeployment.State> states =
                Stream.concat(was.states().stream(), Stream.of(state)).toList();
        return new PostedDeployment(
                was.id(),
                was.sha(),
                was.environment(),
                was.description(),
                was.marker(),
                was.creator(),
                was.at(),
                states,
                was.payload());
    }

    private static boolean matches(ApiCall call, String parameter, String value) {
        String wanted = call.query().getOrDefault(parameter, "");
        return wanted.isEmpty() || wanted.equals(value);
    }

    private static ObjectNode json(Kept kept) {
        PostedDeployment deployment = kept.deployment();
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", deployment.id());
        json.put("sha", deployment.sha()).put("ref", deployment.sha()).put("task", "deploy");
        json.put("environment", deployment.environment()).put("description", deployment.description());
        json.set("payload", deployment.payload());
        return json.put("created_at", deployment.at().toString());
    }

    private static ObjectNode json(PostedDeployment.State state) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("state", state.state());
        json.put("description", state.description()).put("log_url", state.logUrl());
        return json.put("environment_url", state.environmentUrl());
    }
}
