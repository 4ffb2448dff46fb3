package dev.wigwag.flagger;

import dev.wigwag.kube.TestCluster;
import dev.wigwag.rollout.ObjectKey;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.Map;
import java.util.TreeMap;

/** Canaries and what is around them, on a cluster in process. */
final class ACanaryObject {
    static final ObjectKey APPS = new ObjectKey("Kustomization", "flux-system", "apps");
    static final ObjectKey CART = new ObjectKey("HelmRelease", "shop", "cart");
    static final String BY_APPS =
            "kustomize.toolkit.fluxcd.io/name: apps, kustomize.toolkit.fluxcd.io/namespace: flux-system";
    static final String BY_CART = "helm.toolkit.fluxcd.io/name: cart, helm.toolkit.fluxcd.io/namespace: shop";

    private ACanaryObject() {}

    static ObjectKey key(String name) {
        return new ObjectKey("Canary", "test", name);
    }

    /** A Canary in YAML; {@code labels}, {@code target} and {@code status} are insides of flow maps. */
    static String yaml(String name, String labels, String target, String status) {
        return """
                apiVersion: flagger.app/v1beta1
                kind: Canary
                metadata: {name: %s, namespace: test, labels: {%s}}
                spec: {targetRef: {%s}, service: {port: 9898}, analysis: {interval: 30s, threshold: 5, stepWeight: 10, maxWeight: 50}}
                status: {%s}
                """.formatted(name, labels, target, status);
    }

    /** One of a Deployment of the same name, which the Kustomization apps applies. */
    static void create(TestCluster cluster, String name, String status) {
        cluster.create(yaml(name, BY_APPS, "apiVersion: apps/v1, kind: Deployment, name: " + name, status));
    }

    /** A workload of this kind with one container. */
    static void workload(TestCluster cluster, String apiVersion, String kind, String name, String image) {
        cluster.create("""
                apiVersion: %1$s
                kind: %2$s
                metadata: {name: %3$s, namespace: test}
                spec:
                  selector: {matchLabels: {app: %3$s}}
                  template:
                    metadata: {labels: {app: %3$s}}
                    spec: {containers: [{name: app, image: "%4$s"}]}
                """.formatted(apiVersion, kind, name, image));
    }

    /** Writes one field of the Canary's status. */
    static void status(TestCluster cluster, String name, String field, Object value) {
        cluster.sandbox()
                .administrator()
                .genericKubernetesResources("flagger.app/v1beta1", "Canary")
                .inNamespace("test")
                .withName(name)
                .editStatus(object -> {
                    Map<String, Object> status = new TreeMap<>();
                    if (object.getAdditionalProperties().get("status") instanceof Map<?, ?> known) {
                        known.forEach((key, old) -> status.put(String.valueOf(key), old));
                    }
                    status.put(field, value);
                    object.setAdditionalProperty("status", status);
                    return object;
                });
    }

    static void delete(TestCluster cluster, String name) {
        cluster.sandbox()
                .administrator()
                .genericKubernetesResources("flagger.app/v1beta1", "Canary")
                .inNamespace("test")
                .withName(name)
                .delete();
    }

    /** An object that is in no cluster. */
    static GenericKubernetesResource object(String yaml) {
        return Yaml.fields(yaml).object();
    }
}
