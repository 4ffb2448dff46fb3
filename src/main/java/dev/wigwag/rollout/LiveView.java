package dev.wigwag.rollout;

import java.util.List;
import java.util.Map;

/**
 * Everything the cluster says about one source right now; what is not in it does not exist.
 *
 * @param members every Kustomization whose sourceRef is the source, and every HelmRelease that one of these applies, in
 *     the order of their keys
 * @param canaries every Canary that one of the members applies, in the order of their keys
 * @param news what Flagger has said of them since the last view; perhaps nothing, perhaps again
 * @param changes what Kustomizations have said they changed since the last view; perhaps nothing, perhaps again
 * @param namespaces what the annotations of Namespaces ask for, by name; of one that is not in it nothing is asked
 */
public record LiveView(
        LiveSource source,
        List<LiveMember> members,
        List<LiveCanary> canaries,
        List<CanaryNews> news,
        List<ChangeSet> changes,
        Map<String, Annotated> namespaces) {
    public LiveView {
        members = members.stream()
                .sorted((one, other) -> one.key().compareTo(other.key()))
                .toList();
        canaries = canaries.stream()
                .sorted((one, other) -> one.key().compareTo(other.key()))
                .toList();
        news = List.copyOf(news);
        changes = List.copyOf(changes);
        namespaces = Map.copyOf(namespaces);
    }

    /** A view of what Flux does alone. */
    public LiveView(LiveSource source, List<LiveMember> members) {
        this(source, members, List.of(), List.of(), List.of(), Map.of());
    }

    /** This view, with what Flagger does. */
    public LiveView with(List<LiveCanary> canaries, List<CanaryNews> news, List<ChangeSet> changes) {
        return new LiveView(source, members, canaries, news, changes, namespaces);
    }

    /** This view, with what the annotations of Namespaces ask for. */
    public LiveView in(Map<String, Annotated> namespaces) {
        return new LiveView(source, members, canaries, news, changes, namespaces);
    }
}
