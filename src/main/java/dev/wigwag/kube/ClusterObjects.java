package dev.wigwag.kube;

import dev.wigwag.engine.ClusterException;
import dev.wigwag.engine.ClusterException.Fault;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Reads objects of any kind in whatever version the cluster serves, and annotates them. All methods throw {@link
 * ClusterException}.
 */
@ApplicationScoped
public class ClusterObjects {
    /** Our name among an object's field managers; one that begins with "kubectl" would be overruled by Flux. */
    public static final String FIELD_MANAGER = "wigwag";

    /** Objects a page. Flux objects are some 6 KB each, so a page stays below 2 MB. */
    static final long PAGE = 250;

    private final KubernetesClient client;
    private final ServedVersions served;

    public ClusterObjects(KubernetesClient client, ServedVersions served) {
        this.client = client;
        this.served = served;
    }

    /** One object as it is now; empty if it is gone or its kind is not served. */
    public Optional<GenericKubernetesResource> find(Kind kind, String namespace, String name) {
        return served.find(kind)
                .flatMap(context -> asking(
                        kind,
                        "reading " + kind + " " + namespace + "/" + name,
                        () -> Optional.ofNullable(client.genericKubernetesResources(context)
                                .inNamespace(namespace)
                                .withName(name)
                                .get())));
    }

    /** Shows every object of the kind in every namespace to {@code visitor}, a page at a time; none if it is not served. */
    public void forEach(Kind kind, Consumer<GenericKubernetesResource> visitor) {
        served.find(kind).ifPresent(context -> {
            String doing = "listing " + kind;
            String next = null;
            do {
                ListOptions page = new ListOptionsBuilder()
                        .withLimit(PAGE)
                        .withContinue(next)
                        .build();
                GenericKubernetesResourceList objects = asking(
                        kind,
                        doing,
                        () -> client.genericKubernetesResources(context)
                                .inAnyNamespace()
                                .list(page));
                objects.getItems().forEach(visitor);
                next = objects.getMetadata().getContinue();
            } while (next != null && !next.isEmpty());
        });
    }

    /** At most {@code most} objects of the kind in a namespace that bear all these labels; none if it is not served. */
    public List<GenericKubernetesResource> labelled(
            Kind kind, String namespace, Map<String, String> labels, long most) {
        ListOptions page = new ListOptionsBuilder().withLimit(most).build();
        return served.find(kind)
                .map(context -> asking(
                        kind,
                        "listing " + kind + " in " + namespace,
                        () -> client.genericKubernetesResources(context)
                                .inNamespace(namespace)
                                .withLabels(labels)
                                .list(page)
                                .getItems()))
                .orElse(List.of());
    }

    /**
     * Sets annotations by a JSON merge patch of nothing else, without a version: whoever writes last wins, as Flux has it.
     *
     * @return whether the object was there to be annotated
     */
    public boolean annotate(Kind kind, String namespace, String name, Map<String, String> annotations) {
        ResourceDefinitionContext context = served.find(kind).orElse(null);
        if (context == null) {
            return false;
        }
        GenericKubernetesResource target = new GenericKubernetesResource();
        target.setApiVersion(kind.group() + "/" + context.getVersion());
        target.setKind(kind.name());
        target.setMetadata(
                new ObjectMetaBuilder().withNamespace(namespace).withName(name).build());
        PatchContext merge = new PatchContext.Builder()
                .withPatchType(PatchType.JSON_MERGE)
                .withFieldManager(FIELD_MANAGER)
                .build();
        String patch =
                client.getKubernetesSerialization().asJson(Map.of("metadata", Map.of("annotations", annotations)));
        try {
            asking(
                    kind,
                    "annotating " + kind + " " + namespace + "/" + name,
                    () -> client.genericKubernetesResources(context)
                            .inNamespace(namespace)
                            .resource(target)
                            .patch(merge, patch));
            return true;
        } catch (ClusterException e) {
            if (e.fault() == Fault.GONE) {
                return false;
            }
            throw e;
        }
    }

    private <T> T asking(Kind kind, String doing, Supplier<T> call) {
        try {
            return call.get();
        } catch (KubernetesClientException e) {
            if (e.getCode() == 404) {
                served.forget(kind);
            }
            throw Trouble.with(doing, e);
        }
    }
}
