package dev.wigwag.flagger;

import dev.wigwag.kube.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The ConfigMaps and Secrets that Flagger copies for the primary, {@code x} as {@code x-primary}, and the places in a pod
 * template where it then writes the copy's name (flagger.md §4, §5.3).
 *
 * @param tracked as in the Canary's status: {@code configmap/NAME}, {@code secret/NAME}
 */
record PrimaryConfigs(Set<String> tracked) {
    /** The primary's template with the names that the target's has. */
    Tree renamed(Tree template) {
        return new Tree(at(template.root(), List.of("spec"), this::podSpec));
    }

    private Object podSpec(Object spec) {
        Object renamed = each(spec, "volumes", this::volume);
        renamed = each(renamed, "initContainers", this::container);
        return each(renamed, "containers", this::container);
    }

    private Object volume(Object volume) {
        Object renamed = at(volume, List.of("configMap", "name"), this::configMap);
        renamed = at(renamed, List.of("secret", "secretName"), this::secret);
        return at(renamed, List.of("projected"), projected -> each(projected, "sources", this::projection));
    }

    private Object projection(Object source) {
        return at(at(source, List.of("configMap", "name"), this::configMap), List.of("secret", "name"), this::secret);
    }

    private Object container(Object container) {
        return each(each(container, "envFrom", this::envFrom), "env", this::env);
    }

    private Object envFrom(Object source) {
        return at(
                at(source, List.of("configMapRef", "name"), this::configMap),
                List.of("secretRef", "name"),
                this::secret);
    }

    private Object env(Object variable) {
        return at(
                at(variable, List.of("valueFrom", "configMapKeyRef", "name"), this::configMap),
                List.of("valueFrom", "secretKeyRef", "name"),
                this::secret);
    }

    private Object configMap(Object name) {
        return original("configmap/", name);
    }

    private Object secret(Object name) {
        return original("secret/", name);
    }

    private Object original(String kind, Object name) {
        return name instanceof String copy && tracked.contains(kind + TemplateDigest.unsuffixed(copy))
                ? TemplateDigest.unsuffixed(copy)
                : name;
    }

    private static Object each(Object object, String list, UnaryOperator<Object> change) {
        return at(object, List.of(list), elements -> elements instanceof List<?> all ? mapped(all, change) : elements);
    }

    private static List<Object> mapped(List<?> all, UnaryOperator<Object> change) {
        List<Object> changed = new ArrayList<>(all.size());
        all.forEach(element -> changed.add(change.apply(element)));
        return changed;
    }

    /** A copy of the object with what stands at the path changed; the object itself if nothing stands there. */
    private static Object at(Object object, List<String> path, UnaryOperator<Object> change) {
        return object instanceof Map<?, ?> map && map.get(path.get(0)) != null ? at(map, path, change) : object;
    }

    private static Map<?, ?> at(Map<?, ?> map, List<String> path, UnaryOperator<Object> change) {
        String name = path.get(0);
        Map<Object, Object> changed = new HashMap<>(map);
        Object value = map.get(name);
        if (value != null) {
            changed.put(name, path.size() == 1 ? change.apply(value) : at(value, path.subList(1, path.size()), change));
        }
        return changed;
    }
}
