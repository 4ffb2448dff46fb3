package dev.wigwag.rollout;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who alone may decide on an object, by the annotation that is nearest to it: its own, else that of who applies it, else the
 * source's, else its Namespace's. It takes from what the platform allows and never adds to it.
 */
public final class Narrowing {
    /** How many appliers stand above one another at most: a Canary's HelmRelease, and the Kustomization of that. */
    private static final int HEIGHT = 3;

    private Narrowing() {}

    /**
     * Finds it.
     *
     * @param object of this view: its source, a member or a Canary; of another one the source and the Namespace are asked
     * @return ids as in {@link Approvers}; empty if nobody narrows anything
     */
    public static List<String> of(LiveView view, ObjectKey object) {
        Stream<Annotated> applied = Stream.iterate(
                        Optional.of(object), Optional::isPresent, one -> one.flatMap(key -> applier(view, key)))
                .limit(HEIGHT)
                .flatMap(one -> annotated(view, one.orElseThrow()).stream());
        Annotated namespace = view.namespaces().getOrDefault(object.namespace(), Annotated.NOTHING);
        return Stream.concat(applied, Stream.of(view.source().annotated(), namespace))
                .map(Annotated::approvers)
                .filter(ids -> !ids.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private static Optional<Annotated> annotated(LiveView view, ObjectKey object) {
        return Stream.concat(
                        view.canaries().stream()
                                .filter(canary -> canary.key().equals(object))
                                .map(LiveCanary::annotated),
                        view.members().stream()
                                .filter(member -> member.key().equals(object))
                                .map(LiveMember::annotated))
                .findFirst();
    }

    private static Optional<ObjectKey> applier(LiveView view, ObjectKey object) {
        return Stream.concat(
                        view.canaries().stream()
                                .filter(canary -> canary.key().equals(object))
                                .map(LiveCanary::parent),
                        view.members().stream()
                                .filter(member -> member.key().equals(object))
                                .flatMap(member -> member.parent().stream()))
                .findFirst();
    }
}
