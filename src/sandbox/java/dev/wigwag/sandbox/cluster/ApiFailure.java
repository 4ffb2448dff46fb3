package dev.wigwag.sandbox.cluster;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A refusal, in the words and codes of the Kubernetes API server; clients decide by code and reason, people read the message. */
final class ApiFailure extends RuntimeException {

    private final int code;
    private final String reason;
    private final ObjectNode details;

    private ApiFailure(int code, String reason, String message, ObjectNode details) {
        super(message);
        this.code = code;
        this.reason = reason;
        this.details = details;
    }

    static ApiFailure of(int code, String reason, String message) {
        return new ApiFailure(code, reason, message, JsonNodeFactory.instance.objectNode());
    }

    static ApiFailure noSuchResource() {
        return of(404, "NotFound", "the server could not find the requested resource");
    }

    static ApiFailure notFound(ServedKind kind, String name) {
        return about(kind, name, 404, "NotFound", "%s \"%s\" not found".formatted(kind.resource(), name));
    }

    static ApiFailure alreadyExists(ServedKind kind, String name) {
        return about(kind, name, 409, "AlreadyExists", "%s \"%s\" already exists".formatted(kind.resource(), name));
    }

    static ApiFailure conflict(ServedKind kind, String name, String cause) {
        return about(
                kind,
                name,
                409,
                "Conflict",
                "Operation cannot be fulfilled on %s \"%s\": %s".formatted(kind.resource(), name, cause));
    }

    static ApiFailure stale(ServedKind kind, String name) {
        return conflict(
                kind,
                name,
                "the object has been modified; please apply your changes to the latest version and try again");
    }

    static ApiFailure invalid(ServedKind kind, String name, String field, String problem) {
        ApiFailure failure = about(
                kind,
                name,
                422,
                "Invalid",
                "%s \"%s\" is invalid: %s: %s".formatted(kind.qualifiedKind(), name, field, problem));
        failure.details
                .putArray("causes")
                .addObject()
                .put("reason", "FieldValueInvalid")
                .put("message", problem)
                .put("field", field);
        return failure;
    }

    static ApiFailure badRequest(String message) {
        return of(400, "BadRequest", message);
    }

    static ApiFailure expired(String message) {
        return of(410, "Expired", message);
    }

    private static ApiFailure about(ServedKind kind, String name, int code, String reason, String message) {
        ObjectNode details = JsonNodeFactory.instance.objectNode().put("name", name);
        details.put("group", kind.group()).put("kind", kind.plural());
        return new ApiFailure(code, reason, message, details);
    }

    int code() {
        return code;
    }

    /** The {@code Status} object that goes over the wire. */
    ObjectNode status() {
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        status.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
        status.put("status", "Failure").put("message", getMessage()).put("reason", reason);
        status.set("details", details);
        return status.put("code", code);
    }
}
