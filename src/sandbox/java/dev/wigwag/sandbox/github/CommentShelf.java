package dev.wigwag.sandbox.github;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Who may do what in a repository, the reactions to comments, and the comments that were posted, under GitHub's rules: whoever
 * is no collaborator has the permission none of a private repository and read of a public one, and a reaction that is there
 * already answers 200.
 */
public final class CommentShelf {
    private static final Set<String> REACTIONS =
            Set.of("+1", "-1", "laugh", "confused", "heart", "hooray", "rocket", "eyes");
    private static final int LONGEST = 65_536;

    private final Map<String, String> permissions = new HashMap<>();
    private final Set<String> reactions = new HashSet<>();
    private final Map<String, List<String>> posted = new HashMap<>();
    private long lastId = 2_000_000_000L;

    /** Grants somebody a permission ({@code admin}, {@code write}, {@code read}) in a repository {@code owner/name}. */
    public synchronized void grant(String repository, String login, String permission) {
        permissions.put(folded(repository) + " " + folded(login), permission);
    }

    /**
     * The comments that were posted at a place, oldest first.
     *
     * @param place {@code issues/7} or {@code commits/<sha>}
     */
    public synchronized List<String> posted(String repository, String place) {
        return List.copyOf(posted.getOrDefault(folded(repository) + "/" + place, List.of()));
    }

    /** Whether somebody reacted so to the comment of this id. */
    public synchronized boolean reacted(String repository, long comment, String login, String content) {
        return reactions.contains(reaction(repository, Long.toString(comment), login, content));
    }

    synchronized ApiReply permission(String repository, String login) {
        String permission = permissions.getOrDefault(folded(repository) + " " + folded(login), "read");
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("permission", permission);
        answer.put("role_name", permission).putObject("user").put("login", login);
        return ApiReply.of(200, answer);
    }

    synchronized ApiReply react(String repository, String comment, String content, String actor) {
        if (!REACTIONS.contains(content)) {
            return ApiReply.invalid("Reaction", "content", "content is not included in the list");
        }
        boolean isNew = reactions.add(reaction(repository, comment, actor, content));
        return ApiReply.of(
                isNew ? 201 : 200, JsonNodeFactory.instance.objectNode().put("content", content));
    }

    synchronized ApiReply post(String repository, String place, String body) {
        if (body.isBlank() || body.length() > LONGEST) {
            return ApiReply.invalid("Comment", "body", "body is blank or too long (maximum is 65536 characters)");
        }
        posted.computeIfAbsent(folded(repository) + "/" + place, key -> new ArrayList<>())
                .add(body);
        return ApiReply.of(201, JsonNodeFactory.instance.objectNode().put("id", ++lastId));
    }

    private static String reaction(String repository, String comment, String login, String content) {
        return folded(repository) + " " + comment + " " + folded(login) + " " + content;
    }

    private static String folded(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
