package dev.wigwag.flux;

import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.sandbox.cluster.SandboxCluster;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Very many objects of Flux in a sandbox cluster: GitRepositories, Kustomizations dealt out to these in turn, HelmReleases
 * dealt out to the Kustomizations.
 *
 * @param namespaces among how many the sources are dealt out; what comes of a source lies in its namespace
 * @param settled whether every Kustomization has applied its source's revision, or is still at it
 */
public record Crowd(int namespaces, int sources, int kustomizations, int releases, boolean settled) {
    /** The Kustomization that {@link #report} is about. */
    static final ObjectKey FIRST = new ObjectKey("Kustomization", "team-0", "apps-0");

    /** Flux lists in its status what a Kustomization has applied; that is most of such an object. */
    private static final List<Map<String, Object>> INVENTORY = IntStream.range(0, 30)
            .mapToObj(i -> Map.<String, Object>of("id", "shop_cart-" + i + "_apps_Deployment", "v", "v1"))
            .toList();

    private static final Map<String, String> REASONS =
            Map.of("True", "ReconciliationSucceeded", "False", "ReconciliationFailed", "Unknown", "Progressing");

    private static final int CREATORS = 4;

    /** Creates them all. */
    public void enter(SandboxCluster cluster) throws InterruptedException {
        KubernetesClient client = cluster.administrator();
        each(sources, i -> create(client, source(i, i)));
        each(kustomizations, i -> create(client, kustomization(i, settled ? "True" : "Unknown")));
        each(releases, i -> create(client, release(i)));
    }

    /** Moves every source to another revision, one for each number but 0, which stands for the one they began with. */
    public void move(SandboxCluster cluster, int number) throws InterruptedException {
        each(
                sources,
                i -> cluster.administrator()
                        .resource(source(i, i + number * sources))
                        .updateStatus());
    }

    /** Deletes every source, and leaves what comes of them. */
    void deleteSources(SandboxCluster cluster) throws InterruptedException {
        each(sources, i -> cluster.administrator().resource(source(i, i)).delete());
    }

    /** Lets the first source's first Kustomization succeed or fail. */
    static void report(SandboxCluster cluster, boolean success) {
        cluster.administrator()
                .resource(new Crowd(1, 1, 1, 0, success).kustomization(0, success ? "True" : "False"))
                .updateStatus();
    }

    private static void create(KubernetesClient client, GenericKubernetesResource object) {
        client.resource(object).create();
        client.resource(object).updateStatus();
    }

    private GenericKubernetesResource source(int i, int revision) {
        return object(
                "source.toolkit.fluxcd.io/v1",
                "GitRepository",
                namespace(i),
                "source-" + i,
                Map.of(),
                Map.of("url", "https://github.com/acme/app-" + i, "interval", "1m", "ref", Map.of("branch", "main")),
                Map.of("artifact", Map.of("revision", revision(revision)), "conditions", ready("True")));
    }

    private GenericKubernetesResource kustomization(int i, String ready) {
        String source = "source-" + i % sources;
        return object(
                "kustomize.toolkit.fluxcd.io/v1",
                "Kustomization",
                namespace(i % sources),
                "apps-" + i,
                Map.of(),
                Map.of("interval", "1m", "sourceRef", Map.of("kind", "GitRepository", "name", source)),
                Map.of(
                        "lastAttemptedRevision",
                        revision(i % sources),
                        "lastAppliedRevision",
                        revision(ready.equals("True") ? i % sources : -1),
                        "inventory",
                        Map.of("entries", INVENTORY),
                        "conditions",
                        ready(ready)));
    }

    private GenericKubernetesResource release(int i) {
        return object(
                "helm.toolkit.fluxcd.io/v2",
                "HelmRelease",
                namespace(i % kustomizations % sources),
                "release-" + i,
                Map.of(
                        "kustomize.toolkit.fluxcd.io/name",
                        "apps-" + i % kustomizations,
                        "kustomize.toolkit.fluxcd.io/namespace",
                        namespace(i % kustomizations % sources)),
                Map.of("interval", "1m", "chartRef", Map.of("kind", "OCIRepository", "name", "charts")),
                Map.of("lastAttemptedRevision", "1.0.0", "conditions", ready("True")));
    }

    private String namespace(int source) {
        return "team-" + source % namespaces;
    }

    private static GenericKubernetesResource object(
            String apiVersion,
            String kind,
            String namespace,
            String name,
            Map<String, String> labels,
            Map<String, ?> spec,
            Map<String, ?> status) {
        GenericKubernetesResource object = new GenericKubernetesResource();
        object.setApiVersion(apiVersion);
        object.setKind(kind);
        object.setMetadata(new ObjectMetaBuilder()
                .withNamespace(namespace)
                .withName(name)
                .withLabels(labels)
                .build());
        object.setAdditionalProperty("spec", spec);
        object.setAdditionalProperty("status", status);
        return object;
    }

    private static List<Map<String, Object>> ready(String ready) {
        String since = "2026-11-23T07:00:00Z";
        return List.of(Map.<String, Object>of(
                "observedGeneration",
                1,
                "type",
                "Ready",
                "status",
                ready,
                "reason",
                REASONS.get(ready),
                "lastTransitionTime",
                since));
    }

    /** A commit of its own for each source; one that none has for -1. */
    private static String revision(int i) {
        return "main@sha1:%012x%028x".formatted(i + 1, 0);
    }

    private static void each(int count, IntConsumer work) throws InterruptedException {
        ExecutorService creators = Executors.newFixedThreadPool(CREATORS);
        IntStream.range(0, count).forEach(i -> creators.execute(() -> work.accept(i)));
        creators.shutdown();
        if (!creators.awaitTermination(5, TimeUnit.MINUTES)) {
            throw new IllegalStateException("a crowd of " + count + " did not fit into five minutes");
        }
    }
}
