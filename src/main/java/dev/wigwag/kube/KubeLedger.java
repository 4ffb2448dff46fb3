package dev.wigwag.kube;

import dev.wigwag.engine.ClusterException;
import dev.wigwag.engine.Ledger;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.RolloutKey;
import dev.wigwag.rollout.RolloutName;
import dev.wigwag.rollout.RolloutSpec;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Listable;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The ledger in the Kubernetes API: a Rollout resource each, its resourceVersion the lock. */
@ApplicationScoped
public class KubeLedger implements Ledger {
    private static final long PAGE = 100;

    private final KubernetesClient client;

    public KubeLedger(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public List<Rollout> of(ObjectKey source) {
        Map<String, String> labels = labels(source);
        return asking(
                "listing the rollouts of " + source,
                () -> rollouts().inNamespace(source.namespace()).withLabels(labels).list().getItems().stream()
                        .filter(KubeLedger::isWhole)
                        .map(KubeLedger::rollout)
                        .filter(rollout -> rollout.source().equals(source))
                        .toList());
    }

    @Override
    public Optional<Rollout> find(RolloutKey key) {
        return asking(
                "reading rollout " + key,
                () -> Optional.ofNullable(rollouts()
                                .inNamespace(key.namespace())
                                .withName(key.name())
                                .get())
                        .filter(KubeLedger::isWhole)
                        .map(KubeLedger::rollout));
    }

    @Override
    public void forEach(Consumer<Rollout> visitor) {
        forEachOf(rollouts().inAnyNamespace(), "listing rollouts", visitor);
    }

    @Override
    public void forEachIn(String namespace, Consumer<Rollout> visitor) {
        forEachOf(rollouts().inNamespace(namespace), "listing the rollouts in " + namespace, visitor);
    }

    private static void forEachOf(Listable<RolloutList> listed, String doing, Consumer<Rollout> visitor) {
        String next = null;
        do {
            ListOptions page =
                    new ListOptionsBuilder().withLimit(PAGE).withContinue(next).build();
            RolloutList read = asking(doing, () -> listed.list(page));
            read.getItems().stream()
                    .filter(KubeLedger::isWhole)
                    .map(KubeLedger::rollout)
                    .forEach(visitor);
            next = read.getMetadata().getContinue();
        } while (next != null && !next.isEmpty());
    }

    @Override
    public Rollout create(Rollout rollout) {
        return asking(
                "creating rollout " + rollout.key(),
                () -> rollout(resource(rollout).create()));
    }

    @Override
    public Rollout replaceSpec(Rollout rollout) {
        return asking(
                "writing rollout " + rollout.key(),
                () -> rollout(withSpec(rollout).update()));
    }

    @Override
    public Rollout replaceStatus(Rollout rollout) {
        return asking(
                "writing the status of rollout " + rollout.key(),
                () -> rollout(resource(rollout).updateStatus()));
    }

    @Override
    public void delete(Rollout rollout) {
        asking("deleting rollout " + rollout.key(), () -> resource(rollout).delete());
    }

    private MixedOperation<RolloutResource, RolloutList, Resource<RolloutResource>> rollouts() {
        return client.resources(RolloutResource.class, RolloutList.class);
    }

    private Resource<RolloutResource> resource(Rollout rollout) {
        RolloutResource resource = new RolloutResource();
        resource.setMetadata(metadata(rollout));
        resource.setSpec(rollout.spec());
        resource.setStatus(rollout.status());
        return rollouts().inNamespace(rollout.key().namespace()).resource(resource);
    }

    /** A PUT replaces the whole object, and its metadata may hold what others wrote: so it is read and sent back. */
    private Resource<RolloutResource> withSpec(Rollout rollout) {
        RolloutResource stored = rollouts()
                .inNamespace(rollout.key().namespace())
                .withName(rollout.key().name())
                .get();
        if (stored == null) {
            throw new ClusterException(
                    ClusterException.Fault.CONFLICT, "rollout " + rollout.key() + " was deleted meanwhile", null);
        }
        stored.getMetadata().setResourceVersion(rollout.version());
        stored.setSpec(rollout.spec());
        return rollouts().inNamespace(rollout.key().namespace()).resource(stored);
    }

    private static ObjectMeta metadata(Rollout rollout) {
        return new ObjectMetaBuilder()
                .withNamespace(rollout.key().namespace())
                .withName(rollout.key().name())
                .withLabels(labels(rollout.source()))
                .withResourceVersion(rollout.version())
                .build();
    }

    /** Label values are cut, so two long names may share one; whoever lists by label compares the spec as well. */
    private static Map<String, String> labels(ObjectKey source) {
        return Map.of(
                RolloutResource.SOURCE_LABEL, RolloutName.label(source.name()),
                RolloutResource.SOURCE_KIND_LABEL, source.kind());
    }

    /** Somebody may have made one by hand before the CRD's schema was there to stop it. */
    private static boolean isWhole(RolloutResource resource) {
        RolloutSpec spec = resource.getSpec();
        return spec != null
                && spec.revision() != null
                && spec.source() != null
                && spec.source().kind() != null
                && spec.source().name() != null;
    }

    private static Rollout rollout(RolloutResource resource) {
        return new Rollout(
                new RolloutKey(
                        resource.getMetadata().getNamespace(),
                        resource.getMetadata().getName()),
                resource.getSpec(),
                resource.getStatus(),
                resource.getMetadata().getResourceVersion());
    }

    /**
     * A single rollout that is gone was deleted under our hands, and reading again shows what to do; a whole list that is
     * not found is a resource that is not installed.
     */
    private static <T> T asking(String doing, Supplier<T> call) {
        try {
            return call.get();
        } catch (KubernetesClientException e) {
            if (e.getCode() != 404) {
                throw Trouble.with(doing, e);
            }
            boolean one = e.getStatus() != null
                    && e.getStatus().getDetails() != null
                    && e.getStatus().getDetails().getName() != null;
            throw one
                    ? new ClusterException(ClusterException.Fault.CONFLICT, doing + ": it was deleted meanwhile", e)
                    : new ClusterException(
                            ClusterException.Fault.NOT_SERVED,
                            doing + ": the Rollout resource is not installed; apply k8s/base/crd.yaml",
                            e);
        }
    }
}
