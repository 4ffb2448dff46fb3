package dev.wigwag.flux;

import dev.wigwag.kube.Fields;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/** Objects as they come from a cluster, from text. */
final class Yaml {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    private Yaml() {}

    static Fields fields(String yaml) {
        return new Fields(YAML.unmarshal(yaml, GenericKubernetesResource.class));
    }
}
