package dev.wigwag.flagger;

import dev.wigwag.kube.Fields;
import dev.wigwag.kube.Tree;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/** Objects as they come from a cluster, from text. */
final class Yaml {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    private Yaml() {}

    static Fields fields(String yaml) {
        return new Fields(YAML.unmarshal(yaml, GenericKubernetesResource.class));
    }

    static Tree tree(String yaml) {
        return new Fields(YAML.unmarshal("root:\n" + yaml.indent(2), GenericKubernetesResource.class))
                .tree()
                .tree("root");
    }
}
