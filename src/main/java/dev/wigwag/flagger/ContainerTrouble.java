package dev.wigwag.flagger;

import dev.wigwag.kube.Tree;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What the statuses of a pod's containers say of their trouble. */
final class ContainerTrouble {
    private static final Set<String> IMAGE = Set.of(
            "ImagePullBackOff",
            "ErrImagePull",
            "ErrImageNeverPull",
            "InvalidImageName",
            "ImageInspectError",
            "RegistryUnavailable",
            "SignatureValidationFailed");
    private static final Set<String> CONFIG = Set.of(
            "CreateContainerConfigError",
            "CreateContainerError",
            "RunContainerError",
            "PreCreateHookError",
            "PreStartHookError",
            "PostStartHookError");

    private ContainerTrouble() {}

    /**
     * The troubles of these containers.
     *
     * @param pod from its status up
     * @param statuses the field of the pod's status that lists them
     * @param init whether they have to end before the others start
     */
    static Stream<Trouble> of(Tree pod, String statuses, boolean init) {
        return pod.trees("status", statuses).stream().flatMap(container -> trouble(container, init).stream());
    }

    private static Optional<Trouble> trouble(Tree container, boolean init) {
        String name = (init ? "init container " : "container ") + FlaggerText.firstLine(container.text("name"));
        String waiting = container.text("state", "waiting", "reason");
        if (waiting != null && IMAGE.contains(waiting)) {
            return found(Trouble.Kind.IMAGE, pull(waiting) + ": image " + image(container) + " of " + name);
        }
        if (waiting != null && CONFIG.contains(waiting)) {
            return found(Trouble.Kind.CONFIG, waiting + ": " + name + why(container));
        }
        if (crashed(container, waiting)) {
            return found(Trouble.Kind.CRASH, crash(container, waiting, name));
        }
        if (container.isTrue("ready") || init && ended(container)) {
            return Optional.empty();
        }
        if (container.value("state", "running") != null) {
            return running(container, init, name);
        }
        // While init containers run, the others wait for them, and say nothing of their own.
        return waiting == null || "PodInitializing".equals(waiting)
                ? Optional.empty()
                : found(
                        Trouble.Kind.CREATING,
                        FlaggerText.firstLine(waiting) + ": " + name + " waits for a volume, its network or its image");
    }

    private static Optional<Trouble> running(Tree container, boolean init, String name) {
        if (init) {
            return found(Trouble.Kind.INIT, name + " has not ended");
        }
        boolean starting = Boolean.FALSE.equals(container.value("started"));
        return found(Trouble.Kind.PROBE, (starting ? "startup" : "readiness") + " probe of " + name + " does not pass");
    }

    /** The two take turns while an image cannot be had. */
    private static String pull(String reason) {
        return "ErrImagePull".equals(reason) ? "ImagePullBackOff" : reason;
    }

    private static String image(Tree container) {
        String image = FlaggerText.firstLine(container.text("image"));
        return image.isEmpty() ? "unknown" : image;
    }

    private static String why(Tree container) {
        String message = container.text("state", "waiting", "message");
        return message == null ? "" : ": " + Trouble.clause(message);
    }

    /** Between two starts a container that crashes waits, has ended, or runs without being ready: all is one trouble. */
    private static boolean crashed(Tree container, String waiting) {
        return "CrashLoopBackOff".equals(waiting)
                || container.number(0, "state", "terminated", "exitCode") != 0
                || !container.isTrue("ready") && container.number(0, "lastState", "terminated", "exitCode") != 0;
    }

    /** The first crash is one; from the second on Kubernetes waits between starts, and calls that so. */
    private static String crash(Tree container, String waiting, String name) {
        boolean loop = "CrashLoopBackOff".equals(waiting) || container.number(0, "restartCount") > 0;
        Tree last = container.tree("state", "terminated").root().isEmpty()
                ? container.tree("lastState", "terminated")
                : container.tree("state", "terminated");
        String reason = last.text("reason");
        boolean telling = reason != null && !"Error".equals(reason) && !"Completed".equals(reason);
        String end = last.root().isEmpty()
                ? " keeps ending"
                : " ended with exit code " + last.number(0, "exitCode")
                        + (telling ? " (" + FlaggerText.firstLine(reason) + ")" : "");
        return (loop ? "CrashLoopBackOff: " : "") + name + end;
    }

    private static boolean ended(Tree container) {
        return container.value("state", "terminated") != null;
    }

    private static Optional<Trouble> found(Trouble.Kind kind, String words) {
        return Optional.of(new Trouble(kind, words));
    }
}
