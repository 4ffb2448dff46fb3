package dev.wigwag.kube;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wigwag.engine.DecisionNews;
import dev.wigwag.engine.Namespaces;
import dev.wigwag.sandbox.cluster.SandboxCluster;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Clock;
import java.util.Map;

/** A sandbox cluster with our own client on it, configured as in the application. */
public final class TestCluster implements AutoCloseable {
    private final SandboxCluster cluster = SandboxCluster.start();
    private final KubernetesClient client;

    public TestCluster() {
        ObjectMapper mapper = new ObjectMapper();
        new RolloutJson().customize(mapper);
        Config config = cluster.clientConfig();
        new ClientLimits().customize(config);
        this.client = new KubernetesClientBuilder()
                .withConfig(config)
                .withKubernetesSerialization(new KubernetesSerialization(mapper, true))
                .build();
    }

    public SandboxCluster sandbox() {
        return cluster;
    }

    public KubernetesClient client() {
        return client;
    }

    public ServedVersions served() {
        return new ServedVersions(client, Clock.systemUTC());
    }

    public ClusterObjects objects() {
        return new ClusterObjects(client, served());
    }

    /** The Namespaces as a process with these watches reads them. */
    public Namespaces namespaces(KindWatches watches) {
        return new AnnotatedNamespaces(objects(), watches, Clock.systemUTC());
    }

    /** Whether the watch on the Namespaces has caught up. */
    public static boolean isComplete(Namespaces namespaces) {
        return ((AnnotatedNamespaces) namespaces).isComplete();
    }

    public KubeLedger ledger() {
        return new KubeLedger(client);
    }

    /** Who tells decisions as Kubernetes Events. */
    public DecisionNews decisionNews() {
        return new CanaryEvents(client);
    }

    /** Creates an object from YAML, with its status where it has one. */
    public GenericKubernetesResource create(String yaml) {
        GenericKubernetesResource object =
                client.getKubernetesSerialization().unmarshal(yaml, GenericKubernetesResource.class);
        GenericKubernetesResource stored =
                cluster.administrator().resource(object).create();
        if (object.getAdditionalProperties().get("status") instanceof Map<?, ?> status) {
            stored.setAdditionalProperty("status", status);
            stored = cluster.administrator().resource(stored).updateStatus();
        }
        return stored;
    }

    @Override
    public void close() {
        client.close();
        cluster.close();
    }
}
