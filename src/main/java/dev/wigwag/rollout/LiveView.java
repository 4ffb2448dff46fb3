package dev.wigwag.rollout;

import java.util.List;

/**
 * Everything the cluster says about one source right now; what is not in it does not exist.
 *
 * @param members every Kustomization whose sourceRef is the source, and every HelmRelease that one of these applies, in
 *     the order of their keys
 */
public record LiveView(LiveSource source, List<LiveMember> members) {
    public LiveView {
        members = members.stream()
                .sorted((one, other) -> one.key().compareTo(other.key()))
                .toList();
    }
}
