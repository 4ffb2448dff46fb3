package dev.wigwag.sandbox.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/** An answer of the API in GitHub's words, which clients read where the status alone does not tell. */
record ApiReply(int status, Map<String, String> headers, JsonNode body) {
    static ApiReply of(int status, JsonNode body) {
        return new ApiReply(status, Map.of(), body);
    }

    static ApiReply failure(int status, String message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("message", message);
        body.put("documentation_url", "https://docs.github.com/rest").put("status", Integer.toString(status));
        return of(status, body);
    }

    static ApiReply notFound() {
        return failure(404, "Not Found");
    }

    static ApiReply invalid(String resource, String field, String message) {
        ApiReply failure = failure(422, "Validation Failed");
        ((ObjectNode) failure.body)
                .putArray("errors")
                .addObject()
                .put("resource", resource)
                .put("code", "custom")
                .put("field", field)
                .put("message", message);
        return failure;
    }

    ApiReply with(String header, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(header, value);
        return new ApiReply(status, more, body);
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }
}
