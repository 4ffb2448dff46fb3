package dev.wigwag.bench;

import dev.wigwag.sandbox.cluster.SandboxCluster;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;

/** A sandbox cluster in this process with {@value #SOURCES} GitRepositories, each of a repository of its own. */
final class Fleet implements AutoCloseable {
    static final int SOURCES = 50;
    static final String SECRET = "a-secret-of-the-load-run";

    /** As many as the sandbox keeps; when it has forgotten some, what it counts is too little. */
    private static final int LOGGED = 10_000;

    private final SandboxCluster cluster = SandboxCluster.start();

    Fleet() {
        KubernetesClient client = cluster.administrator();
        for (int i = 0; i < SOURCES; i++) {
            String yaml = """
                    apiVersion: source.toolkit.fluxcd.io/v1
                    kind: GitRepository
                    metadata: {name: app-%d, namespace: team-%d}
                    spec: {url: "https://github.com/%s", interval: 10m, ref: {branch: main}}
                    """.formatted(i, i % 10, repository(i));
            client.resource(client.getKubernetesSerialization().unmarshal(yaml, GenericKubernetesResource.class))
                    .create();
        }
    }

    /** The repository, {@code owner/name}, that source follows. */
    static String repository(int source) {
        return "acme/app-" + source;
    }

    SandboxCluster cluster() {
        return cluster;
    }

    /** Starts to count writes anew. */
    void forgetWrites() {
        cluster.requests().clear();
    }

    /** What the application wrote since, by method. */
    String writes() {
        String writes = "%d POST (rollouts), %d PATCH (requests to Flux), %d PUT (status)"
                .formatted(writes("POST"), writes("PATCH"), writes("PUT"));
        return cluster.requests().all().size() < LOGGED ? writes : writes + ", or more: the log was full";
    }

    private int writes(String method) {
        return cluster.requests().count(method, ".*");
    }

    @Override
    public void close() {
        cluster.close();
    }
}
