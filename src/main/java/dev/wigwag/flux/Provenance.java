package dev.wigwag.flux;

import dev.wigwag.kube.ClusterObjects;
import dev.wigwag.kube.Fields;
import dev.wigwag.kube.OwnerLabels;
import dev.wigwag.rollout.ObjectKey;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Traces an object to the sources it came from, as {@link dev.wigwag.engine.Sources#sourcesOf} says. */
@ApplicationScoped
class Provenance {
    /** Kustomizations that apply Kustomizations may be nested; deeper than this nobody does. */
    private static final int LEVELS = 8;

    /** A chart may be for many HelmReleases; what is beyond, the tick finds. */
    private static final int OBJECTS = 200;

    private final ClusterObjects objects;
    private final CurrentMembers members;
    private final Owners owners;

    Provenance(ClusterObjects objects, CurrentMembers members, Owners owners) {
        this.objects = objects;
        this.members = members;
        this.owners = owners;
    }

    private record Step(ObjectKey object, int level) {}

    /** Climbs to everything that brought the object; what does not exist leads nowhere. */
    Set<ObjectKey> sourcesOf(ObjectKey object) {
        Set<ObjectKey> sources = new TreeSet<>();
        Set<ObjectKey> seen = new HashSet<>();
        Deque<Step> ahead = new ArrayDeque<>();
        ahead.add(new Step(object, 0));
        while (!ahead.isEmpty() && seen.size() < OBJECTS) {
            Step step = ahead.remove();
            if (FluxKind.isSource(step.object())) {
                sources.add(step.object());
            } else if (seen.add(step.object()) && step.level() < LEVELS) {
                above(step.object()).forEach(next -> ahead.add(new Step(next, step.level() + 1)));
            }
        }
        return sources;
    }

    private Set<ObjectKey> above(ObjectKey object) {
        return switch (object.kind()) {
            case "Kustomization", "HelmRelease" ->
                members.find(object)
                        .map(member ->
                                both(member.live().parent().filter(parent -> lists(parent, object)), member.feed()))
                        .orElse(Set.of());
            case "HelmChart" ->
                objects.find(FluxKind.HelmChart.kind(), object.namespace(), object.name())
                        .map(this::aboveChart)
                        .orElse(Set.of());
            // Where charts are found; who applied it has brought none of them. We have no right to read one either.
            case "HelmRepository" -> Set.of();
            default -> owners.appliersOf(object);
        };
    }

    private boolean lists(ObjectKey kustomization, ObjectKey member) {
        return members.find(kustomization)
                .filter(found -> found.inventory().has(member))
                .isPresent();
    }

    /**
     * A chart bears the labels of the HelmRelease it was made for, which does not list it among what it installed; one that
     * people made is looked up the other way.
     */
    private Set<ObjectKey> aboveChart(GenericKubernetesResource chart) {
        Fields fields = new Fields(chart);
        ObjectKey key = fields.key(FluxKind.HelmChart.name());
        OwnerLabels labels = new OwnerLabels(chart.getMetadata());
        Set<ObjectKey> above = both(
                labels.kustomization().filter(applier -> owners.hasApplied(applier, FluxKind.HelmChart.kind(), key)),
                labels.helmRelease());
        new References(fields).at("spec", "sourceRef").ifPresent(above::add);
        if (labels.helmRelease().isEmpty()) {
            above.addAll(members.all().fedBy(key));
        }
        return above;
    }

    private static Set<ObjectKey> both(Optional<ObjectKey> one, Optional<ObjectKey> other) {
        return Stream.of(one, other).flatMap(Optional::stream).collect(Collectors.toCollection(HashSet::new));
    }
}
