package dev.wigwag.flagger;

import dev.wigwag.engine.ClusterException;
import dev.wigwag.kube.ClusterObjects;
import dev.wigwag.kube.Fields;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Looks at the pods of a target. */
@ApplicationScoped
class TargetPods {
    private static final Logger LOG = Logger.getLogger(TargetPods.class);

    /** Pods looked at; they fail alike. */
    private static final int MOST = 50;

    private final ClusterObjects objects;

    TargetPods(ClusterObjects objects) {
        this.objects = objects;
    }

    /** Why the target's pods do not get ready; empty if they do, if there are none, or if we may not look. */
    Optional<String> trouble(FlaggerKind kind, GenericKubernetesResource target) {
        Map<String, String> selector = selector(kind, new Fields(target));
        if (selector.isEmpty()) {
            return Optional.empty();
        }
        try {
            List<GenericKubernetesResource> pods = objects.labelled(
                    FlaggerKind.Pod.kind(), target.getMetadata().getNamespace(), selector, MOST);
            return PodTrouble.of(pods);
        } catch (ClusterException e) {
            if (e.fault() != ClusterException.Fault.DENIED) {
                throw e;
            }
            LOG.debugf("canary-pods=%s outcome=unread: %s", target.getMetadata().getName(), e.getMessage());
            return Optional.empty();
        }
    }

    private static Map<String, String> selector(FlaggerKind kind, Fields target) {
        if (kind == FlaggerKind.Service) {
            return Map.of(
                    "serving.knative.dev/service", target.object().getMetadata().getName());
        }
        Map<String, String> labels = new HashMap<>();
        target.tree().tree("spec", "selector", "matchLabels").root().forEach((name, value) -> {
            if (name instanceof String label && value instanceof String text) {
                labels.put(label, text);
            }
        });
        return labels;
    }
}
