package dev.wigwag.sandbox.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wigwag.sandbox.cluster.ApiAnswer.Document;
import dev.wigwag.sandbox.cluster.ApiAnswer.Watching;
import io.fabric8.zjsonpatch.JsonPatchException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The API itself, without the wire: takes a request, finds out what it is about, and has it done. */
final class ApiServer {

    /** etcd takes no larger object; the API server answers 413. */
    private static final int LARGEST_BODY = 3 * 1024 * 1024;

    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final ServedApis served;
    private final Discovery discovery;
    private final Permissions permissions;
    private final ObjectStore store;
    private final ObjectLists lists;
    private final ObjectWriter writer;

    ApiServer(ServedApis served, Faults faults, ObjectStore store, ObjectWriter writer) {
        this.served = served;
        this.discovery = new Discovery(served);
        this.permissions = new Permissions(faults);
        this.store = store;
        this.lists = new ObjectLists(store, faults::continueEpoch);
        this.writer = writer;
    }

    ApiAnswer handle(ApiRequest request) {
        try {
            Optional<ResourcePath> path = ResourcePath.parse(request.path());
            if (path.isEmpty()) {
                return Document.ok(discovery
                        .answer(ResourcePath.segments(request.path()))
                        .filter(document -> !request.write())
                        .orElseThrow(ApiFailure::noSuchResource));
            }
            return handle(request, path.get());
        } catch (ApiFailure failure) {
            return Document.of(failure);
        } catch (IllegalArgumentException | JsonPatchException e) {
            return Document.of(ApiFailure.badRequest("the request could not be understood: " + e.getMessage()));
        }
    }

    private ApiAnswer handle(ApiRequest request, ResourcePath path) {
        ServedKind kind = served.find(path.group(), path.version(), path.plural())
                .filter(found -> found.namespaced() || path.namespace().isEmpty())
                .filter(found -> path.subresource().isEmpty() || path.ofStatus() && found.status())
                .orElseThrow(ApiFailure::noSuchResource);
        permissions.check(request, path, kind);
        if (request.watch()) {
            return watch(request, path, kind);
        }
        if (!request.write()) {
            return Document.ok(
                    path.name().isEmpty() ? lists.list(kind, path.namespace(), request.query()) : get(kind, path));
        }
        if (kind.kind().equals("SelfSubjectAccessReview")) {
            return new Document(201, permissions.review(body(request)));
        }
        return write(request, path, kind);
    }

    private ObjectNode get(ServedKind kind, ResourcePath path) {
        return store.get(kind.resource(), path.key())
                .map(object -> ObjectLists.inVersion(kind, object))
                .orElseThrow(() -> ApiFailure.notFound(kind, path.name()));
    }

    private ApiAnswer write(ApiRequest request, ResourcePath path, ServedKind kind) {
        JsonNode body = body(request);
        ObjectWriter.Target target = new ObjectWriter.Target(
                kind,
                path.key(),
                path.subresource(),
                request.parameter("fieldManager"),
                ManagedFields.Operation.Update,
                !request.parameter("dryRun").isEmpty());
        boolean named = !path.name().isEmpty();
        if (request.method().equals("POST") && !named && path.namespace().isEmpty() == !kind.namespaced()) {
            return new Document(201, writer.create(target, body));
        }
        if (!named) {
            throw notAllowed();
        }
        return switch (request.method()) {
            case "PUT" -> shown(kind, writer.update(target, body));
            case "PATCH" -> shown(kind, writer.patch(target, request.contentType(), body));
            case "DELETE" -> Document.ok(deleted(kind, writer.delete(target, body)));
            default -> throw notAllowed();
        };
    }

    private static ApiFailure notAllowed() {
        return ApiFailure.of(
                405, "MethodNotAllowed", "the server does not allow this method on the requested resource");
    }

    private static Document shown(ServedKind kind, ObjectNode object) {
        return Document.ok(ObjectLists.inVersion(kind, object));
    }

    private static ObjectNode deleted(ServedKind kind, ObjectNode object) {
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        status.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
        ObjectNode details = status.put("status", "Success").putObject("details");
        details.put("name", object.path("metadata").path("name").asText());
        details.put("group", kind.group()).put("kind", kind.plural());
        details.put("uid", object.path("metadata").path("uid").asText());
        return status;
    }

    private static Watching watch(ApiRequest request, ResourcePath path, ServedKind kind) {
        Map<String, String> query = request.query();
        if (!path.name().isEmpty()) {
            throw ApiFailure.badRequest("watch a single object by fieldSelector=metadata.name=" + path.name());
        }
        String version = request.parameter("resourceVersion");
        String seconds = request.parameter("timeoutSeconds");
        return new Watching(
                kind,
                Selection.of(path.namespace(), query),
                version.isEmpty() || version.equals("0") ? Optional.empty() : Optional.of(Long.parseLong(version)),
                seconds.isEmpty() ? Optional.empty() : Optional.of(Duration.ofSeconds(Long.parseLong(seconds))));
    }

    private static JsonNode body(ApiRequest request) {
        if (request.body().length > LARGEST_BODY) {
            throw ApiFailure.of(
                    413, "RequestEntityTooLarge", "limit is %d, the body is larger".formatted(LARGEST_BODY));
        }
        try {
            JsonNode body = MAPPER.readTree(request.body());
            return body == null ? JsonNodeFactory.instance.missingNode() : body;
        } catch (JsonProcessingException e) {
            throw ApiFailure.badRequest("the body of the request is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw ApiFailure.badRequest("the body of the request could not be read: " + e.getMessage());
        }
    }
}
