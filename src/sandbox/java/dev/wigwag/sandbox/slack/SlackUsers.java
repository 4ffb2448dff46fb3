package dev.wigwag.sandbox.slack;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Who is in the workspace, by e-mail address; to be used by one thread at a time. */
final class SlackUsers {
    private final Map<String, ObjectNode> byEmail = new LinkedHashMap<>();
    private final Map<String, String> names = new LinkedHashMap<>();
    private boolean hidden;

    void add(String id, String email, boolean deleted, boolean bot) {
        byEmail.put(
                email.toLowerCase(Locale.ROOT),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("id", id)
                        .put("deleted", deleted)
                        .put("is_bot", bot));
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
