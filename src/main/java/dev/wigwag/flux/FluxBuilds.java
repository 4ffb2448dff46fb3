package dev.wigwag.flux;

import dev.wigwag.engine.Build;
import dev.wigwag.engine.Builds;
import dev.wigwag.engine.Checkout;
import dev.wigwag.kube.ClusterObjects;
import dev.wigwag.kube.Fields;
import dev.wigwag.rollout.ObjectKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads from live objects what is built of a GitRepository: one look at it, one list of each kind, page by page. */
@ApplicationScoped
class FluxBuilds implements Builds {
    private final ClusterObjects objects;

    FluxBuilds(ClusterObjects objects) {
        this.objects = objects;
    }

    @Override
    public Optional<Checkout> checkout(ObjectKey source) {
        return source.kind().equals(FluxKind.GitRepository.name())
                ? objects.find(FluxKind.GitRepository.kind(), source.namespace(), source.name())
                        .flatMap(object -> new CheckoutReading(new Fields(object)).checkout())
                : Optional.empty();
    }

    @Override
    public List<Build> of(ObjectKey source) {
        List<Build> builds = new ArrayList<>();
        objects.forEach(
                FluxKind.Kustomization.kind(),
                object -> new BuildReading(new Fields(object))
                        .kustomization(source)
                        .ifPresent(builds::add));
        objects.forEach(
                FluxKind.HelmRelease.kind(),
                object ->
                        new BuildReading(new Fields(object)).helmRelease(source).ifPresent(builds::add));
        builds.sort(Comparator.comparing(Build::object));
        return builds;
    }
}
