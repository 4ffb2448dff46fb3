package dev.wigwag.sandbox.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.UUID;

/** What must be true of an object in a request body, and which of its parts belong to whom. */
final class ObjectShape {

    /** Metadata only the server writes; whatever a client sends there is ignored. */
    private static final List<String> SERVER_OWNED =
            List.of("uid", "creationTimestamp", "deletionTimestamp", "generation", "managedFields", "resourceVersion");

    private ObjectShape() {}

    /** A copy of the body under the version of the request; refuses with 400 when it contradicts the path it was sent to. */
    static ObjectNode check(ServedKind kind, ObjectKey key, JsonNode body) {
        if (!(body instanceof ObjectNode sent)) {
            throw ApiFailure.badRequest("the body of the request is not a JSON object");
        }
        ObjectNode object = sent.deepCopy();
        String apiVersion = object.path("apiVersion").asText();
        String name = object.path("kind").asText();
        boolean sameGroup = apiVersion.equals(kind.apiVersion())
                || !kind.group().isEmpty() && apiVersion.startsWith(kind.group() + "/");
        if (!name.equals(kind.kind()) || !sameGroup) {
            throw ApiFailure.badRequest("the kind in the data (%s, %s) does not match the expected kind (%s, %s)"
                    .formatted(apiVersion, name, kind.apiVersion(), kind.kind()));
        }
        object.put("apiVersion", kind.apiVersion());
        JsonNode metadata = object.path("metadata");
        if (!metadata.isObject() && !metadata.isMissingNode()) {
            throw ApiFailure.badRequest("metadata is not a JSON object");
        }
        String namespace = metadata.path("namespace").asText();
        if (!namespace.isEmpty() && !namespace.equals(key.namespace())) {
            throw ApiFailure.badRequest(
                    "the namespace of the provided object (%s) does not match the namespace sent on the request (%s)"
                            .formatted(namespace, key.namespace()));
        }
        if (!key.name().isEmpty() && !metadata.path("name").asText().equals(key.name())) {
            throw ApiFailure.badRequest("the name of the object (%s) does not match the name on the URL (%s)"
                    .formatted(metadata.path("name").asText(), key.name()));
        }
        return object;
    }

    /** The name an object is created under, made up from {@code generateName} when it brings none. */
    static String nameFor(ServedKind kind, JsonNode metadata) {
        String name = metadata.path("name").asText();
        if (!name.isEmpty()) {
            return name;
        }
        String prefix = metadata.path("generateName").asText();
        if (prefix.isEmpty()) {
            throw ApiFailure.invalid(kind, "", "metadata.name", "Required value: name or generateName is required");
        }
        return prefix + UUID.randomUUID().toString().substring(0, 5);
    }

    /** Refuses with 409 when the body names another resource version or uid than the stored object has. */
    static void checkUnchanged(ServedKind kind, JsonNode current, JsonNode wanted) {
        JsonNode now = current.path("metadata");
        JsonNode then = wanted.path("metadata");
        String version = then.path("resourceVersion").asText();
        if (!version.isEmpty() && !version.equals(now.path("resourceVersion").asText())) {
            throw ApiFailure.stale(kind, now.path("name").asText());
        }
        String uid = then.path("uid").asText();
        if (!uid.isEmpty() && !uid.equals(now.path("uid").asText())) {
            throw ApiFailure.conflict(
                    kind,
                    now.path("name").asText(),
                    "Precondition failed: UID in precondition: %s, UID in object meta: %s"
                            .formatted(uid, now.path("uid").asText()));
        }
    }

    static void keepServerMetadata(ObjectNode current, ObjectNode next) {
        ObjectNode metadata = next.withObject("/metadata");
        ObjectNode kept = (ObjectNode) current.path("metadata");
        SERVER_OWNED.forEach(field -> copyMember(kept, metadata, field));
        copyMember(kept, metadata, "namespace");
    }

    static void copyMember(ObjectNode from, ObjectNode to, String member) {
        if (from.has(member)) {
            to.set(member, from.get(member).deepCopy());
        } else {
            to.remove(member);
        }
    }

    /** The part whose change makes a new generation: everything but metadata, status and the version it is written in. */
    static ObjectNode desired(ObjectNode object) {
        return object.deepCopy().remove(List.of("metadata", "status", "apiVersion"));
    }

    /** Whether two states are equal apart from bookkeeping, so that storing the second would be a write for nothing. */
    static boolean same(ObjectNode current, ObjectNode next) {
        return withoutBookkeeping(current).equals(withoutBookkeeping(next));
    }

    private static ObjectNode withoutBookkeeping(ObjectNode object) {
        ObjectNode copy = object.deepCopy();
        copy.remove("apiVersion");
        copy.withObject("/metadata").remove(List.of("managedFields", "resourceVersion"));
        return copy;
    }
}
