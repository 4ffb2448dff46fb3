package dev.wigwag.flux;

import dev.wigwag.kube.Kind;
import java.util.Arrays;
import java.util.Optional;

/** The kinds of Flux that we read or ask. */
enum FluxKind {
    GitRepository("source.toolkit.fluxcd.io", "gitrepositories"),
    OCIRepository("source.toolkit.fluxcd.io", "ocirepositories"),
    HelmRepository("source.toolkit.fluxcd.io", "helmrepositories"),
    HelmChart("source.toolkit.fluxcd.io", "helmcharts"),
    ImageRepository("image.toolkit.fluxcd.io", "imagerepositories"),
    Kustomization("kustomize.toolkit.fluxcd.io", "kustomizations");

    private final Kind kind;

    FluxKind(String group, String plural) {
        this.kind = new Kind(group, name(), plural);
    }

    /** How the cluster names it. */
    Kind kind() {
        return kind;
    }

    /** The kind of this name; empty for one we do not know. */
    static Optional<FluxKind> named(String name) {
        return Arrays.stream(values()).filter(kind -> kind.name().equals(name)).findFirst();
    }
}
