package dev.wigwag.sandbox.flux;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.APIGroup;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The objects of one Flux kind, read and written through the cluster's API in whatever version it prefers. */
final class FluxObjects {

    /** A kind, and the name its controller writes under. */
    enum Kind {
        GitRepository("source.toolkit.fluxcd.io", "gitrepositories", "gotk-source-controller"),
        Kustomization("kustomize.toolkit.fluxcd.io", "kustomizations", "gotk-kustomize-controller"),
        HelmRelease("helm.toolkit.fluxcd.io", "helmreleases", "helm-controller");

        private final String group;
        private final String plural;
        private final String fieldManager;

        Kind(String group, String plural, String fieldManager) {
            this.group = group;
            this.plural = plural;
            this.fieldManager = fieldManager;
        }

        String group() {
            return group;
        }
    }

    private final KubernetesClient client;
    private final Kind kind;
    private final PatchContext asController;

    FluxObjects(KubernetesClient client, Kind kind) {
        this.client = client;
        this.kind = kind;
        this.asController = new PatchContext.Builder()
                .withPatchType(PatchType.JSON_MERGE)
                .withFieldManager(kind.fieldManager)
                .build();
    }

    private ResourceDefinitionContext context() {
        APIGroup group = client.getApiGroup(kind.group);
        if (group == null) {
            throw new KubernetesClientException("the cluster serves no group " + kind.group);
        }
        return new ResourceDefinitionContext.Builder()
                .withGroup(kind.group)
                .withVersion(group.getPreferredVersion().getVersion())
                .withKind(kind.name())
                .withPlural(kind.plural)
                .withNamespaced(true)
                .build();
    }

    /** Reports every added object with null before it, and every change with both states; deletions are of no interest. */
    SharedIndexInformer<GenericKubernetesResource> inform(
            BiConsumer<GenericKubernetesResource, GenericKubernetesResource> changed) {
        return client.genericKubernetesResources(context()).inAnyNamespace().inform(new ResourceEventHandler<>() {
            @Override
            public void onAdd(GenericKubernetesResource added) {
                changed.accept(null, added);
            }

            @Override
            public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource after) {
                changed.accept(before, after);
            }

            @Override
            public void onDelete(GenericKubernetesResource deleted, boolean unknown) {
                // Work to be done at the end of an object is held by a finalizer and so seen as an update.
            }
        });
    }

    Optional<ObjectNode> get(ObjectName name) {
        return Optional.ofNullable(resource(name).get()).map(this::json);
    }

    /** The object as JSON; a copy. */
    ObjectNode json(GenericKubernetesResource object) {
        return client.getKubernetesSerialization().convertValue(object, ObjectNode.class);
    }

    /** Replaces the status by a merge patch: members the new one lacks are removed. Answers the object as it is now. */
    ObjectNode writeStatus(ObjectName name, JsonNode before, ObjectNode status) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        ObjectNode members = patch.putObject("status");
        before.fieldNames().forEachRemaining(members::putNull);
        members.setAll(status);
        return json(resource(name).subresource("status").patch(asController, patch.toString()));
    }

    /** Merges this into the object itself. */
    void patch(ObjectName name, ObjectNode patch) {
        resource(name).patch(asController, patch.toString());
    }

    private Resource<GenericKubernetesResource> resource(ObjectName name) {
        return client.genericKubernetesResources(context())
                .inNamespace(name.namespace())
                .withName(name.name());
    }
}
