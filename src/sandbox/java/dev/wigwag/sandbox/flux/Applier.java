package dev.wigwag.sandbox.flux;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wigwag.sandbox.cluster.SandboxCluster;
import dev.wigwag.sandbox.cluster.ServedKind;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Applies manifests to the cluster as kustomize-controller does, by server-side apply, and takes them away again. */
final class Applier {

    private static final PatchContext AS_KUSTOMIZE_CONTROLLER = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("kustomize-controller")
            .withForce(true)
            .build();

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
            Resource<GenericKubernetesResource> resource = resource(
                    kind,
                    manifest.at("/metadata/namespace").asText(),
                    manifest.at("/metadata/name").asText());
            GenericKubernetesResource before = resource.get();
            manifest.put("apiVersion", kind.apiVersion());
            GenericKubernetesResource after = resource.patch(AS_KUSTOMIZE_CONTROLLER, manifest.toString());
            if (before == null) {
                changes.add(Inventory.words(manifest) + " created");
            } else if (!version(before).equals(version(after))) {
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
                    && !resource(kind.get(), id.namespace(), id.name()).delete().isEmpty()) {
                changes.add(id.words() + " deleted");
            }
        }
        return changes;
    }

    private static String version(GenericKubernetesResource object) {
        return object.getMetadata().getResourceVersion();
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

    private Resource<GenericKubernetesResource> resource(ServedKind kind, String namespace, String name) {
        var resources = client.genericKubernetesResources(new ResourceDefinitionContext.Builder()
                .withGroup(kind.group())
                .withVersion(kind.version())
                .withKind(kind.kind())
                .withPlural(kind.plural())
                .withNamespaced(kind.namespaced())
                .build());
        return kind.namespaced() ? resources.inNamespace(namespace).withName(name) : resources.withName(name);
    }

    /** The cluster does not serve a manifest's kind. */
    static final class UnknownKind extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnknownKind(String message) {
            super(message);
        }
    }
}
