package dev.wigwag.flux;

import dev.wigwag.kube.Fields;
import dev.wigwag.rollout.ObjectKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The objects of Flux that an object of Flux names; those without a namespace are in its own. */
record References(Fields fields) {
    /** The object that the reference at this path names; empty if there is none, or one to a kind we do not read. */
    Optional<ObjectKey> at(Object... path) {
        Map<?, ?> reference = fields.tree().tree(path).root();
        return reference.get("kind") instanceof String kind
                ? FluxKind.named(kind).flatMap(known -> named(known, reference))
                : Optional.empty();
    }

    /** The objects of this kind that {@code spec.dependsOn} names. */
    List<ObjectKey> dependsOn(FluxKind kind) {
        return fields.list("spec", "dependsOn").stream()
                .flatMap(reference -> named(kind, reference).stream())
                .toList();
    }

    private Optional<ObjectKey> named(FluxKind kind, Map<?, ?> reference) {
        String namespace = reference.get("namespace") instanceof String other && !other.isBlank()
                ? other
                : fields.object().getMetadata().getNamespace();
        return reference.get("name") instanceof String name && !name.isBlank()
                ? Optional.of(new ObjectKey(kind.name(), namespace, name))
                : Optional.empty();
    }
}
