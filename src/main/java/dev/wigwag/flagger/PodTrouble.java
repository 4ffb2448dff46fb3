package dev.wigwag.flagger;

import dev.wigwag.kube.Fields;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why pods do not get ready, in words: Flagger only says that they do not. The words stay the same while the cause does:
 * no counts, no ages, no pod names.
 */
final class PodTrouble {
    /** What tells the pods of one template from those of another, for the kinds of workload that Flagger knows. */
    private static final List<String> TEMPLATE_LABELS =
            List.of("pod-template-hash", "controller-revision-hash", "serving.knative.dev/revision");

    private PodTrouble() {}

    /**
     * The most telling cause.
     *
     * @param pods those of one workload; all that are not of its newest template, or on their way out, are passed over
     * @return empty if all are ready, or there are none
     */
    static Optional<String> of(List<GenericKubernetesResource> pods) {
        List<GenericKubernetesResource> live = pods.stream()
                .filter(pod -> pod.getMetadata() != null && pod.getMetadata().getDeletionTimestamp() == null)
                .toList();
        String newest = live.stream()
                .max(Comparator.comparing(PodTrouble::created).thenComparing(PodTrouble::template))
                .map(PodTrouble::template)
                .orElse("");
        return live.stream()
                .filter(pod -> template(pod).equals(newest))
                .flatMap(pod -> troubles(new Fields(pod)))
                .min(Comparator.comparing(Trouble::kind).thenComparing(Trouble::words))
                .map(Trouble::words);
    }

    private static Stream<Trouble> troubles(Fields pod) {
        String phase = pod.text("status", "phase");
        if ("Succeeded".equals(phase)) {
            return Stream.empty();
        }
        if ("Failed".equals(phase)) {
            return Stream.of(new Trouble(Trouble.Kind.LOST, lost(pod)));
        }
        return Stream.of(
                        scheduling(pod),
                        ContainerTrouble.of(pod.tree(), "initContainerStatuses", true),
                        ContainerTrouble.of(pod.tree(), "containerStatuses", false))
                .flatMap(troubles -> troubles);
    }

    private static Stream<Trouble> scheduling(Fields pod) {
        Map<?, ?> scheduled = pod.condition("PodScheduled");
        if (!"False".equals(scheduled.get("status"))) {
            return Stream.empty();
        }
        String why = scheduled.get("message") instanceof String message ? Trouble.clause(message) : "";
        String reason = scheduled.get("reason") instanceof String text ? Trouble.clause(text) : "not scheduled";
        return Stream.of(new Trouble(Trouble.Kind.UNSCHEDULABLE, why.isEmpty() ? reason : reason + ": " + why));
    }

    private static String lost(Fields pod) {
        String reason = pod.text("status", "reason");
        String message = pod.text("status", "message");
        String words = reason == null ? "pod failed" : Trouble.clause(reason);
        return message == null ? words : words + ": " + Trouble.clause(message);
    }

    /** RFC 3339 in UTC sorts as text. */
    private static String created(GenericKubernetesResource pod) {
        return Objects.requireNonNullElse(pod.getMetadata().getCreationTimestamp(), "");
    }

    private static String template(GenericKubernetesResource pod) {
        ObjectMeta metadata = pod.getMetadata();
        Map<String, String> labels = metadata.getLabels() == null ? Map.of() : metadata.getLabels();
        return TEMPLATE_LABELS.stream()
                .map(labels::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
    }
}
