package dev.wigwag.kube;

import dev.wigwag.rollout.Annotated;
import dev.wigwag.rollout.ObjectKey;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Reads fields of an object by hand. Flux's and Flagger's objects change from version to version; what is missing or of
 * another type reads as absent, never as an error.
 */
public record Fields(GenericKubernetesResource object) {
    /** All of the object but its apiVersion, kind and metadata. */
    public Tree tree() {
        return new Tree(object.getAdditionalProperties());
    }

    /** The text at this path; null if there is none. */
    public String text(Object... path) {
        return tree().text(path);
    }

    /** Whether anything stands at this path. */
    public boolean has(Object... path) {
        return GenericKubernetesResource.get(object.getAdditionalProperties(), path) != null;
    }

    /** Whether true stands at this path. */
    public boolean isTrue(Object... path) {
        return tree().isTrue(path);
    }

    /** The whole number at this path, or the fallback. */
    public long number(long fallback, Object... path) {
        return tree().number(fallback, path);
    }

    /** The objects in the list at this path; empty if there is none. */
    public List<Map<?, ?>> list(Object... path) {
        return tree().trees(path).stream().<Map<?, ?>>map(Tree::root).toList();
    }

    /** The time at this path; null if there is none. */
    public Instant time(Object... path) {
        return ObjectTime.of(text(path)).orElse(null);
    }

    /** The condition of this type; empty if the object has none. */
    public Map<?, ?> condition(String type) {
        return list("status", "conditions").stream()
                .filter(condition -> type.equals(condition.get("type")))
                .findFirst()
                .orElse(Map.of());
    }

    /** Whether the object has this condition with status "True". */
    public boolean isTrueCondition(String type) {
        return "True".equals(condition(type).get("status"));
    }

    /** The annotation's value; null if there is none. */
    public String annotation(String name) {
        Map<String, String> annotations = object.getMetadata().getAnnotations();
        return annotations == null ? null : annotations.get(name);
    }

    /** What its annotations ask of us. */
    public Annotated annotated() {
        return Annotated.of(object.getMetadata().getAnnotations());
    }

    /** The object's name in our words. */
    public ObjectKey key(String kind) {
        return new ObjectKey(
                kind, object.getMetadata().getNamespace(), object.getMetadata().getName());
    }
}
