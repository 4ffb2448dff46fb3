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

/** The GitRepositories of a cluster, read and written through its API in whatever version it prefers. */
final class GitRepositories {

    private static final String GROUP = "source.toolkit.fluxcd.io";
    private static final PatchContext AS_SOURCE_CONTROLLER = new PatchContext.Builder()
            .withPatchType(PatchType.JSON_MERGE)
            .withFieldManager("gotk-source-controller")
            .build();

    private final KubernetesClient client;

    GitRepositories(KubernetesClient client) {
        this.client = client;
    }

    private ResourceDefinitionContext context() {
        APIGroup group = client.getApiGroup(GROUP);
        if (group == null) {
            throw new KubernetesClientException("the cluster serves no group " + GROUP);
        }
        return new ResourceDefinitionContext.Builder()
                .withGroup(GROUP)
                .withVersion(group.getPreferredVersion().getVersion())
                .withKind("GitRepository")
                .withPlural("gitrepositories")
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
                // A source that is gone needs no fetching.
            }
        });
    }

    Optional<GitRepositoryView> get(ObjectName name) {
        return Optional.ofNullable(resource(name).get())
                .map(found ->
                        GitRepositoryView.of(client.getKubernetesSerialization().convertValue(found, JsonNode.class)));
    }

    /** Replaces the status by a merge patch: members the new one lacks are removed. */
    void writeStatus(GitRepositoryView view, ObjectNode status) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        ObjectNode members = patch.putObject("status");
        view.status().fieldNames().forEachRemaining(members::putNull);
        members.setAll(status);
        resource(new ObjectName(view.namespace(), view.name()))
                .subresource("status")
                .patch(AS_SOURCE_CONTROLLER, patch.toString());
    }

    private Resource<GenericKubernetesResource> resource(ObjectName name) {
        return client.genericKubernetesResources(context())
                .inNamespace(name.namespace())
                .withName(name.name());
    }
}
