package dev.wigwag.flagger;

import dev.wigwag.engine.ClusterException;
import dev.wigwag.kube.ClusterObjects;
import dev.wigwag.kube.Fields;
import dev.wigwag.rollout.CanaryDetails;
import dev.wigwag.rollout.FlaggerPhase;
import dev.wigwag.rollout.LiveCanary;
import dev.wigwag.rollout.ObjectKey;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** Reads the objects around a Canary: its target, the primary that Flagger made of it, the route and the pods. */
@ApplicationScoped
class Surroundings {
    private static final Logger LOG = Logger.getLogger(Surroundings.class);

    private final ClusterObjects objects;
    private final TargetPods pods;

    Surroundings(ClusterObjects objects, TargetPods pods) {
        this.objects = objects;
        this.pods = pods;
    }

    /** As {@link dev.wigwag.engine.Canaries#details}. */
    CanaryDetails of(LiveCanary canary) {
        Optional<CanaryReading> reading =
                find(FlaggerKind.Canary, canary.key()).map(object -> CanaryReading.of(new Fields(object)));
        Optional<FlaggerKind> kind = reading.flatMap(read -> FlaggerKind.ofTarget(read.target()));
        if (kind.isEmpty()) {
            return new CanaryDetails(null, null, Map.of(), null, null, null);
        }
        ObjectKey name = canary.target();
        Optional<GenericKubernetesResource> target = find(kind.get(), name);
        Optional<GenericKubernetesResource> primary = find(
                kind.get(),
                new ObjectKey(
                        name.kind(), name.namespace(), reading.get().target().primary()));
        Set<String> tracked = reading.get().status().trackedConfigs();
        return new CanaryDetails(
                target.map(object -> TemplateDigest.ofTarget(new Fields(object).tree()))
                        .orElse(null),
                primary.map(object -> TemplateDigest.ofPrimary(new Fields(object).tree(), tracked))
                        .orElse(null),
                images(target, primary),
                target.map(AppliedAt::of).orElse(null),
                routed(canary, reading.get()),
                trouble(canary, kind.get(), target));
    }

    private static Map<String, String> images(
            Optional<GenericKubernetesResource> target, Optional<GenericKubernetesResource> primary) {
        Map<String, String> images = new HashMap<>();
        primary.flatMap(Surroundings::image).ifPresent(image -> images.put("old", image));
        target.flatMap(Surroundings::image).ifPresent(image -> images.put("new", image));
        return images;
    }

    /** Of several containers the first one's: it is the one that people mean. */
    private static Optional<String> image(GenericKubernetesResource workload) {
        return new Fields(workload)
                .tree().trees("spec", "template", "spec", "containers").stream()
                        .map(container -> FlaggerText.field(container.text("image")))
                        .filter(image -> image != null)
                        .findFirst();
    }

    /** Only where the Canary's own status does not tell it. */
    private Integer routed(LiveCanary canary, CanaryReading reading) {
        boolean hidden = canary.phase() == FlaggerPhase.WaitingPromotion || canary.phase() == FlaggerPhase.Promoting;
        if (!hidden || reading.plan().strategy() != Strategy.WEIGHT) {
            return null;
        }
        for (FlaggerKind kind : List.of(FlaggerKind.HTTPRoute, FlaggerKind.TrafficSplit)) {
            ObjectKey route = new ObjectKey(kind.name(), canary.key().namespace(), reading.service());
            Optional<Integer> weight = find(kind, route)
                    .map(object -> RoutedWeight.of(new Fields(object), reading.service()))
                    .flatMap(percent -> percent.isPresent() ? Optional.of(percent.getAsInt()) : Optional.empty());
            if (weight.isPresent()) {
                return weight.get();
            }
        }
        return null;
    }

    /** Before the first step pods are what a run waits for; later they are scaled as Flagger likes. */
    private String trouble(LiveCanary canary, FlaggerKind kind, Optional<GenericKubernetesResource> target) {
        boolean starting = canary.phase() == FlaggerPhase.Progressing && canary.step() == 0;
        return starting || canary.phase() == FlaggerPhase.Failed
                ? target.flatMap(object -> pods.trouble(kind, object)).orElse(null)
                : null;
    }

    private Optional<GenericKubernetesResource> find(FlaggerKind kind, ObjectKey object) {
        try {
            return objects.find(kind.kind(), object.namespace(), object.name());
        } catch (ClusterException e) {
            if (e.fault() != ClusterException.Fault.DENIED || kind == FlaggerKind.Canary) {
                throw e;
            }
            // Without these the picture lacks weights and causes, but stays true; so an operator may take the right
            // away.
            LOG.debugf("canary-details=%s outcome=unread: %s", object, e.getMessage());
            return Optional.empty();
        }
    }
}
