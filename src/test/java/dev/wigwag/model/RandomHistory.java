package dev.wigwag.model;

import dev.wigwag.engine.ClusterException;
import dev.wigwag.engine.ClusterException.Fault;
import dev.wigwag.engine.MemoryLedger;
import dev.wigwag.engine.Mishaps;
import dev.wigwag.rollout.CanaryNews;
import dev.wigwag.rollout.ChangeSet;
import dev.wigwag.rollout.FlaggerPhase;
import dev.wigwag.rollout.ObjectChanged;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Push;
import dev.wigwag.rollout.RequestToken;
import dev.wigwag.rollout.RolloutKey;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A history of a cluster, as one seed tells it, and of two replicas of ours that hear of it: hints get lost, calls fail,
 * processes die, and at any call the other replica, or the cluster, may have its turn.
 */
final class RandomHistory {
    final Mishaps mishaps = new Mishaps();
    final MemoryLedger ledger = new MemoryLedger(mishaps);
    final ModelCluster cluster = new ModelCluster(mishaps);
    final ModelClock clock = new ModelClock();
    /** What happened, in order, to be read when something is wrong. */
    final List<String> told = new ArrayList<>();
    /** The pushes that a rollout had taken up once they were heard; those of one that was pruned are forgotten. */
    final Map<RolloutKey, Set<String>> takenUp = new HashMap<>();

    private final Random random;
    /** Whether everything is heard at once and in order, and nothing goes wrong with us. */
    private final boolean isCalm;

    private final int history;
    private final RandomWorld world;
    private final Optional<ModelPeople> people;
    private final List<Push> latePushes = new ArrayList<>();
    private final List<ObjectKey> lateHints = new ArrayList<>();
    private final List<ChangeSet> lateChanges = new ArrayList<>();
    private final List<CanaryNews> lateSaid = new ArrayList<>();
    private final List<ModelProcess> replicas = new ArrayList<>();
    /** Whether a call is being meddled with: what happens meanwhile happens undisturbed, but for faults. */
    private boolean within;

    RandomHistory(long seed) {
        this(seed, false);
    }

    /** @param asks whether Flagger asks us at its gates, and people have a say; if not, lots decide there */
    RandomHistory(long seed, boolean asks) {
        this.random = new Random(seed);
        this.isCalm = random.nextInt(5) == 0;
        this.history = isCalm ? 1_000 : 2 + random.nextInt(9);
        cluster.runs.everythingIsHeard = isCalm;
        this.people = asks ? Optional.of(new ModelPeople(this, random)) : Optional.empty();
        this.world = new RandomWorld(cluster, clock, random, this::tell);
        replicas.add(start());
        replicas.add(start());
    }

    /** Lets so many things happen. */
    void live(int steps) {
        if (!isCalm) {
            mishaps.meddle(this::meddle);
        }
        for (int i = 0; i < steps; i++) {
            if (random.nextInt(3) > 0) {
                clock.pass(Duration.ofMillis(random.nextInt(random.nextInt(10) == 0 ? 120_000 : 3_000)));
            }
            step();
            if (isCalm) {
                continue;
            }
            if (random.nextInt(40) == 0) {
                tell("restart");
                replicas.set(random.nextInt(2), start());
            }
            if (random.nextInt(40) == 0) {
                mishaps.dieAtWrite(1 + random.nextInt(3), random.nextBoolean());
            }
        }
        mishaps.recover();
        mishaps.meddle((call, landed) -> {});
    }

    /** Everything that was said and may come again. */
    List<CanaryNews> said() {
        return lateSaid;
    }

    List<ChangeSet> changes() {
        return lateChanges;
    }

    /** A Failed Canary is written at each look of Flagger's, with the hash of what the target holds; that is no news. */
    void flaggerRewrites() {
        cluster.canaries.values().stream()
                .filter(canary -> canary.phase == FlaggerPhase.Failed && !canary.hasChanged())
                .forEach(canary -> ModelFlagger.look(
                        canary,
                        clock.instant().truncatedTo(ChronoUnit.SECONDS),
                        clock.instant(),
                        random,
                        ModelFlagger.Gates.LOTS));
    }

    /** One tick of a process in good health; gives what it wrote into the ledger. */
    List<String> tick() {
        return tick(0);
    }

    /** One tick of the other process, which may have been told what the first was not. */
    void tickElsewhere() {
        tick(1);
    }

    private List<String> tick(int replica) {
        int before = mishaps.written().size();
        ModelProcess process = replicas.get(replica);
        cluster.runs.whileWorking(process.hearTick::hear, ledger::rollouts);
        tell("tick");
        List<String> written = mishaps.written();
        return written.subList(before, written.size()).stream()
                .filter(write -> !write.startsWith("ask "))
                .toList();
    }

    private void step() {
        if (people.isPresent() && random.nextBoolean()) {
            if (random.nextInt(3) == 0) {
                people.get().act();
            } else {
                deliver(world.flagger());
            }
            return;
        }
        int lot = random.nextInt(24);
        if (lot == 0) {
            late();
        } else if (lot == 1) {
            tell("tick under way");
            hear(process -> process.hearTick.hear());
        } else {
            deliver(world.step());
        }
    }

    private void deliver(RandomWorld.News news) {
        if (isCalm) {
            tellAll(news);
            return;
        }
        news.push().ifPresent(this::deliver);
        news.changes().ifPresent(this::deliver);
        deliver(news.said());
        news.object().ifPresent(this::deliver);
    }

    /** To one process, at once. */
    private void tellAll(RandomWorld.News news) {
        news.push().ifPresent(push -> hear(0, process -> take(process, push)));
        news.changes().ifPresent(changes -> hear(0, process -> take(process, changes)));
        news.said().forEach(said -> hear(0, process -> take(process, said)));
        news.object().ifPresent(object -> hear(0, process -> process.hearHint.hear(new ObjectChanged(object))));
    }

    private void deliver(ChangeSet changes) {
        for (int turn = deliveries(); turn > 0; turn--) {
            hear(process -> take(process, changes));
        }
        if (random.nextInt(5) == 0) {
            lateChanges.add(changes);
        }
    }

    private void deliver(List<CanaryNews> all) {
        List<CanaryNews> said = new ArrayList<>(all);
        if (random.nextInt(4) == 0) {
            Collections.shuffle(said, random);
        }
        for (CanaryNews one : said) {
            for (int turn = deliveries(); turn > 0; turn--) {
                hear(process -> take(process, one));
            }
            if (random.nextInt(5) == 0) {
                lateSaid.add(one);
            }
        }
    }

    private void take(ModelProcess process, ChangeSet changes) {
        tell("told what " + changes.by().name() + " changed by " + changes.revision());
        process.heard.add(changes);
        process.hearHint.hear(new ObjectChanged(changes.by()));
    }

    private void take(ModelProcess process, CanaryNews said) {
        tell("told of " + said.canary().name() + " " + said.what() + " " + said.words());
        process.heard.add(said);
        process.hearHint.hear(new ObjectChanged(said.canary()));
    }

    private void deliver(Push push) {
        for (int turn = deliveries(); turn > 0; turn--) {
            hear(process -> take(process, push));
        }
        if (random.nextInt(5) == 0) {
            latePushes.add(push);
        }
    }

    private void deliver(ObjectKey object) {
        for (int turn = deliveries(); turn > 0; turn--) {
            tell("hint " + object.name());
            hear(process -> process.hearHint.hear(new ObjectChanged(object)));
        }
        if (random.nextInt(5) == 0) {
            lateHints.add(object);
        }
    }

    /** Lost, told once, or told twice. */
    private int deliveries() {
        int lot = random.nextInt(10);
        return lot < 4 ? 0 : lot < 8 ? 1 : 2;
    }

    /** What was delayed comes, in any order. */
    private void late() {
        Collections.shuffle(latePushes, random);
        Collections.shuffle(lateHints, random);
        List.copyOf(latePushes).forEach(push -> hear(process -> take(process, push)));
        List.copyOf(lateHints).forEach(object -> hear(process -> process.hearHint.hear(new ObjectChanged(object))));
        Collections.shuffle(lateSaid, random);
        List.copyOf(lateChanges).forEach(changes -> hear(process -> take(process, changes)));
        List.copyOf(lateSaid).forEach(said -> hear(process -> take(process, said)));
        latePushes.clear();
        lateHints.clear();
        lateChanges.clear();
        lateSaid.clear();
    }

    private void take(ModelProcess process, Push push) {
        process.hearPush.hear(push);
        tell("heard " + push.ref().commit().substring(32) + " " + push.pushedAt());
        String token = RequestToken.of(push).toString();
        ledger.rollouts().stream()
                .filter(rollout ->
                        !rollout.awaitsFold() && token.equals(rollout.spec().request()))
                .forEach(rollout -> takenUp.computeIfAbsent(rollout.key(), key -> new HashSet<>())
                        .add(token));
    }

    private void hear(Consumer<ModelProcess> work) {
        hear(random.nextInt(2), work);
    }

    /** One process, which is in the middle of nothing else, works at something. */
    void elsewhere(Consumer<ModelProcess> work) {
        int last = replicas.size();
        replicas.add(start());
        try {
            hear(last, work);
        } finally {
            replicas.remove(last);
        }
    }

    /** Those who have a say, where Flagger asks. */
    ModelPeople people() {
        return people.orElseThrow();
    }

    private void hear(int replica, Consumer<ModelProcess> work) {
        try {
            cluster.order.whileWorking(
                    () -> cluster.runs.whileWorking(() -> work.accept(replicas.get(replica)), ledger::rollouts));
        } catch (Mishaps.Death death) {
            tell(death.getMessage());
            mishaps.recover();
            replicas.set(replica, start());
        } catch (ClusterException trouble) {
            tell(trouble.getMessage());
        }
        Set<RolloutKey> kept = new HashSet<>();
        ledger.rollouts().forEach(rollout -> kept.add(rollout.key()));
        takenUp.keySet().retainAll(kept);
    }

    /** At a call of one replica. Which one it is does not matter: a fresh process is as good as the other one. */
    private void meddle(String call, boolean landed) {
        if (landed && call.startsWith("write status of ")) {
            wrote(call.substring("write status of ".length()));
        }
        int lot = random.nextInt(200);
        if (lot < 2) {
            Fault[] faults = {Fault.DOWN, Fault.CONFLICT, Fault.REFUSED};
            throw new ClusterException(
                    faults[random.nextInt(faults.length)], (landed ? "landed and failed: " : "failed: ") + call, null);
        }
        if (within || landed) {
            return;
        }
        within = true;
        boolean write = !call.startsWith("get") && !call.startsWith("list") && !call.startsWith("view");
        if (lot < (write ? 40 : 8)) {
            tell("in between, before: " + call);
            other();
        } else if (lot < (write ? 50 : 14)) {
            tell("meanwhile, before: " + call);
            RandomWorld.News news = world.step();
            news.push().ifPresent(latePushes::add);
            news.object().ifPresent(lateHints::add);
            news.changes().ifPresent(lateChanges::add);
            lateSaid.addAll(news.said());
        }
        within = false;
    }

    private void wrote(String key) {
        ledger.rollouts().stream()
                .filter(rollout -> rollout.key().toString().equals(key))
                .forEach(rollout -> {
                    cluster.order.wrote(rollout);
                    cluster.runs.wrote(rollout);
                });
    }

    /** Another replica hears one thing from beginning to end. */
    private void other() {
        int last = replicas.size();
        replicas.add(start());
        another(last);
        replicas.remove(last);
    }

    private void another(int replica) {
        int lot = random.nextInt(10);
        if (lot == 0) {
            hear(replica, process -> process.hearTick.hear());
        } else if (lot < 3 && !latePushes.isEmpty()) {
            Push push = latePushes.get(random.nextInt(latePushes.size()));
            hear(replica, process -> take(process, push));
        } else {
            List<ObjectKey> objects = new ArrayList<>(cluster.sources.keySet());
            objects.addAll(cluster.deleted);
            objects.addAll(lateHints);
            ObjectKey object = objects.get(random.nextInt(objects.size()));
            tell("hint " + object.name() + " to another");
            hear(replica, process -> process.hearHint.hear(new ObjectChanged(object)));
        }
    }

    private ModelProcess start() {
        return new ModelProcess(cluster, ledger, clock, history);
    }

    void tell(String what) {
        told.add(clock.instant() + " " + what);
    }
}
