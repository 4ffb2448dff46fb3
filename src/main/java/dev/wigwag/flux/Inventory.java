package dev.wigwag.flux;

import dev.wigwag.kube.Fields;
import dev.wigwag.kube.Kind;
import dev.wigwag.rollout.ObjectKey;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a Kustomization or HelmRelease has applied by its own account ({@code status.inventory}), against which labels that
 * name it are checked: labels may be copied with a manifest, or left behind by one that has let go of the object.
 *
 * <p>Holds only the kinds that are traced through an index of all members; an inventory may list thousands of others.
 *
 * @param open whether there is no account yet, as while the first apply is under way or with very old controllers; labels
 *     are then believed
 * @param listed the objects of the kinds held, if there is an account
 */
record Inventory(boolean open, Set<ObjectKey> listed) {
    /** Of one that gives no account: whoever names it is believed. */
    static final Inventory OPEN = new Inventory(true, Set.of());

    /** Of one that applies to another cluster: nothing that is here is of it. */
    static final Inventory ELSEWHERE = new Inventory(false, Set.of());

    private static final Kind CANARY = WorkloadKind.Canary.kind();

    private static final Set<Kind> HELD = Set.of(FluxKind.Kustomization.kind(), FluxKind.HelmRelease.kind(), CANARY);

    private static final Map<String, String> SUFFIXES =
            HELD.stream().collect(Collectors.toUnmodifiableMap(Inventory::suffix, Kind::name));

    Inventory {
        listed = Set.copyOf(listed);
    }

    /** The account of this object, as far as it is held. */
    static Inventory of(Fields applier) {
        if (isElsewhere(applier)) {
            return ELSEWHERE;
        }
        return ids(applier).findAny().isEmpty()
                ? OPEN
                : new Inventory(
                        false, ids(applier).flatMap(id -> held(id).stream()).collect(Collectors.toUnmodifiableSet()));
    }

    /** Whether the applier has applied an object of any kind, by its whole account or for want of one. */
    static boolean covers(Fields applier, Kind kind, ObjectKey object) {
        if (isElsewhere(applier)) {
            return false;
        }
        String id = object.namespace() + "_" + object.name().replace(":", "__") + suffix(kind);
        return ids(applier).findAny().isEmpty() || ids(applier).anyMatch(id::equals);
    }

    /** Whether it has applied an object of one of the kinds held. */
    boolean has(ObjectKey object) {
        return open || listed.contains(object);
    }

    /** The Canaries it has applied; empty without an account. */
    Optional<Set<ObjectKey>> canaries() {
        return open
                ? Optional.empty()
                : Optional.of(listed.stream()
                        .filter(object -> object.kind().equals(CANARY.name()))
                        .collect(Collectors.toUnmodifiableSet()));
    }

    private static boolean isElsewhere(Fields applier) {
        return applier.has("spec", "kubeConfig");
    }

    private static Stream<String> ids(Fields applier) {
        return applier.list("status", "inventory", "entries").stream()
                .map(entry -> entry.get("id") instanceof String id ? id : null)
                .filter(Objects::nonNull);
    }

    /** Flux writes {@code <namespace>_<name>_<group>_<kind>}; names of the kinds held have no underscores. */
    private static Optional<ObjectKey> held(String id) {
        int group = id.lastIndexOf('_', id.lastIndexOf('_') - 1);
        int namespace = id.indexOf('_');
        String kind = group <= namespace ? null : SUFFIXES.get(id.substring(group));
        return kind == null
                ? Optional.empty()
                : Optional.of(new ObjectKey(kind, id.substring(0, namespace), id.substring(namespace + 1, group)));
    }

    private static String suffix(Kind kind) {
        return "_" + kind.group() + "_" + kind.name();
    }
}
