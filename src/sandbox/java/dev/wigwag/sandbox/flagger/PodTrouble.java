package dev.wigwag.sandbox.flagger;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** What keeps a pod from getting ready, as its status shows it. */
public enum PodTrouble {
    /** The program ends again and again. */
    CRASH_LOOP("CrashLoopBackOff", "back-off 40s restarting failed container=%1$s pod=%2$s"),
    /** There is no such image. */
    IMAGE_PULL("ImagePullBackOff", "Back-off pulling image \"%3$s\""),
    /** No node has room. */
    UNSCHEDULABLE("Unschedulable", "0/3 nodes are available: 3 Insufficient cpu."),
    /** It runs, but its readiness probe fails. */
    PROBE("", "containers with unready status: [%1$s]");

    private final String reason;
    private final String message;

    PodTrouble(String reason, String message) {
        this.reason = reason;
        this.message = message;
    }

    /** The status of such a pod at this time. */
    ObjectNode status(ObjectNode pod, Instant now) {
        ObjectNode container = (ObjectNode) pod.at("/spec/containers/0");
        String name = container.path("name").asText();
        String image = container.path("image").asText();
        String text = message.formatted(name, pod.at("/metadata/name").asText(), image);
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        ArrayNode conditions = status.put("phase", this == CRASH_LOOP || this == PROBE ? "Running" : "Pending")
                .putArray("conditions");
        if (this == UNSCHEDULABLE) {
            PodStatus.condition(conditions, "PodScheduled", "False", now)
                    .put("reason", reason)
                    .put("message", text);
            return status;
        }
        PodStatus.condition(conditions, "PodScheduled", "True", now);
        PodStatus.condition(conditions, "Ready", "False", now)
                .put("reason", "ContainersNotReady")
                .put("message", PROBE.message.formatted(name));
        ObjectNode state = PodStatus.container(status, container, false);
        if (this == PROBE) {
            state.putObject("state").putObject("running").put("startedAt", now.toString());
            return status;
        }
        state.putObject("state").putObject("waiting").put("reason", reason).put("message", text);
        if (this == CRASH_LOOP) {
            state.put("restartCount", 3);
            state.putObject("lastState")
                    .putObject("terminated")
                    .put("exitCode", 1)
                    .put("reason", "Error");
        }
        return status;
    }
}
