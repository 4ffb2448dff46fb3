package dev.wigwag.flux;

import dev.wigwag.engine.Build;
import dev.wigwag.kube.Fields;
import dev.wigwag.rollout.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a live Kustomization or HelmRelease builds of a source. What else goes into it stands in the object itself (patches, images,
 * substitutes) or in ConfigMaps and Secrets of the cluster, which no commit of the source changes by itself.
 */
record BuildReading(Fields fields) {
    /** A Kustomization's build; empty if it builds of another source. */
    Optional<Build> kustomization(ObjectKey source) {
        return new References(fields)
                .at("spec", "sourceRef")
                .filter(source::equals)
                .map(feed -> new Build(
                        fields.key(FluxKind.Kustomization.name()),
                        fields.text("spec", "path"),
                        CheckoutReading.texts(fields, "spec", "components"),
                        List.of()));
    }

    /**
     * A HelmRelease's build; empty if its chart is in no, or another, Git repository. Flux packs a chart anew only when its version
     * moves, unless {@code reconcileStrategy} is {@code Revision}; touched it is all the same.
     */
    Optional<Build> helmRelease(ObjectKey source) {
        return new References(fields)
                .at("spec", "chart", "spec", "sourceRef")
                .filter(source::equals)
                .filter(feed -> fields.text("spec", "chart", "spec", "chart") != null)
                .map(feed -> new Build(
                        fields.key(FluxKind.HelmRelease.name()),
                        fields.text("spec", "chart", "spec", "chart"),
                        values(),
                        List.of()));
    }

    private List<String> values() {
        List<String> values = new ArrayList<>(CheckoutReading.texts(fields, "spec", "chart", "spec", "valuesFiles"));
        // One file, as it was written before v2.
        Optional.ofNullable(fields.text("spec", "chart", "spec", "valuesFile")).ifPresent(values::add);
        return values;
    }
}
