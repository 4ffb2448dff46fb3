package dev.wigwag.model;

import dev.wigwag.model.RandomWorld.News;
import dev.wigwag.rollout.CanaryNews;
import dev.wigwag.rollout.ChangeSet;
import dev.wigwag.rollout.FlaggerPhase;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Revision;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/** What happens to Canaries and to what they look after: changes by Flux, looks of Flagger's, hands of people. */
final class RandomCanaries {
    private final ModelCluster cluster;
    private final ModelClock clock;
    private final Random random;
    private final Consumer<String> diary;
    private int names;
    private int templates;

    RandomCanaries(ModelCluster cluster, ModelClock clock, Random random, Consumer<String> diary) {
        this.cluster = cluster;
        this.clock = clock;
        this.random = random;
        this.diary = diary;
    }

    /** A Kustomization's run that is under way applies one of its Canaries, and what belongs to it. */
    Optional<News> applied() {
        return one(cluster.kustomizations.values().stream()
                        .filter(ModelKustomization::isRunning)
                        .toList())
                .map(applier -> {
                    Set<ObjectKey> changed = change(applier.key, applier.attempted);
                    // Flux tells of everything else that it changed, too.
                    changed.add(new ObjectKey("Service", "shop", "noise"));
                    return News.of(applier.key).with(new ChangeSet(applier.key, applier.attempted, changed));
                });
    }

    /** A release's upgrade that is under way does the same; Helm tells nobody what it changed. */
    Optional<News> installed() {
        return one(cluster.releases.values().stream()
                        .filter(ModelRelease::isRunning)
                        .toList())
                .map(release -> {
                    change(release.key, release.runningBy);
                    return News.of(release.key);
                });
    }

    private Set<ObjectKey> change(ObjectKey applier, Revision by) {
        List<ModelCanary> its = cluster.canaries.values().stream()
                .filter(canary -> canary.parent.equals(applier))
                .toList();
        Set<ObjectKey> changed = new HashSet<>();
        if (its.isEmpty() || its.size() < 2 && random.nextInt(6) == 0) {
            ModelCanary made = create(new ModelWorkload("app-" + names), "canary-" + names, applier);
            names++;
            made.target.base = "t" + ++templates;
            made.target.appliedBy = by;
            made.target.baseBy = by;
            made.target.changedAt = second();
            diary.accept(applier.name() + " creates " + made.key.name() + " by " + by);
            changed.add(made.target.key);
            changed.add(made.target.config);
            return changed;
        }
        ModelCanary canary = one(its).orElseThrow();
        if (by.equals(canary.target.appliedBy)) {
            return changed;
        }
        canary.target.appliedBy = by;
        int lot = random.nextInt(6);
        if (lot < 5 && canary.target.apply(template(canary), by, second())) {
            changed.add(canary.target.key);
            canary.changed(by, second());
        }
        if (lot > 3) {
            canary.target.write("c" + ++templates, by);
            canary.target.writtenByHelm |= cluster.releases.containsKey(applier);
            changed.add(canary.target.config);
        }
        diary.accept(applier.name() + " makes " + canary.key.name() + " " + canary.target.template() + " "
                + canary.target.content + " by " + by);
        return changed;
    }

    /** Sometimes back to what runs, as after a Git revert, or to what was before. */
    private String template(ModelCanary canary) {
        return switch (random.nextInt(6)) {
            case 0 -> canary.primary.isEmpty() ? canary.target.base : canary.primary.replaceAll("\\+.*", "");
            case 1 -> canary.base.isEmpty() ? canary.target.base : canary.base;
            default -> "t" + ++templates;
        };
    }

    private ModelCanary create(ModelWorkload target, String name, ObjectKey parent) {
        ModelCanary made = new ModelCanary(name, "uid-" + ++templates, parent, target);
        made.gates = cluster.asked;
        cluster.canaries.put(made.key, made);
        return made;
    }

    /** Flagger looks, perhaps a few times; never twice within an interval. */
    Optional<News> flagger() {
        return one(cluster.canaries.values()).map(canary -> {
            News news = News.of(canary.key);
            for (int i = random.nextInt(4); i >= 0; i--) {
                news = news.with(look(canary));
            }
            return news;
        });
    }

    /** Flagger looks at a Canary that has something to do; somebody sees to it that one has. */
    Optional<News> run() {
        return one(cluster.canaries.values()).map(canary -> {
            boolean rests = canary.phase == FlaggerPhase.Initialized || canary.phase.isOutcome();
            canary.suspended = false;
            if (rests && !canary.hasChanged()) {
                canary.target.restarts++;
                diary.accept("by hand " + canary.key.name() + " " + canary.target.template());
            }
            return News.of(canary.key).with(look(canary));
        });
    }

    private List<CanaryNews> look(ModelCanary canary) {
        Duration early = Duration.between(clock.instant(), canary.looked.plus(ModelCanary.INTERVAL));
        if (!early.isNegative()) {
            clock.pass(early);
        }
        if (canary.beingLookedAt) {
            return List.of();
        }
        canary.beingLookedAt = true;
        List<CanaryNews> said;
        try {
            said = ModelFlagger.look(canary, second(), clock.instant(), random, cluster.gates);
        } finally {
            canary.beingLookedAt = false;
        }
        if (canary.run != null && canary.run.source == null) {
            canary.run.source =
                    cluster.sourceOf(canary).map(source -> source.key).orElse(null);
        }
        diary.accept("Flagger at " + canary.key.name() + ": " + canary.phase + " of " + canary.spec + " "
                + canary.configs + " weight " + canary.weight + " failed " + canary.failedChecks
                + (canary.suspended ? " suspended" : ""));
        return said;
    }

    /** People, and what else is no commit. */
    Optional<News> byHand() {
        return one(cluster.canaries.values()).map(canary -> {
            switch (random.nextInt(8)) {
                case 0, 1 -> {
                    canary.target.restarts++;
                    canary.changed(null, second());
                }
                case 2 -> canary.target.write("c" + ++templates, null);
                case 3 -> canary.suspended = true;
                case 4 -> canary.suspended = false;
                case 5 -> canary.skipAnalysis = !canary.skipAnalysis;
                case 6 -> canary.deleting |= random.nextBoolean();
                default -> goOrComeBack(canary);
            }
            diary.accept("by hand " + canary.key.name() + " " + canary.uid + " " + canary.target.template() + " "
                    + canary.target.content + (canary.suspended ? " suspended" : "")
                    + (canary.deleting ? " deleting" : "")
                    + (cluster.canaries.containsKey(canary.key) ? "" : " gone"));
            return News.of(canary.key);
        });
    }

    private void goOrComeBack(ModelCanary canary) {
        cluster.canaries.remove(canary.key);
        if (random.nextBoolean()) {
            create(canary.target, canary.key.name(), canary.parent);
        }
    }

    private Instant second() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private <T> Optional<T> one(Collection<T> of) {
        return of.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(of).get(random.nextInt(of.size())));
    }
}
