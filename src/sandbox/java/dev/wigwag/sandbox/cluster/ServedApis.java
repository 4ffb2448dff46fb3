package dev.wigwag.sandbox.cluster;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * The kinds the cluster serves right now. Changing them is like installing, upgrading or removing CRDs: discovery and paths follow at once.
 * Objects are kept per resource, not per version, so an upgrade shows the same objects under the new version.
 */
public final class ServedApis {

    private final AtomicReference<List<ServedKind>> kinds;

    ServedApis(List<ServedKind> kinds) {
        this.kinds = new AtomicReference<>(List.copyOf(kinds));
    }

    /** Serves exactly these kinds from now on; see {@link FluxReleases} for ready-made sets. */
    public void replaceWith(List<ServedKind> served) {
        kinds.set(List.copyOf(served));
    }

    /** Serves one more kind; nothing changes when it is served already. */
    public void serve(ServedKind kind) {
        kinds.updateAndGet(now -> now.contains(kind)
                ? now
                : Stream.concat(now.stream(), Stream.of(kind)).toList());
    }

    /** Serves none of the kinds of this group any more, as if its CRDs were removed. */
    public void withdraw(String group) {
        kinds.updateAndGet(
                now -> now.stream().filter(kind -> !kind.group().equals(group)).toList());
    }

    /** Serves this resource in no version any more, as if its CRD were removed. */
    public void withdraw(String group, String plural) {
        kinds.updateAndGet(now -> now.stream()
                .filter(kind -> !(kind.group().equals(group) && kind.plural().equals(plural)))
                .toList());
    }

    /** Everything served, in order of preference. */
    public List<ServedKind> all() {
        return kinds.get();
    }

    List<String> groups() {
        return kinds.get().stream().map(ServedKind::group).distinct().toList();
    }

    List<String> versions(String group) {
        return kinds.get().stream()
                .filter(kind -> kind.group().equals(group))
                .map(ServedKind::version)
                .distinct()
                .toList();
    }

    List<ServedKind> in(String group, String version) {
        return kinds.get().stream()
                .filter(kind -> kind.group().equals(group) && kind.version().equals(version))
                .toList();
    }

    Optional<ServedKind> find(String group, String version, String plural) {
        return in(group, version).stream()
                .filter(kind -> kind.plural().equals(plural))
                .findFirst();
    }
}
