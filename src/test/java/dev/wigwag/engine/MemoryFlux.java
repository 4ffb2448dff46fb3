package dev.wigwag.engine;

import dev.wigwag.rollout.LiveMember;
import dev.wigwag.rollout.LiveSource;
import dev.wigwag.rollout.LiveView;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.PackagePublished;
import dev.wigwag.rollout.Push;
import dev.wigwag.rollout.Ready;
import dev.wigwag.rollout.RepositoryUrl;
import dev.wigwag.rollout.Revision;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Flux as the engine sees it: sources that follow a branch, and what they were asked. */
final class MemoryFlux implements Sources, ReconcileRequests {
    /** What stands in a GitRepository. */
    static final class Source {
        final ObjectKey key;
        String url = "https://github.com/acme/fleet";
        String branch = "main";
        boolean suspended;
        boolean holdsArtifact = true;
        Revision current;
        String requestedAt;
        String handledAt;
        Ready ready = Ready.ABSENT;
        final List<ObjectKey> includers = new ArrayList<>();
        final List<LiveMember> members = new ArrayList<>();

        private Source(ObjectKey key) {
            this.key = key;
        }

        /** Flux has fetched this commit. */
        void isAt(String sha) {
            current = Revision.ofCommit(branch, sha);
        }

        private LiveView view() {
            LiveSource live = new LiveSource(
                    key,
                    true,
                    suspended,
                    Optional.of(branch),
                    Optional.ofNullable(current),
                    Optional.empty(),
                    null,
                    ready,
                    false,
                    requestedAt,
                    handledAt);
            return new LiveView(live, members);
        }

        private SourceState state() {
            return new SourceState(
                    key, url, suspended, holdsArtifact, Optional.ofNullable(current), requestedAt, handledAt);
        }
    }

    private final Mishaps mishaps;
    private final Map<ObjectKey, Source> sources = new TreeMap<>();
    private final Map<ObjectKey, Map<ObjectKey, String>> left = new HashMap<>();
    private final List<Follower> followers = new ArrayList<>();
    /** Sources that the index still knows and the cluster no longer has. */
    private final List<ObjectKey> ghosts = new ArrayList<>();

    private final List<String> asked = new ArrayList<>();

    MemoryFlux(Mishaps mishaps) {
        this.mishaps = mishaps;
    }

    static ObjectKey key(String name) {
        return new ObjectKey("GitRepository", "flux-system", name);
    }

    /** Adds a source of acme/fleet that follows main. */
    synchronized Source add(String name) {
        return sources.computeIfAbsent(key(name), Source::new);
    }

    synchronized void remove(String name) {
        sources.remove(key(name));
        ghosts.add(key(name));
    }

    synchronized void leaveBehind(ObjectKey changed, ObjectKey object, String token) {
        left.computeIfAbsent(changed, k -> new LinkedHashMap<>()).put(object, token);
    }

    synchronized void follow(Follower follower) {
        followers.add(follower);
    }

    /** {@code <object> <token>} for every request that changed something. */
    synchronized List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public synchronized Concerned by(Set<RepositoryUrl> addresses) {
        mishaps.reading("list sources");
        List<ObjectKey> found = new ArrayList<>(ghosts);
        Map<ObjectKey, List<ObjectKey>> includers = new HashMap<>();
        for (Source source : sources.values()) {
            if (RepositoryUrl.of(source.url).filter(addresses::contains).isPresent()) {
                found.add(source.key);
                includers.put(source.key, List.copyOf(source.includers));
            }
        }
        found.sort(Comparator.naturalOrder());
        return new Concerned(found, includers, sources.size() + ghosts.size() - found.size());
    }

    @Override
    public synchronized Optional<SourceState> read(ObjectKey source) {
        mishaps.reading("get " + source);
        return Optional.ofNullable(sources.get(source)).map(Source::state);
    }

    @Override
    public synchronized Optional<SourceReading> read(ObjectKey source, Push push) {
        mishaps.reading("get " + source);
        return Optional.ofNullable(sources.get(source)).map(found -> reading(found, push));
    }

    @Override
    public synchronized Optional<LiveView> view(ObjectKey source) {
        mishaps.reading("view " + source);
        if (!source.kind().equals("GitRepository")) {
            return Optional.empty();
        }
        Source found = sources.get(source);
        return Optional.of(found == null ? new LiveView(LiveSource.gone(source), List.of()) : found.view());
    }

    @Override
    public synchronized void forEachView(Set<ObjectKey> expected, Consumer<LiveView> visitor) {
        mishaps.reading("list views");
        List.copyOf(sources.values()).forEach(source -> visitor.accept(source.view()));
        expected.stream()
                .filter(source -> !sources.containsKey(source))
                .forEach(source -> visitor.accept(new LiveView(LiveSource.gone(source), List.of())));
    }

    @Override
    public synchronized void forEachSource(Consumer<ObjectKey> visitor) {
        mishaps.reading("list keys");
        List.copyOf(sources.keySet()).forEach(visitor);
    }

    @Override
    public synchronized Set<ObjectKey> sourcesOf(ObjectKey object) {
        mishaps.reading("trace " + object);
        Set<ObjectKey> found = new TreeSet<>();
        for (Source source : sources.values()) {
            if (source.key.equals(object)
                    || source.members.stream().anyMatch(member -> member.key().equals(object))) {
                found.add(source.key);
            }
        }
        return found;
    }

    @Override
    public synchronized Optional<String> address(ObjectKey source) {
        mishaps.reading("get " + source);
        return Optional.ofNullable(sources.get(source)).map(found -> found.url);
    }

    @Override
    public synchronized List<Follower> of(PackagePublished published) {
        mishaps.reading("list followers");
        return List.copyOf(followers);
    }

    @Override
    public synchronized Map<ObjectKey, String> leftBehindBy(ObjectKey changed) {
        mishaps.reading("list includers of " + changed);
        return new LinkedHashMap<>(left.getOrDefault(changed, Map.of()));
    }

    @Override
    public synchronized Map<ObjectKey, String> leftBehind() {
        mishaps.reading("list all includers");
        Map<ObjectKey, String> all = new LinkedHashMap<>();
        left.values().forEach(all::putAll);
        return all;
    }

    @Override
    public synchronized boolean ask(ObjectKey object, String token) {
        return mishaps.writing("ask " + object, () -> {
            Source source = sources.get(object);
            if (ghosts.contains(object) || source == null && object.kind().equals("GitRepository")) {
                return false;
            }
            if (source == null || !token.equals(source.requestedAt)) {
                asked.add(object + " " + token);
            }
            if (source != null) {
                source.requestedAt = token;
            }
            return true;
        });
    }

    private static SourceReading reading(Source source, Push push) {
        boolean follows = push.ref().ref().equals("refs/heads/" + source.branch)
                && !push.ref().deleted();
        return follows
                ? new SourceReading(
                        source.state(),
                        Optional.of(Revision.ofCommit(source.branch, push.ref().commit())),
                        null)
                : new SourceReading(source.state(), Optional.empty(), "follows branch " + source.branch);
    }
}
