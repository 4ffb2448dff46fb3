package dev.wigwag.sandbox.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The statuses of all commits, under GitHub's rules: they are appended and never changed, the newest of a context counts, contexts are
 * compared without regard to case, and a commit takes a thousand of each.
 */
public final class CommitBoard {
    private static final int PER_CONTEXT = 1000;
    private static final int DESCRIPTION = 140;
    private static final int CONTEXT = 255;
    private static final Set<String> STATES = Set.of("error", "failure", "pending", "success");

    private final Clock clock;
    private final Map<String, List<PostedStatus>> byCommit = new LinkedHashMap<>();
    private long lastId = 30_000_000_000L;

    CommitBoard(Clock clock) {
        this.clock = clock;
    }

    /**
     * Everything posted to a commit, oldest first.
     *
     * @param repository {@code owner/name}, in any case
     */
    public synchronized List<PostedStatus> posted(String repository, String sha) {
        return List.copyOf(byCommit.getOrDefault(key(repository, sha), List.of()));
    }

    /** What GitHub shows beside a commit: the newest of each context, in the order in which the contexts first came. */
    public synchronized List<PostedStatus> shown(String repository, String sha) {
        Map<String, PostedStatus> newest = new LinkedHashMap<>();
        posted(repository, sha).forEach(status -> newest.put(folded(status.context()), status));
        return List.copyOf(newest.values());
    }

    synchronized ApiReply post(String repository, String sha, JsonNode body, String creator) {
        String state = body.path("state").asText();
        String context = body.path("context").asText("default");
        String description = body.path("description").asText(null);
        String target = body.path("target_url").asText(null);
        if (!STATES.contains(state)) {
            return ApiReply.invalid("Status", "state", "State is not included in the list");
        }
        if (context.codePointCount(0, context.length()) > CONTEXT) {
            return ApiReply.invalid("Status", "context", "context is too long (maximum is 255 characters)");
        }
        if (description != null && description.codePointCount(0, description.length()) > DESCRIPTION) {
            return ApiReply.invalid("Status", "description", "description is too long (maximum is 140 characters)");
        }
        if (target != null && !target.matches("https?://.+")) {
            return ApiReply.invalid("Status", "target_url", "target_url must use http(s) scheme");
        }
        List<PostedStatus> all = byCommit.computeIfAbsent(key(repository, sha), key -> new ArrayList<>());
        long same = all.stream()
                .filter(status -> folded(status.context()).equals(folded(context)))
                .count();
        if (same >= PER_CONTEXT) {
            return ApiReply.invalid(
                    "Status", "sha", "This SHA and context has reached the maximum number of statuses.");
        }
        PostedStatus status = new PostedStatus(++lastId, state, context, description, target, creator, clock.instant());
        all.add(status);
        return ApiReply.of(201, json(status));
    }

    synchronized ApiReply combined(String repository, String sha, ApiCall call) {
        List<PostedStatus> shown = shown(repository, sha);
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("state", overall(shown));
        answer.put("sha", sha).put("total_count", shown.size());
        ArrayNode statuses = answer.putArray("statuses");
        Page<PostedStatus> page = Page.of(shown, call);
        page.items().forEach(status -> statuses.add(json(status)));
        return page.linked(ApiReply.of(200, answer));
    }

    private static String overall(List<PostedStatus> shown) {
        Set<String> states = shown.stream().map(PostedStatus::state).collect(Collectors.toSet());
        if (states.contains("error") || states.contains("failure")) {
            return "failure";
        }
        return states.isEmpty() || states.contains("pending") ? "pending" : "success";
    }

    private static ObjectNode json(PostedStatus status) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", status.id());
        json.put("state", status.state()).put("context", status.context());
        json.put("description", status.description()).put("target_url", status.targetUrl());
        json.put("created_at", status.at().toString())
                .put("updated_at", status.at().toString());
        return json;
    }

    private static String key(String repository, String sha) {
        return folded(repository) + "@" + folded(sha);
    }

    private static String folded(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
