package dev.wigwag.model;

import dev.wigwag.rollout.CanaryNews;
import dev.wigwag.rollout.ChangeSet;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Push;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What happens in a repository and a cluster that follows it, drawn one thing at a time; nobody of ours has a part in it. */
final class RandomWorld {
    /** What there would be to tell of it. */
    record News(Optional<Push> push, Optional<ObjectKey> object, List<CanaryNews> said, Optional<ChangeSet> changes) {
        static News nothing() {
            return new News(Optional.empty(), Optional.empty(), List.of(), Optional.empty());
        }

        static News of(Push push) {
            return new News(Optional.of(push), Optional.empty(), List.of(), Optional.empty());
        }

        static News of(ObjectKey object) {
            return new News(Optional.empty(), Optional.of(object), List.of(), Optional.empty());
        }

        News with(ChangeSet what) {
            return new News(push, object, said, Optional.of(what));
        }

        News with(List<CanaryNews> more) {
            return new News(
                    push, object, Stream.concat(said.stream(), more.stream()).toList(), changes);
        }
    }

    private final ModelRepository repository = new ModelRepository();
    private final ModelCluster cluster;
    private final ModelClock clock;
    private final Random random;
    private final Consumer<String> diary;
    private final RandomCanaries canaries;
    private final int sources;
    private int names;

    RandomWorld(ModelCluster cluster, ModelClock clock, Random random, Consumer<String> diary) {
        this.cluster = cluster;
        this.clock = clock;
        this.random = random;
        this.diary = diary;
        this.canaries = new RandomCanaries(cluster, clock, random, diary);
        this.sources = 1 + random.nextInt(3);
        for (int i = 0; i < sources; i++) {
            ObjectKey source = createSource(i);
            for (int k = random.nextInt(4); k >= 0; k--) {
                createKustomization(source);
            }
        }
        cluster.moved();
    }

    /** One more thing happens. */
    News step() {
        News news = switch (random.nextInt(35)) {
            case 0, 1 -> pushed(repository.push(second()));
            case 2 -> pushed(repository.forcePush(random, second()));
            case 3 -> pushed(random.nextBoolean() ? repository.moveTag(second()) : repository.tag(random, second()));
            case 4, 5 -> source("fetch", source -> source.fetch(second()));
            case 6 -> source("flip", this::flip);
            case 7, 8, 9 -> kustomization(one -> one.begin(cluster, second()));
            case 10, 11 -> kustomization(one -> one.succeed(second()));
            case 12 -> kustomization(this::fail);
            case 13 -> kustomization(one -> one.suspended = random.nextInt(3) == 0);
            case 14 -> random.nextBoolean() ? goKustomization() : News.of(createKustomization(anySource()));
            case 15 -> random.nextInt(4) == 0 ? comeOrGoSource() : source("fetch", s -> s.fetch(second()));
            case 16, 17 -> apply();
            case 18, 19, 20 -> random.nextInt(8) == 0 ? goRelease() : release(this::run);
            case 21, 22, 23 -> canaries.applied().orElseGet(this::advanceKustomization);
            case 24 -> canaries.installed().orElseGet(this::advanceRelease);
            case 25, 26 -> canaries.byHand().orElseGet(News::nothing);
            default -> canaries.flagger().orElseGet(this::advanceKustomization);
        };
        cluster.moved();
        return news;
    }

    /** Flagger looks at something that moves, or a Kustomization gets on. */
    News flagger() {
        News news = canaries.run()
                .orElseGet(() -> random.nextBoolean()
                        ? advanceKustomization()
                        : canaries.applied().orElseGet(News::nothing));
        cluster.moved();
        return news;
    }

    /** So that there is somebody who can apply something. */
    private News advanceKustomization() {
        return kustomization(one -> one.begin(cluster, second()));
    }

    private News advanceRelease() {
        return release(one -> one.begin(Optional.empty(), second()));
    }

    private News pushed(Push push) {
        diary.accept("push " + push.ref().ref() + " " + push.ref().commit().substring(32)
                + (push.forced() ? " forced" : ""));
        return News.of(push);
    }

    private News source(String what, Consumer<ModelSource> change) {
        return one(cluster.sources.values())
                .map(source -> {
                    change.accept(source);
                    diary.accept(what + " " + source.key.name() + " " + source.current
                            + (source.broken ? " broken" : "") + (source.suspended ? " suspended" : ""));
                    return News.of(source.key);
                })
                .orElseGet(News::nothing);
    }

    private void flip(ModelSource source) {
        switch (random.nextInt(5)) {
            case 0 -> source.broken = !source.broken;
            case 1 -> source.suspended = !source.suspended;
            case 2 -> repository.untag();
            case 3 -> source.storeAnew(second());
            default -> source.broken = source.suspended = false;
        }
    }

    /** One that is gone may come back under its name, following something else. */
    private News comeOrGoSource() {
        int number = random.nextInt(sources);
        ObjectKey key = sourceKey(number);
        if (cluster.sources.containsKey(key)) {
            cluster.sources.remove(key);
            cluster.deleted.add(key);
            diary.accept("delete " + key.name());
            return News.of(key);
        }
        return News.of(createSource(number));
    }

    private ObjectKey createSource(int number) {
        ModelSource.Follows[] kinds = ModelSource.Follows.values();
        ModelSource made = new ModelSource(sourceKey(number).name(), kinds[random.nextInt(kinds.length)], repository);
        cluster.sources.put(made.key, made);
        diary.accept("create " + made.key.name() + " following a " + made.follows);
        return made.key;
    }

    private ObjectKey anySource() {
        return sourceKey(random.nextInt(sources));
    }

    private static ObjectKey sourceKey(int number) {
        return new ObjectKey("GitRepository", "flux-system", "source-" + number);
    }

    private News kustomization(Consumer<ModelKustomization> change) {
        return one(cluster.kustomizations.values())
                .map(one -> {
                    change.accept(one);
                    diary.accept(one.key.name() + " of " + one.source.name() + " attempted " + one.attempted
                            + " applied " + one.applied + " " + one.ready.state() + " " + one.ready.reason()
                            + (one.suspended ? " suspended" : ""));
                    return News.of(one.key);
                })
                .orElseGet(News::nothing);
    }

    private void fail(ModelKustomization one) {
        switch (random.nextInt(4)) {
            case 0 -> one.failToFetch(cluster, second());
            case 1 -> one.fail("BuildFailed", "it does not work", second());
            case 2 -> one.moveTo(anySource());
            default -> one.fail("HealthCheckFailed", "it does not work", second());
        }
    }

    private ObjectKey createKustomization(ObjectKey source) {
        List<ObjectKey> siblings = cluster.kustomizations.values().stream()
                .filter(other -> other.source.equals(source))
                .map(other -> other.key)
                .toList();
        Optional<ObjectKey> dependsOn = random.nextBoolean() ? Optional.empty() : one(siblings);
        ModelKustomization made = new ModelKustomization("app-" + names++, source, dependsOn);
        cluster.kustomizations.put(made.key, made);
        diary.accept("create " + made.key.name() + " of " + source.name());
        return made.key;
    }

    /** With a finalizer it takes two steps. */
    private News goKustomization() {
        return one(cluster.kustomizations.values())
                .map(gone -> {
                    if (gone.deleting || random.nextBoolean()) {
                        cluster.kustomizations.remove(gone.key);
                        diary.accept("delete " + gone.key.name());
                    } else {
                        gone.deleting = true;
                        diary.accept("deleting " + gone.key.name());
                    }
                    return News.of(gone.key);
                })
                .orElseGet(News::nothing);
    }

    /** A run that is under way applies a HelmRelease, which is new or changed by it. */
    private News apply() {
        Optional<ModelKustomization> applier = one(cluster.kustomizations.values().stream()
                .filter(ModelKustomization::isRunning)
                .toList());
        if (applier.isEmpty()) {
            return News.nothing();
        }
        List<ModelRelease> its = cluster.releases.values().stream()
                .filter(release -> release.parent.equals(applier.get().key) && !release.deleting)
                .toList();
        ModelRelease release = its.isEmpty() || its.size() < 3 && random.nextInt(3) == 0
                ? new ModelRelease("release-" + names++, applier.get().key, anySource(), random.nextBoolean())
                : one(its).orElseThrow();
        release.change(applier.get().attempted, second());
        cluster.releases.put(release.key, release);
        diary.accept(applier.get().key.name() + " changes " + release.key.name() + " by " + release.changedBy);
        return News.of(release.key)
                .with(new ChangeSet(applier.get().key, applier.get().attempted, Set.of(release.key)));
    }

    private News release(Consumer<ModelRelease> change) {
        return one(cluster.releases.values())
                .map(release -> {
                    change.accept(release);
                    diary.accept(release.key.name() + " of " + release.parent.name() + " "
                            + release.ready.state() + " " + release.ready.reason()
                            + (release.suspended ? " suspended" : ""));
                    return News.of(release.key);
                })
                .orElseGet(News::nothing);
    }

    private void run(ModelRelease release) {
        switch (random.nextInt(8)) {
            case 0, 1 -> release.begin(Optional.empty(), second());
            case 2 ->
                release.begin(Optional.of(random.nextBoolean() ? "DependencyNotReady" : "SourceNotReady"), second());
            case 3, 4, 5 -> release.succeed(second());
            case 6 -> release.fail(second());
            default -> release.suspended = random.nextInt(3) == 0;
        }
    }

    private News goRelease() {
        return one(cluster.releases.values())
                .map(gone -> {
                    if (gone.deleting || random.nextBoolean()) {
                        cluster.releases.remove(gone.key);
                        diary.accept("delete " + gone.key.name());
                    } else {
                        gone.deleting = true;
                        diary.accept("deleting " + gone.key.name());
                    }
                    return News.of(gone.key);
                })
                .orElseGet(News::nothing);
    }

    private Instant second() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private <T> Optional<T> one(Collection<T> of) {
        return of.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(of).get(random.nextInt(of.size())));
    }
}
