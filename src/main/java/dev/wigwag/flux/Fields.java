package dev.wigwag.flux;

import dev.wigwag.rollout.ObjectKey;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import java.util.Map;

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

    /** Whether the object has this condition with status "True". */
    boolean isTrueCondition(String type) {
        return list("status", "conditions").stream()
                .anyMatch(condition -> type.equals(condition.get("type")) && "True".equals(condition.get("status")));
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
