package dev.wigwag.flux;

import dev.wigwag.http.CleanText;
import dev.wigwag.kube.Fields;
import dev.wigwag.kube.ObjectTime;
import dev.wigwag.rollout.Ready;
import java.util.Arrays;
import java.util.Map;

/**
 * What an object's conditions say of it. Messages are cut: Flux' may hold 39,000 characters of Helm logs, and a cluster
 * ten thousand objects.
 */
record Health(Fields fields) {
    private static final int REASON = 200;
    private static final int MESSAGE = 2_000;

    /** The Ready condition. */
    Ready ready() {
        Map<?, ?> condition = fields.condition("Ready");
        Ready.State state = Arrays.stream(Ready.State.values())
                .filter(one -> one != Ready.State.Absent && one.name().equals(condition.get("status")))
                .findFirst()
                .orElse(Ready.State.Absent);
        return state == Ready.State.Absent
                ? Ready.ABSENT
                : new Ready(
                        state,
                        CleanText.line(text(condition, "reason"), REASON),
                        CleanText.block(text(condition, "message"), MESSAGE),
                        ObjectTime.of(text(condition, "lastTransitionTime")).orElse(null));
    }

    /** Whether Flux has given up until the spec changes. */
    boolean stalled() {
        return fields.isTrueCondition("Stalled");
    }

    /**
     * Whether Ready speaks of the present spec. Older HelmReleases have conditions without a generation of their own; for
     * these the whole status' generation is taken, which stays behind while a new spec keeps failing.
     */
    boolean observed() {
        Long generation = fields.object().getMetadata().getGeneration();
        long observed = fields.condition("Ready").get("observedGeneration") instanceof Number own
                ? own.longValue()
                : fields.number(-1, "status", "observedGeneration");
        return generation == null || observed == generation;
    }

    private static String text(Map<?, ?> condition, String field) {
        return condition.get(field) instanceof String text ? text : null;
    }
}
