package dev.wigwag.sandbox.flux;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wigwag.sandbox.cluster.SandboxCluster;
import dev.wigwag.sandbox.github.GitForge;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Fills a cluster with what the tutorial's has: GitRepository {@code flux-system/gitops} and the Kustomizations linkerd, linkerd-viz,
 * flagger and podinfo, each depending on the one before, all ready on the repository's first commit, with what they applied.
 */
public final class TutorialCluster {

    /** Where all the Flux objects are. */
    public static final String NAMESPACE = "flux-system";

    /** The name of the GitRepository. */
    public static final String SOURCE = "gitops";

    private static final String SOURCE_GROUP = "source.toolkit.fluxcd.io";
    private static final String KUSTOMIZE_GROUP = "kustomize.toolkit.fluxcd.io";

    private final KubernetesClient client;
    private final Applier applier;
    private final GitForge forge;
    private final Instant now;

    private TutorialCluster(SandboxCluster cluster, GitForge forge, Instant now) {
        this.client = cluster.administrator();
        this.applier = new Applier(cluster);
        this.forge = forge;
        this.now = now;
    }

    /** Creates the objects, in the versions the cluster prefers. The cluster must not have them yet; the forge must have the branch. */
    public static void seed(SandboxCluster cluster, GitForge forge, Clock clock) {
        TutorialCluster tutorial = new TutorialCluster(cluster, forge, clock.instant());
        tutorial.namespaces();
        String revision = tutorial.gitRepository();
        TutorialKustomization.ALL.forEach(each -> tutorial.kustomization(each, revision));
    }

    private void namespaces() {
        Stream.of(NAMESPACE, "wigwag")
                .forEach(name -> client.resource(new NamespaceBuilder()
                                .withNewMetadata()
                                .withName(name)
                                .endMetadata()
                                .build())
                        .create());
    }

    private String gitRepository() {
        ObjectNode object = object(SOURCE_GROUP, "GitRepository", SOURCE);
        ObjectNode spec = object.putObject("spec").put("url", forge.url()).put("interval", "1m0s");
        spec.put("timeout", "60s").putObject("ref").put("branch", TutorialRepository.BRANCH);
        GitRepositoryView view = GitRepositoryView.of(create(object));
        Resolution.Found found = (Resolution.Found) view.ref().resolve(ForgeRefs.of(forge));
        ArrayNode nothing = JsonNodeFactory.instance.arrayNode();
        ObjectNode artifact = Artifacts.describe(view, found, forge.files(found.sha()), nothing, now);
        setStatus(object, SourceStatus.stored(view, view.status(), artifact, nothing, now));
        return found.revision();
    }

    private void kustomization(TutorialKustomization tutorial, String revision) {
        ObjectNode object = object(KUSTOMIZE_GROUP, "Kustomization", tutorial.name());
        ObjectNode spec = object.putObject("spec").put("interval", "10m0s").put("path", tutorial.path());
        spec.put("prune", true).put("timeout", "5m0s");
        spec.putObject("sourceRef").put("kind", "GitRepository").put("name", SOURCE);
        if (!tutorial.dependsOn().isEmpty()) {
            spec.putArray("dependsOn").addObject().put("name", tutorial.dependsOn());
        }
        for (String deployment : tutorial.healthChecks()) {
            ObjectNode check = spec.withArray("/healthChecks").addObject();
            check.put("apiVersion", "apps/v1").put("kind", "Deployment");
            check.put("name", deployment).put("namespace", tutorial.namespace());
        }
        KustomizationView view = KustomizationView.of(create(object));
        setStatus(object, applied(view, Attempt.at(revision)));
    }

    /** Applies what the Kustomization's directory has, and says so the way its controller does. */
    private ObjectNode applied(KustomizationView view, Attempt attempt) {
        String sha = attempt.revision().substring(attempt.revision().lastIndexOf(':') + 1);
        List<ObjectNode> manifests =
                new Manifests(client.getKubernetesSerialization()).build(forge, sha, view.path(), view);
        applier.apply(manifests);
        manifests.stream()
                .filter(each -> each.path("kind").asText().equals("HelmRelease"))
                .forEach(this::installed);
        KustomizationStatus status = new KustomizationStatus(view, now);
        ObjectNode applied = status.applied(view.status(), Inventory.entries(manifests));
        return status.succeeded(applied, attempt.built(manifests), "Health check passed in 12.3ms");
    }

    private void installed(ObjectNode manifest) {
        GenericKubernetesResource found = client.resource(
                        client.getKubernetesSerialization().convertValue(manifest, GenericKubernetesResource.class))
                .get();
        HelmReleaseView view =
                HelmReleaseView.of(client.getKubernetesSerialization().convertValue(found, ObjectNode.class));
        HelmReleaseStatus status = new HelmReleaseStatus(view, now);
        setStatus(manifest, status.released(status.begun(), "Helm install succeeded for release " + view.name()));
    }

    private ObjectNode object(String group, String kind, String name) {
        String version = client.getApiGroup(group).getPreferredVersion().getGroupVersion();
        ObjectNode object =
                JsonNodeFactory.instance.objectNode().put("apiVersion", version).put("kind", kind);
        object.putObject("metadata").put("namespace", NAMESPACE).put("name", name);
        return object;
    }

    private ObjectNode create(ObjectNode object) {
        return client.getKubernetesSerialization()
                .convertValue(client.resource(object.toString()).create(), ObjectNode.class);
    }

    private void setStatus(ObjectNode object, ObjectNode status) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        patch.set("status", status);
        client.resource(client.getKubernetesSerialization().convertValue(object, GenericKubernetesResource.class))
                .subresource("status")
                .patch(
                        new PatchContext.Builder()
                                .withPatchType(PatchType.JSON_MERGE)
                                .build(),
                        patch.toString());
    }
}
