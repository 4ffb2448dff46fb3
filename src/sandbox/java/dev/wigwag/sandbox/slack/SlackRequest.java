package dev.wigwag.sandbox.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * A call of a method, or of an incoming webhook.
 *
 * @param path below the server's root
 * @param authorization the header's value, empty without one
 */
record SlackRequest(String path, String contentType, String authorization, String body) {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Set<String> STRUCTURED = Set.of("blocks", "attachments", "metadata");

    boolean isJson() {
        return contentType.startsWith("application/json");
    }

    /** The arguments as one JSON object, in whatever form they came (reference: slack.md §3). */
    ObjectNode arguments() {
        if (!isJson()) {
            return form();
        }
        JsonNode tree = tree(body, "invalid_json");
        if (!tree.isObject()) {
            throw new SlackRefusal("invalid_json");
        }
        return (ObjectNode) tree;
    }

    private ObjectNode form() {
        ObjectNode arguments = JsonNodeFactory.instance.objectNode();
        for (String pair : body.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                String name = decoded(pair.substring(0, equals));
                String value = decoded(pair.substring(equals + 1));
                if (STRUCTURED.contains(name)) {
                    arguments.set(name, tree(value, "invalid_form_data"));
                } else {
                    arguments.put(name, value);
                }
            }
        }
        return arguments;
    }

    private static JsonNode tree(String text, String otherwise) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw new SlackRefusal(otherwise);
        }
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new SlackRefusal("invalid_form_data");
        }
    }
}
