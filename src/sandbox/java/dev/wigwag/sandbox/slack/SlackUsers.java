package dev.wigwag.sandbox.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Who is in the workspace, and in which of its user groups; to be used by one thread at a time. */
final class SlackUsers {
    /** The workspace's id. */
    static final String TEAM = "T0SANDBOX";

    private final Map<String, ObjectNode> byEmail = new LinkedHashMap<>();
    private final Map<String, ObjectNode> byId = new LinkedHashMap<>();
    private final Map<String, Set<String>> groups = new LinkedHashMap<>();
    private final Map<String, String> names = new LinkedHashMap<>();
    private boolean hidden;

    void add(String id, String email, boolean deleted, boolean bot) {
        ObjectNode user = JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("team_id", TEAM)
                .put("deleted", deleted)
                .put("is_bot", bot);
        user.putObject("profile").put("email", email);
        byEmail.put(email.toLowerCase(Locale.ROOT), user);
        byId.put(id, user);
    }

    /** Changes a field of what the workspace says of somebody. */
    void change(String id, String field, JsonNode value) {
        byId.get(id).set(field, value);
    }

    void group(String id, Set<String> members) {
        groups.put(id, Set.copyOf(members));
    }

    /** {@code users.info}; who may not see addresses gets a profile without one. */
    ObjectNode info(String id) {
        ObjectNode user = byId.get(id);
        if (user == null) {
            throw new SlackRefusal("user_not_found");
        }
        ObjectNode shown = user.deepCopy();
        if (hidden) {
            shown.putObject("profile");
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("user", shown);
        return answer;
    }

    /** {@code usergroups.users.list}. */
    ObjectNode members(String group) {
        if (!groups.containsKey(group)) {
            throw new SlackRefusal("no_such_subteam");
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        groups.get(group).forEach(answer.putArray("users")::add);
        return answer;
    }

    /** What people read where this user is mentioned. */
    void name(String id, String name) {
        names.put(id, name);
    }

    Map<String, String> names() {
        return names;
    }

    /** From now on the app may not ask for addresses. */
    void hide() {
        hidden = true;
    }

    ObjectNode lookup(String email) {
        if (hidden) {
            throw new SlackRefusal("missing_scope", "needed: users:read.email");
        }
        ObjectNode user = byEmail.get(email.toLowerCase(Locale.ROOT));
        if (user == null) {
            throw new SlackRefusal("users_not_found");
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("user", user.deepCopy());
        return answer;
    }
}
