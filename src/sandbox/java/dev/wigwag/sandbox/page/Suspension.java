package dev.wigwag.sandbox.page;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wigwag.sandbox.flux.TutorialCluster;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;

/** Suspends the tutorial's Kustomizations and lets them go on, as {@code flux suspend} and {@code flux resume} do. */
final class Suspension {

    private static final String GROUP = "kustomize.toolkit.fluxcd.io";
    private static final PatchContext AS_FLUX = new PatchContext.Builder()
            .withPatchType(PatchType.JSON_MERGE)
            .withFieldManager("flux")
            .build();

    private final KubernetesClient client;

    Suspension(KubernetesClient client) {
        this.client = client;
    }

    /** Refuses, by {@link IllegalArgumentException}, a name there is no Kustomization of. */
    void require(String name) {
        if (kustomization(name).get() == null) {
            throw new IllegalArgumentException(
                    "There is no Kustomization " + TutorialCluster.NAMESPACE + "/" + name + " in the sandbox");
        }
    }

    void set(String name, boolean suspended) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        patch.putObject("spec").put("suspend", suspended);
        kustomization(name).patch(AS_FLUX, patch.toString());
    }

    private Resource<GenericKubernetesResource> kustomization(String name) {
        return client.genericKubernetesResources(new ResourceDefinitionContext.Builder()
                        .withGroup(GROUP)
                        .withVersion(
                                client.getApiGroup(GROUP).getPreferredVersion().getVersion())
                        .withKind("Kustomization")
                        .withPlural("kustomizations")
                        .withNamespaced(true)
                        .build())
                .inNamespace(TutorialCluster.NAMESPACE)
                .withName(name);
    }
}
