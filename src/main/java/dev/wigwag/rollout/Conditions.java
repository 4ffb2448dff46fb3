package dev.wigwag.rollout;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The conditions on a rollout. The fold carries those it does not set over untouched. */
final class Conditions {
    /** The rollout was found when its source was seen for the first time; nobody is told. */
    static final String ADOPTED = "Adopted";

    /** The rollout ended before it was done; the reason is a {@link Takeover.Reason}, the message what took over. */
    static final String SUPERSEDED = "Superseded";

    /** What the rollout brought is live, as part of the later revision in the message. */
    static final String LIVE = "Live";

    /** False while Flux cannot fetch from the source whose artifact the rollout is; absent otherwise. */
    static final String SOURCE_READY = "SourceReady";

    /** False while an annotation of an object that takes part, or of its Namespace, cannot be read; absent otherwise. */
    static final String ANNOTATIONS_READ = "AnnotationsRead";

    /** False while some place outside could not be brought to show the rollout, and says which and why; absent otherwise. */
    static final String OUTLETS_READY = "OutletsReady";

    private Conditions() {}

    static Optional<Condition> find(RolloutStatus status, String type) {
        return status.conditions().stream()
                .filter(condition -> condition.type().equals(type))
                .findFirst();
    }

    static List<Condition> with(List<Condition> conditions, String type, String reason, String message, Instant at) {
        Condition set = new Condition(type, "True", reason, message, at);
        return Stream.concat(without(conditions, type).stream(), Stream.of(set)).toList();
    }

    /** As {@link #with} for a status of False; one that was False already keeps its time. */
    static List<Condition> withFalse(
            List<Condition> conditions, String type, String reason, String message, Instant at) {
        Instant since = conditions.stream()
                .filter(condition -> condition.type().equals(type) && "False".equals(condition.status()))
                .map(Condition::lastTransitionTime)
                .findFirst()
                .orElse(at);
        Condition set = new Condition(type, "False", reason, message, since);
        return conditions.contains(set)
                ? conditions
                : Stream.concat(without(conditions, type).stream(), Stream.of(set))
                        .toList();
    }

    static List<Condition> without(List<Condition> conditions, String type) {
        return conditions.stream()
                .filter(condition -> !condition.type().equals(type))
                .toList();
    }

    /** Those of a rollout that has not ended early, or no longer. */
    static List<Condition> ofTheLiving(List<Condition> conditions) {
        return without(without(conditions, SUPERSEDED), LIVE);
    }
}
