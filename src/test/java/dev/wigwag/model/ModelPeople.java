package dev.wigwag.model;

import dev.wigwag.engine.Ask;
import dev.wigwag.engine.Decision;
import dev.wigwag.engine.GateAnswer;
import dev.wigwag.engine.GateAnswer.Kind;
import dev.wigwag.engine.Order;
import dev.wigwag.rollout.FlaggerPhase;
import dev.wigwag.rollout.Gate;
import dev.wigwag.rollout.ObjectKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/**
 * People who approve and order at random, and Flagger asking us because of it. Every answer that lets Flagger go on is held
 * against the truth: somebody has decided it on exactly the run that asks, and not too long ago.
 */
final class ModelPeople implements ModelFlagger.Gates {
    /** A decision with the runs, as they truly are, that it may be on; more than one only where a write was lost on its way. */
    private static final class Decided {
        final Gate gate;
        final Set<ModelRun> on;
        final Instant until;
        boolean used;

        Decided(Gate gate, Set<ModelRun> on, Instant until) {
            this.gate = gate;
            this.on = on;
            this.until = until;
        }
    }

    final Set<String> complaints = new LinkedHashSet<>();
    /** How often Flagger was told to go on, so that nobody takes silence for safety. */
    int opened;

    private final RandomHistory history;
    private final Random random;
    private final List<Decided> decisions = new ArrayList<>();

    ModelPeople(RandomHistory history, Random random) {
        this.history = history;
        this.random = random;
        history.cluster.gates = this;
        history.cluster.asked = List.of(Gate.values());
    }

    /** Somebody decides on something. */
    void act() {
        List<ModelCanary> canaries = history.cluster.canaries.values().stream()
                .filter(canary -> canary.phase.isOpen() || random.nextInt(5) == 0)
                .toList();
        if (canaries.isEmpty()) {
            return;
        }
        ModelCanary canary = canaries.get(random.nextInt(canaries.size()));
        List<Gate> asked = asked(canary);
        int lot = random.nextInt(8);
        Optional<Gate> gate = lot < 2
                ? Optional.of(Gate.values()[random.nextInt(4)])
                : lot < 6 && !asked.isEmpty() ? Optional.of(asked.get(0)) : Optional.empty();
        Optional<String> run =
                random.nextInt(6) == 0 ? Optional.of(canary.uid + "-" + (1 + random.nextInt(4))) : Optional.empty();
        decide(new Order(canary.key, run, gate, "slack:U1", Optional.empty()));
    }

    /** Decides; empty if nobody can tell what became of it. */
    Optional<Decision> decide(Order order) {
        AtomicReference<Decision> taken = new AtomicReference<>();
        Set<ModelRun> read = whileReading(
                order.canary(),
                () -> history.elsewhere(process -> taken.set(process.decide.decide(order, run -> Optional.empty()))));
        history.tell(order + " is " + taken.get());
        Instant until = history.clock.instant().plus(ModelProcess.PATIENCE);
        if (taken.get() instanceof Decision.Taken one) {
            Set<ModelRun> last = new HashSet<>();
            last.add(history.cluster.read.get(order.canary()));
            decisions.add(new Decided(one.approval().gate(), last, until));
        } else if (taken.get() == null || taken.get() instanceof Decision.AlreadyDecided) {
            // What failed may have been stored all the same.
            for (Gate gate : order.gate().map(List::of).orElse(List.of(Gate.values()))) {
                decisions.add(new Decided(gate, read, until));
            }
        }
        return Optional.ofNullable(taken.get());
    }

    @Override
    public boolean opens(ModelCanary canary, Gate gate, String checksum, BooleanSupplier lot) {
        return ask(canary, gate, checksum)
                .filter(answer -> answer.kind() == Kind.OPEN)
                .isPresent();
    }

    /** Flagger asks; empty if it gets no answer, or one that we would have died over. */
    Optional<GateAnswer> ask(ModelCanary canary, Gate gate, String checksum) {
        Ask ask = new Ask(canary.key, gate, Optional.of(checksum), history.clock.instant());
        boolean learns = random.nextInt(3) > 0;
        AtomicReference<GateAnswer> given = new AtomicReference<>();
        AtomicReference<ModelRun> asking = new AtomicReference<>();
        Set<ModelRun> read = whileReading(
                canary.key,
                () -> history.elsewhere(process -> {
                    GateAnswer answer = process.answerGate.answer(ask);
                    asking.set(history.cluster.read.get(canary.key));
                    given.set(answer);
                    if (learns) {
                        process.answerGate.learn(ask, answer);
                    }
                }));
        history.tell("Flagger asks for " + gate + " of " + canary.key.name() + ": " + given.get());
        if (given.get() != null && given.get().kind() == Kind.OPEN) {
            opened++;
            check(canary.key, gate, asking.get());
        }
        if (given.get() == null) {
            // That Flagger came may have been written before whatever went wrong.
            read.forEach(run -> due(gate, run).forEach(decision -> decision.used = true));
        }
        return Optional.ofNullable(given.get());
    }

    private List<Decided> due(Gate gate, ModelRun run) {
        Instant now = history.clock.instant();
        return decisions.stream()
                .filter(decision -> decision.gate == gate && decision.on.contains(run))
                .filter(decision -> decision.used || now.isBefore(decision.until))
                .toList();
    }

    private void check(ObjectKey canary, Gate gate, ModelRun run) {
        List<Decided> due = due(gate, run);
        if (due.isEmpty()) {
            complaints.add(history.clock.instant() + ": " + gate + " of " + canary.name() + " opened for " + run
                    + " though nobody decided it");
        }
        due.forEach(decision -> decision.used = true);
    }

    /** The runs, as they truly are, that were read meanwhile. */
    private Set<ModelRun> whileReading(ObjectKey canary, Runnable work) {
        Set<ModelRun> before = history.cluster.runsOf(canary);
        work.run();
        Set<ModelRun> read = new HashSet<>(before);
        read.addAll(history.cluster.runsOf(canary));
        read.removeIf(Objects::isNull);
        return read;
    }

    /**
     * What is approved, once everybody has looked, goes on at the next question.
     *
     * @return what does not
     */
    List<String> stuck() {
        List<String> stuck = new ArrayList<>();
        for (ModelCanary canary : List.copyOf(history.cluster.canaries.values())) {
            for (Gate gate : asked(canary)) {
                Optional<Decision> decision = decide(
                        new Order(canary.key, Optional.empty(), Optional.of(gate), "slack:U1", Optional.empty()));
                boolean approved = decision.filter(
                                one -> one instanceof Decision.Taken || one instanceof Decision.AlreadyDecided)
                        .isPresent();
                boolean open = ask(canary, gate, canary.checksum())
                        .filter(answer -> answer.kind() == Kind.OPEN)
                        .isPresent();
                if (approved && !open) {
                    stuck.add(gate + " of " + canary.key.name() + " is approved and stays held");
                }
            }
        }
        return stuck;
    }

    private static List<Gate> asked(ModelCanary canary) {
        if (canary.phase == FlaggerPhase.Waiting) {
            return List.of(Gate.rollout);
        }
        return canary.phase == FlaggerPhase.Progressing
                ? List.of(Gate.traffic, Gate.promotion, Gate.rollback)
                : canary.phase == FlaggerPhase.WaitingPromotion ? List.of(Gate.promotion, Gate.rollback) : List.of();
    }
}
