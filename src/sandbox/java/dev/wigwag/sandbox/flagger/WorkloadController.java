package dev.wigwag.sandbox.flagger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wigwag.sandbox.cluster.SandboxCluster;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Stands for the Deployment controller, the scheduler and the kubelets: makes the pods of a Deployment, lets them get ready one step after
 * they were made, replaces those of an older template once the newer ones are ready, and reports in the Deployment's status.
 */
final class WorkloadController {

    private static final String HASH = "pod-template-hash";

    private final FlaggerObjects objects;
    private final Clock clock;
    private final Map<Named, PodTrouble> troubles = new ConcurrentHashMap<>();

    WorkloadController(SandboxCluster cluster, Clock clock) {
        this.objects = new FlaggerObjects(cluster.administrator(), "kube-controller-manager");
        this.clock = clock;
    }

    /** From now on this keeps pods of the Deployment from getting ready; those that are ready stay so. */
    void trouble(Named deployment, PodTrouble trouble) {
        troubles.put(deployment, trouble);
    }

    void mend(Named deployment) {
        troubles.remove(deployment);
    }

    /** Does one step of what brings the cluster in line with the Deployment; nothing when there is no such Deployment. */
    void step(Named name) {
        objects.get(FlaggerKind.Deployment, name).ifPresent(deployment -> step(name, deployment));
    }

    private void step(Named name, ObjectNode deployment) {
        int wanted = deployment.at("/spec/replicas").asInt(1);
        String hash = Fnv.hash(deployment.at("/spec/template"));
        List<ObjectNode> current = new ArrayList<>();
        List<ObjectNode> old = new ArrayList<>();
        for (ObjectNode pod : pods(name, deployment)) {
            boolean same = pod.at("/metadata/labels").path(HASH).asText().equals(hash);
            (same ? current : old).add(pod);
        }
        while (current.size() > wanted) {
            delete(current.remove(current.size() - 1));
        }
        boolean moved = false;
        for (ObjectNode pod : current) {
            moved |= !PodStatus.ready(pod) && proceed(name, pod);
        }
        while (current.size() < wanted) {
            current.add(create(name, deployment, hash));
            moved = true;
        }
        // The ready ones of the older template serve until the newer ones can.
        boolean replaced = current.stream().allMatch(PodStatus::ready);
        List<ObjectNode> gone =
                old.stream().filter(pod -> replaced || !PodStatus.ready(pod)).toList();
        gone.forEach(this::delete);
        old.removeAll(gone);
        moved |= replaced && !gone.isEmpty();
        int ready = (int) Stream.concat(current.stream(), old.stream())
                .filter(PodStatus::ready)
                .count();
        DeploymentStatus status = new DeploymentStatus(current.size() + old.size(), current.size(), ready, wanted);
        objects.writeStatus(
                FlaggerKind.Deployment, name, deployment.path("status"), status.json(deployment, moved, now()));
    }

    private List<ObjectNode> pods(Named name, JsonNode deployment) {
        Map<String, String> selector = new TreeMap<>();
        deployment
                .at("/spec/selector/matchLabels")
                .properties()
                .forEach(each -> selector.put(each.getKey(), each.getValue().asText()));
        return objects.list(FlaggerKind.Pod, name.namespace(), selector);
    }

    /** Whether the pod got ready. */
    private boolean proceed(Named deployment, ObjectNode pod) {
        PodTrouble trouble = troubles.get(deployment);
        ObjectNode status = trouble == null ? PodStatus.running(pod, now()) : trouble.status(pod, now());
        if (trouble == null || !status.path("phase").equals(pod.at("/status/phase")) || changed(pod, status)) {
            objects.writeStatus(FlaggerKind.Pod, FlaggerObjects.nameOf(pod), pod.path("status"), status);
            pod.set("status", status);
        }
        return trouble == null;
    }

    private static boolean changed(JsonNode pod, JsonNode status) {
        return !pod.at("/status/containerStatuses/0/state/waiting/reason")
                .equals(status.at("/containerStatuses/0/state/waiting/reason"));
    }

    private ObjectNode create(Named deployment, JsonNode object, String hash) {
        ObjectNode members = JsonNodeFactory.instance.objectNode();
        members.setAll((ObjectNode) object.at("/spec/template").deepCopy());
        members.withObject("/metadata/labels").put(HASH, hash);
        Named name = deployment.suffixed(
                "-" + hash + "-" + UUID.randomUUID().toString().substring(0, 5));
        ObjectNode pod = objects.create(FlaggerKind.Pod, name, members);
        ObjectNode status = PodStatus.starting(pod, now());
        objects.writeStatus(FlaggerKind.Pod, name, pod.path("status"), status);
        pod.set("status", status);
        return pod;
    }

    private void delete(ObjectNode pod) {
        objects.delete(FlaggerKind.Pod, FlaggerObjects.nameOf(pod));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
