package dev.wigwag.kube;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A JSON object read by hand, leniently: what is missing or of another type reads as absent, never as an error. A step of
 * a path is the name of a field, or the index of an element of a list.
 */
public record Tree(Map<?, ?> root) {
    /** A tree without fields. */
    public static final Tree EMPTY = new Tree(Map.of());

    public Tree {
        Objects.requireNonNull(root, "root");
    }

    /** Whatever stands at this path; null if nothing does. */
    public Object value(Object... path) {
        Object at = root;
        for (Object step : path) {
            if (at instanceof Map<?, ?> map) {
                at = map.get(step);
            } else if (at instanceof List<?> list && step instanceof Integer index) {
                at = index >= 0 && index < list.size() ? list.get(index) : null;
            } else {
                return null;
            }
        }
        return at;
    }

    /** The text at this path; null if there is none, or only blanks. */
    public String text(Object... path) {
        return value(path) instanceof String text && !text.isBlank() ? text : null;
    }

    /** Whether true stands at this path. */
    public boolean isTrue(Object... path) {
        return Boolean.TRUE.equals(value(path));
    }

    /** The whole number at this path, or the fallback; so also for one that no long can hold. */
    public long number(long fallback, Object... path) {
        Object value = value(path);
        return value instanceof Integer || value instanceof Long ? ((Number) value).longValue() : fallback;
    }

    /** The list at this path as it is; empty if there is none. */
    public List<?> elements(Object... path) {
        return value(path) instanceof List<?> list ? list : List.of();
    }

    /** The objects in the list at this path; empty if there is none. */
    public List<Tree> trees(Object... path) {
        return elements(path).stream()
                .<Tree>mapMulti((item, keep) -> {
                    if (item instanceof Map<?, ?> map) {
                        keep.accept(new Tree(map));
                    }
                })
                .toList();
    }

    /** The object at this path; one without fields if there is none. */
    public Tree tree(Object... path) {
        return value(path) instanceof Map<?, ?> map ? new Tree(map) : EMPTY;
    }
}
