package dev.wigwag.sandbox.flux;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wigwag.sandbox.cluster.SandboxCluster;
import dev.wigwag.sandbox.cluster.ServedKind;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Applies manifests to the cluster as kustomize-controller does, by server-side apply, and takes them away again. */
final class Applier {

    private static final String FIELD_MANAGER = "kustomize-controller";

    private final SandboxCluster cluster;
    private final KubernetesClient client;

    Applier(SandboxCluster cluster) {
        this.cluster = cluster;
        this.client = cluster.administrator();
    }

    /** Applies each manifest and answers what changed, in words like {@code Deployment/test/podinfo configured}. */
    List<String> apply(List<ObjectNode> manifests) {
        List<String> changes = new ArrayList<>();
        for (ObjectNode manifest : manifests) {
            ServedKind kind = served(manifest);
            manifest.put("apiVersion", kind.apiVersion());
            Resource<GenericKubernetesResource> resource = resources(
                            kind, manifest.at("/metadata/namespace").asText())
                    .resource(client.getKubernetesSerialization()
                            .convertValue(manifest, GenericKubernetesResource.class));
            GenericKubernetesResource before = resource.get();
            GenericKubernetesResource after =
                    resource.fieldManager(FIELD_MANAGER).forceConflicts().serverSideApply();
            if (before == null) {
                changes.add(Inventory.words(manifest) + " created");
            } else if (!asApplied(before).equals(asApplied(after))) {
                changes.add(Inventory.words(manifest) + " configured");
            }
        }
        return changes;
    }

    /** Takes away what these inventory entries name and answers what was really there, in words. */
    List<String> prune(Iterable<JsonNode> entries) {
        List<String> changes = new ArrayList<>();
        for (JsonNode entry : entries) {
            Inventory.Id id = Inventory.Id.parse(entry.path("id").asText());
            Optional<ServedKind> kind = find(id.group(), id.kind());
            if (kind.isPresent()
                    && !resources(kind.get(), id.namespace())
                            .withName(id.name())
                            .delete()
                            .isEmpty()) {
                changes.add(id.words() + " deleted");
            }
        }
        return changes;
    }

    /** The object without what others write at any time, such as a controller its status while this one applies. */
    private ObjectNode asApplied(GenericKubernetesResource object) {
        ObjectNode json = client.getKubernetesSerialization().convertValue(object, ObjectNode.class);
        json.remove("status");
        json.withObject("/metadata").remove(List.of("resourceVersion", "managedFields"));
        return json;
    }

    /** The kind in the version the cluster prefers; refuses, as {@link UnknownKind}, one it does not serve. */
    ServedKind served(JsonNode manifest) {
        String apiVersion = manifest.path("apiVersion").asText();
        String group = apiVersion.contains("/") ? apiVersion.substring(0, apiVersion.indexOf('/')) : "";
        String kind = manifest.path("kind").asText();
        return find(group, kind)
                .orElseThrow(() -> new UnknownKind("%s dry-run failed: no matches for kind \"%s\" in version \"%s\""
                        .formatted(Inventory.words(manifest), kind, apiVersion)));
    }

    private Optional<ServedKind> find(String group, String kind) {
        return cluster.served().all().stream()
                .filter(each -> each.group().equals(group) && each.kind().equals(kind))
                .findFirst();
    }

    private NonNamespaceOperation<
                    GenericKubernetesResource, GenericKubernetesResourceList, Resource<GenericKubernetesResource>>
            resources(ServedKind kind, String namespace) {
        var resources = client.genericKubernetesResources(new ResourceDefinitionContext.Builder()
                .withGroup(kind.group())
                .withVersion(kind.version())
                .withKind(kind.kind())
                .withPlural(kind.plural())
                .withNamespaced(kind.namespaced())
                .build());
        return kind.namespaced() ? resources.inNamespace(namespace) : resources;
    }

    /** The cluster does not serve a manifest's kind. */
    static final class UnknownKind extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnknownKind(String message) {
            super(message);
        }
    }
}
