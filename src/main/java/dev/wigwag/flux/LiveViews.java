package dev.wigwag.flux;

import dev.wigwag.kube.ClusterObjects;
import dev.wigwag.kube.Fields;
import dev.wigwag.rollout.LiveSource;
import dev.wigwag.rollout.LiveView;
import dev.wigwag.rollout.ObjectKey;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Everything live about a source: itself as it is this moment, and its members. */
@ApplicationScoped
class LiveViews {
    private final ClusterObjects objects;
    private final CurrentMembers members;

    LiveViews(ClusterObjects objects, CurrentMembers members) {
        this.objects = objects;
        this.members = members;
    }

    /**
     * As {@link dev.wigwag.engine.Sources#view}. Members are read before their source: if it moves in between, they look
     * behind it, and never done for a revision they have not seen.
     */
    Optional<LiveView> of(ObjectKey source) {
        return kindOf(source).map(kind -> {
            MemberIndex all = members.all();
            return view(kind, source, all);
        });
    }

    private LiveView view(FluxKind kind, ObjectKey source, MemberIndex all) {
        return new LiveView(
                find(kind, source).map(SourceLive::live).orElseGet(() -> LiveSource.gone(source)),
                all.membersOf(source));
    }

    /** As {@link dev.wigwag.engine.Sources#forEachView}. */
    void forEach(Set<ObjectKey> expected, Consumer<LiveView> visitor) {
        MemberIndex all = members.all();
        Set<ObjectKey> missing = new TreeSet<>(expected);
        forEachObject((kind, object) -> {
            LiveSource source = new SourceLive(kind, new Fields(object)).live();
            missing.remove(source.key());
            visitor.accept(new LiveView(source, all.membersOf(source.key())));
        });
        missing.forEach(
                source -> kindOf(source).map(kind -> view(kind, source, all)).ifPresent(visitor));
    }

    /** As {@link dev.wigwag.engine.Sources#forEachSource}. */
    void forEachKey(Consumer<ObjectKey> visitor) {
        forEachObject((kind, object) -> visitor.accept(new Fields(object).key(kind.name())));
    }

    /** As {@link dev.wigwag.engine.Sources#address}. */
    Optional<String> address(ObjectKey source) {
        return kindOf(source).flatMap(kind -> find(kind, source)).flatMap(SourceLive::address);
    }

    private static Optional<FluxKind> kindOf(ObjectKey source) {
        return FluxKind.named(source.kind()).filter(FluxKind.sources()::contains);
    }

    private interface Visitor {
        void visit(FluxKind kind, GenericKubernetesResource object);
    }

    private void forEachObject(Visitor visitor) {
        for (FluxKind kind : FluxKind.sources()) {
            objects.forEach(kind.kind(), object -> visitor.visit(kind, object));
        }
    }

    private Optional<SourceLive> find(FluxKind kind, ObjectKey source) {
        return objects.find(kind.kind(), source.namespace(), source.name())
                .map(object -> new SourceLive(kind, new Fields(object)));
    }
}
