package dev.wigwag.sandbox.flux;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The GitRepositories of a cluster as source-controller sees them. */
final class GitRepositories {

    private final FluxObjects objects;

    GitRepositories(KubernetesClient client) {
        this.objects = new FluxObjects(client, FluxObjects.Kind.GitRepository);
    }

    SharedIndexInformer<GenericKubernetesResource> inform(
            BiConsumer<GenericKubernetesResource, GenericKubernetesResource> changed) {
        return objects.inform(changed);
    }

    Optional<GitRepositoryView> get(ObjectName name) {
        return objects.get(name).map(GitRepositoryView::of);
    }

    /** Replaces the status and answers the object as it is now. */
    ObjectNode writeStatus(GitRepositoryView view, ObjectNode status) {
        return objects.writeStatus(new ObjectName(view.namespace(), view.name()), view.status(), status);
    }
}
