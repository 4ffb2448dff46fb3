package dev.wigwag.sandbox.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Says who may do what: the application may do everything that no fault denies. Also answers when it asks that about itself. */
final class Permissions {

    private static final String USER = "system:serviceaccount:wigwag:wigwag";

    private final Faults faults;

    Permissions(Faults faults) {
        this.faults = faults;
    }

    /** Refuses with 403, in the API server's words, what is denied. */
    void check(ApiRequest request, ResourcePath path, ServedKind kind) {
        String verb = verb(request, path);
        String suffix = path.subresource().isEmpty() ? "" : "/" + path.subresource();
        if (request.administrator() || !faults.denied(verb, kind.resource() + suffix, path.namespace())) {
            return;
        }
        String scope =
                path.namespace().isEmpty() ? "at the cluster scope" : "in the namespace \"" + path.namespace() + "\"";
        throw ApiFailure.of(
                403,
                "Forbidden",
                "%s%s is forbidden: User \"%s\" cannot %s resource \"%s%s\" in API group \"%s\" %s"
                        .formatted(
                                kind.resource(),
                                path.name().isEmpty() ? "" : " \"" + path.name() + "\"",
                                USER,
                                verb,
                                kind.plural(),
                                suffix,
                                kind.group(),
                                scope));
    }

    private static String verb(ApiRequest request, ResourcePath path) {
        return switch (request.method()) {
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> path.name().isEmpty() ? "deletecollection" : "delete";
            default -> request.watch() ? "watch" : path.name().isEmpty() ? "list" : "get";
        };
    }

    /** A SelfSubjectAccessReview with its status filled in. */
    ObjectNode review(JsonNode body) {
        if (!(body instanceof ObjectNode sent)) {
            throw ApiFailure.badRequest("the body of the request is not a SelfSubjectAccessReview");
        }
        JsonNode asked = body.path("spec").path("resourceAttributes");
        String group = asked.path("group").asText();
        String subresource = asked.path("subresource").asText();
        String resource = asked.path("resource").asText()
                + (group.isEmpty() ? "" : "." + group)
                + (subresource.isEmpty() ? "" : "/" + subresource);
        boolean denied = faults.denied(
                asked.path("verb").asText(), resource, asked.path("namespace").asText());
        ObjectNode review = sent.deepCopy();
        review.putObject("status").put("allowed", !denied).put("reason", denied ? "no RBAC rule matched" : "");
        return review;
    }
}
