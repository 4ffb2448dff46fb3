package dev.wigwag.sandbox.flagger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The objects of the cluster as JSON, read and written under one field manager's name. */
final class FlaggerObjects {

    private final KubernetesClient client;
    private final PatchContext writing;

    FlaggerObjects(KubernetesClient client, String fieldManager) {
        this.client = client;
        this.writing = new PatchContext.Builder()
                .withPatchType(PatchType.JSON_MERGE)
                .withFieldManager(fieldManager)
                .build();
    }

    Optional<ObjectNode> get(FlaggerKind kind, Named name) {
        return Optional.ofNullable(resource(kind, name).get()).map(this::json);
    }

    /** All objects of the kind, in every namespace. */
    List<ObjectNode> list(FlaggerKind kind) {
        return client.genericKubernetesResources(kind.context()).inAnyNamespace().list().getItems().stream()
                .map(this::json)
                .toList();
    }

    /** Those of one namespace with these labels. */
    List<ObjectNode> list(FlaggerKind kind, String namespace, Map<String, String> labels) {
        return client
                .genericKubernetesResources(kind.context())
                .inNamespace(namespace)
                .withLabels(labels)
                .list()
                .getItems()
                .stream()
                .map(this::json)
                .toList();
    }

    /** Creates an object of this name with these further members; answers it as it was stored. */
    ObjectNode create(FlaggerKind kind, Named name, ObjectNode members) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("apiVersion", kind.apiVersion()).put("kind", kind.name());
        object.setAll(members.deepCopy());
        object.withObject("/metadata").put("namespace", name.namespace()).put("name", name.name());
        return json(client.resource(
                        client.getKubernetesSerialization().convertValue(object, GenericKubernetesResource.class))
                .create());
    }

    /** Merges this into the object. */
    void patch(FlaggerKind kind, Named name, ObjectNode patch) {
        resource(kind, name).patch(writing, patch.toString());
    }

    /** Makes the status this one instead of the one before; nothing is sent when they are equal. */
    void writeStatus(FlaggerKind kind, Named name, JsonNode before, ObjectNode status) {
        ObjectNode difference = Difference.between(before, status);
        if (!difference.isEmpty()) {
            ObjectNode patch = JsonNodeFactory.instance.objectNode();
            patch.set("status", difference);
            resource(kind, name).subresource("status").patch(writing, patch.toString());
        }
    }

    void delete(FlaggerKind kind, Named name) {
        resource(kind, name).delete();
    }

    static Named nameOf(JsonNode object) {
        return new Named(
                object.at("/metadata/namespace").asText(),
                object.at("/metadata/name").asText());
    }

    private ObjectNode json(GenericKubernetesResource object) {
        return client.getKubernetesSerialization().convertValue(object, ObjectNode.class);
    }

    private Resource<GenericKubernetesResource> resource(FlaggerKind kind, Named name) {
        return client.genericKubernetesResources(kind.context())
                .inNamespace(name.namespace())
                .withName(name.name());
    }
}
