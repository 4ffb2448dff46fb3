package dev.wigwag.flagger;

import dev.wigwag.kube.Tree;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A digest of a workload's pod template by which a target and the primary that Flagger made of it can be compared: where
 * they are equal, nothing is left to promote (flagger.md §4, "What Flagger creates"). Flagger's own hashes cannot be
 * computed outside Go, and there is none of the primary.
 */
final class TemplateDigest {
    private static final String PRIMARY = "-primary";

    private TemplateDigest() {}

    /**
     * The digest of a target's template.
     *
     * @param workload the target, its {@code spec} and what stands beside it
     * @return 16 hex digits
     */
    static String ofTarget(Tree workload) {
        return digest(template(workload), Set.of());
    }

    /**
     * The digest of a primary's template, as if it were the target's.
     *
     * @param workload the primary, its {@code spec} and what stands beside it
     * @param trackedConfigs what Flagger copies ({@link CanaryStatus#trackedConfigs()}): only these have names of their own
     *     in a primary
     * @return 16 hex digits
     */
    static String ofPrimary(Tree workload, Set<String> trackedConfigs) {
        Map<?, ?> selector = workload.tree("spec", "selector", "matchLabels").root();
        return digest(new PrimaryConfigs(trackedConfigs).renamed(template(workload)), selector.keySet());
    }

    private static Tree template(Tree workload) {
        return workload.tree("spec", "template");
    }

    private static String digest(Tree template, Set<?> suffixedLabels) {
        Map<Object, Object> metadata = new HashMap<>(template.tree("metadata").root());
        metadata.put("labels", labels(template.tree("metadata", "labels").root(), suffixedLabels));
        metadata.put(
                "annotations", labels(template.tree("metadata", "annotations").root(), Set.of()));
        Map<Object, Object> whole = new HashMap<>(template.root());
        whole.put("metadata", metadata);
        return CanonicalDigest.of(meant(whole));
    }

    /** Without what Flagger does not copy, and without the suffix that it puts on the label it selects by. */
    private static Map<Object, Object> labels(Map<?, ?> labels, Set<?> suffixed) {
        Map<Object, Object> kept = new HashMap<>();
        labels.forEach((key, value) -> {
            if (!"flagger-id".equals(key) && !String.valueOf(key).contains("toolkit.fluxcd.io")) {
                kept.put(key, suffixed.contains(key) && value instanceof String text ? unsuffixed(text) : value);
            }
        });
        return kept;
    }

    /** Fields that are there and say nothing are as good as absent, save a selector: the empty one selects everything. */
    private static Object meant(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> meant = new HashMap<>();
            map.forEach((name, field) -> {
                Object kept = meant(field);
                boolean empty = kept == null
                        || kept instanceof List<?> list && list.isEmpty()
                        || kept instanceof Map<?, ?> fields
                                && fields.isEmpty()
                                && !String.valueOf(name).endsWith("elector");
                if (!empty) {
                    meant.put(name, kept);
                }
            });
            return meant;
        }
        return value instanceof List<?> list
                ? list.stream().map(TemplateDigest::meant).toList()
                : value;
    }

    static String unsuffixed(String name) {
        return name.endsWith(PRIMARY) ? name.substring(0, name.length() - PRIMARY.length()) : name;
    }
}
