package dev.wigwag.sandbox.page;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wigwag.sandbox.cluster.SandboxCluster;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;

/** Restarts podinfo as {@code kubectl rollout restart} does: a run that no commit started. */
@Singleton
@IfBuildProperty(name = "wigwag.sandbox.enabled", stringValue = "true", enableIfMissing = true)
public class RolloutRestart {

    private static final PatchContext AS_KUBECTL = new PatchContext.Builder()
            .withPatchType(PatchType.JSON_MERGE)
            .withFieldManager("kubectl-rollout")
            .build();

    private final KubernetesClient client;

    @Inject
    RolloutRestart(SandboxCluster cluster) {
        this.client = cluster.administrator();
    }

    /** Notes the time of the restart in the pod template, which makes it another template. */
    void restart() {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        patch.withObject("/spec/template/metadata/annotations")
                .put("kubectl.kubernetes.io/restartedAt", Instant.now().toString());
        client.apps().deployments().inNamespace("test").withName("podinfo").patch(AS_KUBECTL, patch.toString());
    }
}
