package dev.wigwag.flux;

import dev.wigwag.rollout.ObjectKey;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads fields of an object by hand. Flux's objects change from version to version; what is missing or of another type
 * reads as absent, never as an error.
 */
record Fields(GenericKubernetesResource object) {
    /** The text at this path; null if there is none. */
    String text(Object... path) {
        return GenericKubernetesResource.get(object.getAdditionalProperties(), path) instanceof String text
                        && !text.isBlank()
                ? text
                : null;
    }

    /** Whether true stands at this path. */
    boolean isTrue(Object... path) {
        return Boolean.TRUE.equals(GenericKubernetesResource.get(object.getAdditionalProperties(), path));
    }

    /** The whole number at this path, or the fallback. */
    long number(long fallback, Object... path) {
        return GenericKubernetesResource.get(object.getAdditionalProperties(), path) instanceof Number number
                ? number.longValue()
                : fallback;
    }

    /** The objects in the list at this path; empty if there is none. */
    List<Map<?, ?>> list(Object... path) {
        return GenericKubernetesResource.get(object.getAdditionalProperties(), path) instanceof List<?> list
                ? list.stream()
                        .<Map<?, ?>>mapMulti((item, keep) -> {
                            if (item instanceof Map<?, ?> map) {
                                keep.accept(map);
                            }
                        })
                        .toList()
                : List.of();
    }

    /** The time at this path; null if there is none. */
    Instant time(Object... path) {
        return FluxTime.of(text(path)).orElse(null);
    }

    /** The condition of this type; empty if the object has none. */
    Map<?, ?> condition(String type) {
        return list("status", "conditions").stream()
                .filter(condition -> type.equals(condition.get("type")))
                .findFirst()
                .orElse(Map.of());
    }

    /**
     * The object that the reference at this path names, in the object's own namespace if it names none; empty if there is
     * none, or one to a kind we do not read.
     */
    Optional<ObjectKey> reference(Object... path) {
        return GenericKubernetesResource.get(object.getAdditionalProperties(), path) instanceof Map<?, ?> reference
                        && reference.get("kind") instanceof String kind
                ? FluxKind.named(kind).flatMap(known -> reference(known, reference))
                : Optional.empty();
    }

    /** The objects of this kind that {@code spec.dependsOn} names. */
    List<ObjectKey> dependsOn(FluxKind kind) {
        return list("spec", "dependsOn").stream()
                .flatMap(reference -> reference(kind, reference).stream())
                .toList();
    }

    private Optional<ObjectKey> reference(FluxKind kind, Map<?, ?> reference) {
        String namespace = reference.get("namespace") instanceof String other && !other.isBlank()
                ? other
                : object.getMetadata().getNamespace();
        return reference.get("name") instanceof String name && !name.isBlank()
                ? Optional.of(new ObjectKey(kind.name(), namespace, name))
                : Optional.empty();
    }

    /** Whether the object has this condition with status "True". */
    boolean isTrueCondition(String type) {
        return "True".equals(condition(type).get("status"));
    }

    /** The annotation's value; null if there is none. */
    String annotation(String name) {
        Map<String, String> annotations = object.getMetadata().getAnnotations();
        return annotations == null ? null : annotations.get(name);
    }

    /** The object's name in our words. */
    ObjectKey key(FluxKind kind) {
        return new ObjectKey(
                kind.name(),
                object.getMetadata().getNamespace(),
                object.getMetadata().getName());
    }
}
