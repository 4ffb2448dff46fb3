package dev.wigwag.model;

import dev.wigwag.engine.Canaries;
import dev.wigwag.engine.CanaryIndex;
import dev.wigwag.engine.Mishaps;
import dev.wigwag.engine.ReconcileRequests;
import dev.wigwag.engine.SourceReading;
import dev.wigwag.engine.SourceState;
import dev.wigwag.engine.Sources;
import dev.wigwag.rollout.CanaryDetails;
import dev.wigwag.rollout.CanaryNews;
import dev.wigwag.rollout.ChangeSet;
import dev.wigwag.rollout.Gate;
import dev.wigwag.rollout.LiveCanary;
import dev.wigwag.rollout.LiveMember;
import dev.wigwag.rollout.LiveSource;
import dev.wigwag.rollout.LiveView;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.PackagePublished;
import dev.wigwag.rollout.Push;
import dev.wigwag.rollout.RepositoryUrl;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The cluster of the model, read as the engine reads one: members first, and then the source they are of. */
final class ModelCluster implements Sources, ReconcileRequests, Canaries {
    final Map<ObjectKey, ModelSource> sources = new TreeMap<>();
    final Map<ObjectKey, ModelKustomization> kustomizations = new TreeMap<>();
    final Map<ObjectKey, ModelRelease> releases = new TreeMap<>();
    final Map<ObjectKey, ModelCanary> canaries = new TreeMap<>();
    /** When a source first held a revision, by both. */
    final Map<String, Instant> firstHeld = new HashMap<>();

    /** Sources that the index still names, and that are gone. */
    final Set<ObjectKey> deleted = new TreeSet<>();

    final ViewOrder order = new ViewOrder();

    final RunWatch runs = new RunWatch(this);

    /** Whom Flagger asks, and the gates that its Canaries ask Wigwag about. */
    ModelFlagger.Gates gates = ModelFlagger.Gates.LOTS;

    List<Gate> asked = List.of();

    /** What each Canary was in the middle of when somebody read it alone; null runs are none. */
    final Map<ObjectKey, ModelRun> read = new HashMap<>();

    private final Mishaps mishaps;

    ModelCluster(Mishaps mishaps) {
        this.mishaps = mishaps;
    }

    /** The source that the release's Kustomization is fed by, as far as both are there. */
    Optional<ModelSource> sourceOf(ModelRelease release) {
        return Optional.ofNullable(kustomizations.get(release.parent))
                .flatMap(parent -> Optional.ofNullable(sources.get(parent.source)));
    }

    /** To be called after every change: the members remember what was true of them. */
    void moved() {
        order.moves();
        for (ModelKustomization one : kustomizations.values()) {
            Optional.ofNullable(sources.get(one.source)).ifPresent(one::remember);
        }
        sources.values().stream()
                .filter(source -> source.current != null)
                .forEach(source -> firstHeld.putIfAbsent(source.key + " " + source.current.hash(), source.storedAt));
        releases.values().forEach(release -> sourceOf(release).ifPresent(release::remember));
    }

    /** The source that the Canary comes from, as far as everything between is there. */
    Optional<ModelSource> sourceOf(ModelCanary canary) {
        ModelRelease release = releases.get(canary.parent);
        return release != null
                ? sourceOf(release)
                : Optional.ofNullable(kustomizations.get(canary.parent))
                        .flatMap(parent -> Optional.ofNullable(sources.get(parent.source)));
    }

    @Override
    public CanaryIndex all() {
        mishaps.reading("list canaries");
        runs.looked();
        CanaryIndex index = new CanaryIndex();
        canaries.values().forEach(canary -> index.put(canary.live().key(), List.of(canary.live())));
        return index;
    }

    @Override
    public List<LiveCanary> find(ObjectKey canary) {
        mishaps.reading("get " + canary);
        runs.looked();
        wasRead(canary);
        return Optional.ofNullable(canaries.get(canary)).map(ModelCanary::live).stream()
                .toList();
    }

    @Override
    public CanaryDetails details(LiveCanary canary) {
        mishaps.reading("get details of " + canary.key());
        ModelCanary found = canaries.get(canary.key());
        runs.looked();
        wasRead(canary.key());
        return found == null ? new CanaryDetails(null, null, Map.of(), null, null, null) : found.details();
    }

    /** The run that the Canary is in, and the one that was read last. */
    Set<ModelRun> runsOf(ObjectKey canary) {
        Set<ModelRun> runs = new HashSet<>();
        runs.add(read.get(canary));
        runs.add(canaries.containsKey(canary) ? canaries.get(canary).run : null);
        return runs;
    }

    private void wasRead(ObjectKey canary) {
        read.put(canary, canaries.containsKey(canary) ? canaries.get(canary).run : null);
    }

    /** A view with everything that can be seen at all, and undisturbed. */
    LiveView whole(ObjectKey source, List<CanaryNews> news, List<ChangeSet> changes) {
        List<LiveCanary> its = canaries.values().stream()
                .filter(canary ->
                        sourceOf(canary).filter(from -> from.key.equals(source)).isPresent())
                .map(canary -> canary.live().with(canary.details()))
                .toList();
        return new LiveView(live(source), membersOf(source)).with(its, news, changes);
    }

    @Override
    public Concerned by(Set<RepositoryUrl> addresses) {
        mishaps.reading("list sources");
        Set<ObjectKey> named = new TreeSet<>(sources.keySet());
        named.addAll(deleted);
        return new Concerned(List.copyOf(named), Map.of(), 0);
    }

    @Override
    public Optional<SourceState> read(ObjectKey source) {
        mishaps.reading("get " + source);
        return Optional.ofNullable(sources.get(source)).map(ModelSource::state);
    }

    @Override
    public Optional<SourceReading> read(ObjectKey source, Push push) {
        mishaps.reading("get " + source);
        return Optional.ofNullable(sources.get(source)).map(found -> found.reading(push));
    }

    @Override
    public List<Follower> of(PackagePublished published) {
        return List.of();
    }

    @Override
    public Map<ObjectKey, String> leftBehindBy(ObjectKey changed) {
        mishaps.reading("list includers of " + changed);
        return Map.of();
    }

    @Override
    public Map<ObjectKey, String> leftBehind() {
        return Map.of();
    }

    @Override
    public Optional<LiveView> view(ObjectKey source) {
        mishaps.reading("list members");
        List<LiveMember> members = membersOf(source);
        order.looksAt(source);
        mishaps.reading("view " + source);
        return Optional.of(new LiveView(live(source), members));
    }

    /** As in pages: by the time a view is shown, the cluster may have gone on. */
    @Override
    public void forEachView(Set<ObjectKey> expected, Consumer<LiveView> visitor) {
        mishaps.reading("list members");
        Map<ObjectKey, List<LiveMember>> members = new LinkedHashMap<>();
        Set<ObjectKey> wanted = new TreeSet<>(expected);
        wanted.addAll(sources.keySet());
        wanted.forEach(source -> members.put(source, membersOf(source)));
        wanted.forEach(order::looksAt);
        mishaps.reading("list sources");
        List<LiveView> page = new ArrayList<>();
        Set<ObjectKey> listed = Set.copyOf(sources.keySet());
        sources.values().forEach(source -> {
            order.looksAt(source.key);
            page.add(new LiveView(source.live(), members.getOrDefault(source.key, List.of())));
        });
        page.forEach(visitor);
        expected.stream().filter(source -> !listed.contains(source)).forEach(source -> {
            order.looksAt(source);
            mishaps.reading("view " + source);
            visitor.accept(new LiveView(live(source), members.getOrDefault(source, List.of())));
        });
    }

    private LiveSource live(ObjectKey source) {
        return Optional.ofNullable(sources.get(source)).map(ModelSource::live).orElseGet(() -> LiveSource.gone(source));
    }

    private List<LiveMember> membersOf(ObjectKey source) {
        List<LiveMember> members = new ArrayList<>();
        kustomizations.values().stream()
                .filter(one -> one.source.equals(source))
                .map(ModelKustomization::live)
                .forEach(members::add);
        for (ModelRelease release : releases.values()) {
            ModelKustomization parent = kustomizations.get(release.parent);
            if (parent != null && parent.source.equals(source)) {
                members.add(release.live(sources.get(source)));
            }
        }
        return members;
    }

    @Override
    public void forEachSource(Consumer<ObjectKey> visitor) {
        mishaps.reading("list keys");
        List.copyOf(sources.keySet()).forEach(visitor);
    }

    /** A member that is gone is not remembered: its hint says nothing, and the tick has to find out. */
    @Override
    public Set<ObjectKey> sourcesOf(ObjectKey object) {
        mishaps.reading("trace " + object);
        if (object.kind().equals("GitRepository")) {
            return Set.of(object);
        }
        ModelCanary canary = canaries.get(object);
        if (object.kind().equals("Canary")) {
            return canary == null ? Set.of() : sourcesOf(canary.parent);
        }
        Set<ObjectKey> found = new TreeSet<>();
        ModelRelease release = releases.get(object);
        if (release != null) {
            found.add(release.chart);
        }
        Optional.ofNullable(kustomizations.get(release == null ? object : release.parent))
                .ifPresent(one -> found.add(one.source));
        return found;
    }

    @Override
    public Optional<String> address(ObjectKey source) {
        mishaps.reading("get " + source);
        return Optional.of("https://github.com/acme/fleet");
    }

    @Override
    public boolean ask(ObjectKey object, String token) {
        return mishaps.writing("ask " + object, () -> {
            ModelSource source = sources.get(object);
            if (source != null) {
                source.requestedAt = token;
            }
            return source != null;
        });
    }
}
