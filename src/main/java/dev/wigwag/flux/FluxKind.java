package dev.wigwag.flux;

import dev.wigwag.kube.Kind;
import dev.wigwag.rollout.ObjectKey;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The kinds of Flux that we read or ask. */
enum FluxKind {
    GitRepository("source.toolkit.fluxcd.io", "gitrepositories"),
    OCIRepository("source.toolkit.fluxcd.io", "ocirepositories"),
    Bucket("source.toolkit.fluxcd.io", "buckets"),
    HelmRepository("source.toolkit.fluxcd.io", "helmrepositories"),
    HelmChart("source.toolkit.fluxcd.io", "helmcharts"),
    ImageRepository("image.toolkit.fluxcd.io", "imagerepositories"),
    Kustomization("kustomize.toolkit.fluxcd.io", "kustomizations"),
    HelmRelease("helm.toolkit.fluxcd.io", "helmreleases");

    private static final Set<FluxKind> SOURCES = EnumSet.of(GitRepository, OCIRepository, Bucket);

    private final Kind kind;

    FluxKind(String group, String plural) {
        this.kind = new Kind(group, name(), plural);
    }

    /** The kinds whose revisions are rolled out; a HelmRepository's is the checksum of an index, which nobody pushes. */
    static Set<FluxKind> sources() {
        return Collections.unmodifiableSet(SOURCES);
    }

    /** Whether the object is of a kind whose revisions are rolled out. */
    static boolean isSource(ObjectKey object) {
        return named(object.kind()).filter(SOURCES::contains).isPresent();
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
