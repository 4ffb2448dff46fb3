package dev.wigwag.sandbox.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.zjsonpatch.JsonPatch;
import io.fabric8.zjsonpatch.JsonPatchException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Creates, updates, patches and deletes by the API server's rules: who owns which metadata, what status writes may touch, when to refuse. */
final class ObjectWriter {

    /** What a write is aimed at, and how. {@code dryRun} does everything but store. */
    record Target(
            ServedKind kind,
            ObjectKey key,
            String subresource,
            String fieldManager,
            ManagedFields.Operation operation,
            boolean dryRun) {
        Target applying() {
            return new Target(kind, key, subresource, fieldManager, ManagedFields.Operation.Apply, dryRun);
        }

        boolean status() {
            return subresource.equals("status");
        }
    }

    private final ObjectStore store;
    private final Clock clock;
    private final AppliedFields applied = new AppliedFields();

    ObjectWriter(ObjectStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    ObjectNode create(Target target, JsonNode body) {
        ServedKind kind = target.kind();
        ObjectNode object = ObjectShape.check(kind, target.key(), body);
        ObjectNode metadata = object.withObject("/metadata");
        String name = ObjectShape.nameFor(kind, metadata);
        if (metadata.hasNonNull("resourceVersion")
                && !metadata.path("resourceVersion").asText().isEmpty()) {
            throw ApiFailure.badRequest("resourceVersion should not be set on objects to be created");
        }
        metadata.put("name", name).put("uid", UUID.randomUUID().toString());
        metadata.put("creationTimestamp", now().toString());
        metadata.remove(List.of("deletionTimestamp", "managedFields", "resourceVersion", "generation"));
        if (kind.namespaced()) {
            metadata.put("namespace", target.key().namespace());
        }
        NameRules.check(kind, metadata);
        if (kind.status()) {
            object.remove("status");
            metadata.put("generation", 1);
        }
        ManagedFields.note(object, target.fieldManager(), target.operation(), "", now());
        return write(target, new ObjectKey(target.key().namespace(), name), current -> {
            if (current != null) {
                throw ApiFailure.alreadyExists(kind, name);
            }
            return object;
        });
    }

    ObjectNode update(Target target, JsonNode body) {
        ObjectNode wanted = ObjectShape.check(target.kind(), target.key(), body);
        JsonNode version = wanted.path("metadata").path("resourceVersion");
        if (version.asText().isEmpty() && !target.kind().allowsUnconditionalUpdate()) {
            throw ApiFailure.invalid(
                    target.kind(),
                    target.key().name(),
                    "metadata.resourceVersion",
                    "Invalid value: 0x0: must be specified for an update");
        }
        return write(target, target.key(), current -> next(target, existing(target, current), wanted));
    }

    ObjectNode patch(Target target, String contentType, JsonNode patch) {
        if (contentType.startsWith("application/apply-patch+yaml")) {
            return apply(target, patch);
        }
        UnaryOperator<JsonNode> apply;
        if (contentType.startsWith("application/merge-patch+json")) {
            apply = current -> MergePatch.apply(current, patch);
        } else if (contentType.startsWith("application/json-patch+json")) {
            apply = current -> applyJsonPatch(target, current, patch);
        } else {
            throw ApiFailure.of(
                    415,
                    "UnsupportedMediaType",
                    "the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml");
        }
        return write(target, target.key(), current -> {
            ObjectNode existing = existing(target, current);
            return next(target, existing, ObjectShape.check(target.kind(), target.key(), apply.apply(existing)));
        });
    }

    /** Server-side apply, as far as the sandbox needs it: creates or merges, and takes away what the manager applied before and omits now. */
    private ObjectNode apply(Target target, JsonNode wanted) {
        if (target.fieldManager().isBlank()) {
            throw ApiFailure.badRequest("PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value");
        }
        Target applying = target.applying();
        boolean fresh = store.get(target.kind().resource(), target.key()).isEmpty() && !target.status();
        ObjectNode result = fresh
                ? create(applying, wanted)
                : patch(applying, "application/merge-patch+json", applied.patch(target, wanted));
        applied.note(target, wanted);
        return result;
    }

    /** Removes the object, or, while it has finalizers, only marks it as being deleted. */
    ObjectNode delete(Target target, JsonNode options) {
        JsonNode preconditions = options.path("preconditions");
        return write(target, target.key(), current -> {
            ObjectNode existing = existing(target, current);
            for (String field : new String[] {"uid", "resourceVersion"}) {
                String wanted = preconditions.path(field).asText();
                String actual = existing.path("metadata").path(field).asText();
                if (!wanted.isEmpty() && !wanted.equals(actual)) {
                    throw ApiFailure.conflict(
                            target.kind(),
                            target.key().name(),
                            "the %s in the precondition (%s) does not match the %s in record (%s)"
                                    .formatted(field, wanted, field, actual));
                }
            }
            if (existing.path("metadata").path("finalizers").isEmpty()) {
                return null;
            }
            if (existing.path("metadata").has("deletionTimestamp")) {
                return existing;
            }
            ObjectNode marked = existing.deepCopy();
            marked.withObject("/metadata").put("deletionTimestamp", now().toString());
            return marked;
        });
    }

    private ObjectNode next(Target target, ObjectNode current, ObjectNode wanted) {
        ServedKind kind = target.kind();
        ObjectShape.checkUnchanged(kind, current, wanted);
        ObjectNode next;
        if (target.status()) {
            next = current.deepCopy();
            ObjectShape.copyMember(wanted, next, "status");
        } else {
            next = wanted;
            if (kind.status()) {
                ObjectShape.copyMember(current, next, "status");
            }
            ObjectShape.keepServerMetadata(current, next);
            NameRules.check(kind, next.path("metadata"));
            if (kind.status() && !Objects.equals(ObjectShape.desired(current), ObjectShape.desired(next))) {
                next.withObject("/metadata")
                        .put(
                                "generation",
                                current.path("metadata").path("generation").asLong() + 1);
            }
        }
        if (ObjectShape.same(current, next)) {
            return current;
        }
        JsonNode metadata = next.path("metadata");
        if (metadata.has("deletionTimestamp") && metadata.path("finalizers").isEmpty()) {
            return null;
        }
        ManagedFields.note(next, target.fieldManager(), target.operation(), target.subresource(), now());
        return next;
    }

    private static ObjectNode existing(Target target, ObjectNode current) {
        if (current == null) {
            throw ApiFailure.notFound(target.kind(), target.key().name());
        }
        return current;
    }

    private static JsonNode applyJsonPatch(Target target, JsonNode current, JsonNode patch) {
        try {
            return JsonPatch.apply(patch, current);
        } catch (JsonPatchException e) {
            throw ApiFailure.invalid(target.kind(), target.key().name(), "patch", e.getMessage());
        }
    }

    private ObjectNode write(Target target, ObjectKey key, UnaryOperator<ObjectNode> decide) {
        if (!target.dryRun()) {
            return store.write(target.kind().resource(), key, decide);
        }
        ObjectNode current = store.get(target.kind().resource(), key).orElse(null);
        ObjectNode outcome = decide.apply(current);
        return outcome == null ? current : outcome;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
