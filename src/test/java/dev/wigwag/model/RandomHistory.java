package dev.wigwag.model;

import dev.wigwag.engine.MemoryLedger;
import dev.wigwag.engine.Mishaps;
import dev.wigwag.engine.Report;
import dev.wigwag.rollout.ObjectChanged;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Push;
import dev.wigwag.rollout.RequestToken;
import dev.wigwag.rollout.RolloutKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/** A history of a cluster, as one seed tells it, with hints that get lost and processes that die. */
final class RandomHistory {
    final Mishaps mishaps = new Mishaps();
    final MemoryLedger ledger = new MemoryLedger(mishaps);
    final ModelCluster cluster = new ModelCluster(mishaps);
    final ModelClock clock = new ModelClock();
    /** What happened, in order, to be read when something is wrong. */
    final List<String> told = new ArrayList<>();
    /** The pushes that were stored for a rollout, by their tokens; those of one that was pruned are forgotten. */
    final Map<RolloutKey, Set<String>> stored = new HashMap<>();

    private final Random random;
    private final int history;
    private final ModelRepository repository = new ModelRepository();
    private final List<Push> delayedPushes = new ArrayList<>();
    private final List<ObjectKey> delayedHints = new ArrayList<>();
    private ModelProcess process;
    private int names;

    RandomHistory(long seed) {
        this.random = new Random(seed);
        this.history = 2 + random.nextInt(9);
        this.process = start();
        ModelSource.Follows[] kinds = ModelSource.Follows.values();
        int sources = 1 + random.nextInt(3);
        for (int i = 0; i < sources; i++) {
            ModelSource source = new ModelSource("source-" + i, kinds[random.nextInt(3)], repository);
            cluster.sources.put(source.key, source);
            for (int k = random.nextInt(4); k >= 0; k--) {
                createKustomization(source);
            }
        }
    }

    /** Lets so many things happen. */
    void live(int steps) {
        for (int i = 0; i < steps; i++) {
            if (random.nextInt(3) > 0) {
                clock.pass(Duration.ofMillis(random.nextInt(random.nextInt(10) == 0 ? 120_000 : 3_000)));
            }
            step();
            if (random.nextInt(40) == 0) {
                tell("restart");
                process = start();
            }
            if (random.nextInt(40) == 0) {
                mishaps.dieAtWrite(1 + random.nextInt(3), random.nextBoolean());
            }
        }
        mishaps.recover();
    }

    /** One tick of a process in good health; gives what it wrote into the ledger. */
    List<String> tick() {
        int before = mishaps.written().size();
        process.hearTick.hear();
        tell("tick");
        List<String> written = mishaps.written();
        return written.subList(before, written.size()).stream()
                .filter(write -> !write.startsWith("ask "))
                .toList();
    }

    private void step() {
        switch (random.nextInt(16)) {
            case 0, 1 -> pushed(repository.push(second()));
            case 2 -> pushed(repository.forcePush(random, second()));
            case 3 -> pushed(random.nextBoolean() ? repository.moveTag(second()) : repository.tag(random, second()));
            case 4, 5 -> changed(one(cluster.sources.values()), "fetch", source -> source.fetch(second()));
            case 6 -> changed(one(cluster.sources.values()), "flip", this::flip);
            case 7, 8, 9 -> run(kustomization -> kustomization.begin(cluster.kustomizations.values(), second()));
            case 10, 11 -> run(kustomization -> kustomization.succeed(second()));
            case 12 -> run(this::fail);
            case 13 -> run(kustomization -> kustomization.suspended = random.nextInt(3) == 0);
            case 14 -> comeOrGo();
            default -> late();
        }
    }

    private void pushed(Push push) {
        tell("push " + push.ref().ref() + " " + push.ref().commit().substring(32) + (push.forced() ? " forced" : ""));
        for (int turn = deliveries(); turn > 0; turn--) {
            survive(() -> hear(push));
        }
        if (random.nextInt(5) == 0) {
            delayedPushes.add(push);
        }
    }

    private void hear(Push push) {
        Report report = process.hearPush.hear(push);
        tell("heard " + push.ref().commit().substring(32) + " " + push.pushedAt());
        report.lines().stream()
                .filter(line -> line.rollout() != null)
                .forEach(line -> stored.computeIfAbsent(line.rollout(), key -> new HashSet<>())
                        .add(RequestToken.of(push).stem()));
    }

    private void changed(ModelSource source, String what, Consumer<ModelSource> change) {
        change.accept(source);
        tell(what + " " + source.key.name() + " " + source.current + (source.broken ? " broken" : "")
                + (source.suspended ? " suspended" : ""));
        hint(source.key);
    }

    private void flip(ModelSource source) {
        switch (random.nextInt(4)) {
            case 0 -> source.broken = !source.broken;
            case 1 -> source.suspended = !source.suspended;
            case 2 -> repository.untag();
            default -> source.broken = source.suspended = false;
        }
    }

    private void run(Consumer<ModelKustomization> change) {
        if (cluster.kustomizations.isEmpty()) {
            return;
        }
        ModelKustomization kustomization = one(cluster.kustomizations.values());
        change.accept(kustomization);
        tell(kustomization.key.name() + " of " + kustomization.source.key.name() + " attempted "
                + kustomization.attempted + " applied " + kustomization.applied + " "
                + kustomization.ready.state() + " " + kustomization.ready.reason()
                + (kustomization.suspended ? " suspended" : ""));
        hint(kustomization.key);
    }

    private void fail(ModelKustomization kustomization) {
        switch (random.nextInt(3)) {
            case 0 -> kustomization.failToFetch(second());
            case 1 -> kustomization.fail("BuildFailed", "it does not work", second());
            default -> kustomization.fail("HealthCheckFailed", "it does not work", second());
        }
    }

    private void comeOrGo() {
        if (random.nextBoolean() && !cluster.kustomizations.isEmpty()) {
            ObjectKey gone = one(cluster.kustomizations.keySet());
            cluster.kustomizations.remove(gone);
            tell("delete " + gone.name());
            hint(gone);
            return;
        }
        hint(createKustomization(one(cluster.sources.values())));
    }

    private ObjectKey createKustomization(ModelSource source) {
        List<ObjectKey> siblings = cluster.kustomizations.values().stream()
                .filter(other -> other.source == source)
                .map(other -> other.key)
                .toList();
        Optional<ObjectKey> dependsOn =
                siblings.isEmpty() || random.nextBoolean() ? Optional.empty() : Optional.of(one(siblings));
        ModelKustomization made = new ModelKustomization("app-" + names++, source, dependsOn);
        cluster.kustomizations.put(made.key, made);
        tell("create " + made.key.name() + " of " + source.key.name());
        return made.key;
    }

    /** What was delayed comes, in any order. */
    private void late() {
        Collections.shuffle(delayedPushes, random);
        Collections.shuffle(delayedHints, random);
        delayedPushes.forEach(push -> survive(() -> hear(push)));
        delayedHints.forEach(object -> survive(() -> process.hearHint.hear(new ObjectChanged(object))));
        delayedPushes.clear();
        delayedHints.clear();
    }

    private void hint(ObjectKey object) {
        for (int turn = deliveries(); turn > 0; turn--) {
            tell("hint " + object.name());
            survive(() -> process.hearHint.hear(new ObjectChanged(object)));
        }
        if (random.nextInt(5) == 0) {
            delayedHints.add(object);
        }
    }

    /** Lost, told once, or told twice. */
    private int deliveries() {
        int lot = random.nextInt(10);
        return lot < 4 ? 0 : lot < 8 ? 1 : 2;
    }

    private void survive(Runnable work) {
        try {
            work.run();
        } catch (Mishaps.Death death) {
            tell(death.getMessage());
            mishaps.recover();
            process = start();
        }
        Set<RolloutKey> kept = new HashSet<>();
        ledger.rollouts().forEach(rollout -> kept.add(rollout.key()));
        stored.keySet().retainAll(kept);
    }

    private ModelProcess start() {
        return new ModelProcess(cluster, ledger, clock, history);
    }

    private Instant second() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private <T> T one(Collection<T> of) {
        return List.copyOf(of).get(random.nextInt(of.size()));
    }

    private void tell(String what) {
        told.add(clock.instant() + " " + what);
    }
}
