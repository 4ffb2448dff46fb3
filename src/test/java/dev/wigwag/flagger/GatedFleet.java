package dev.wigwag.flagger;

import dev.wigwag.engine.Decision;
import dev.wigwag.engine.GateAnswer;
import dev.wigwag.engine.GateAnswer.Kind;
import dev.wigwag.engine.Order;
import dev.wigwag.pitfalls.FlaggerFleet;
import dev.wigwag.rollout.Gate;
import dev.wigwag.rollout.ObjectKey;
import java.util.Optional;

/** A {@link FlaggerFleet} whose Canary asks Wigwag at every gate, and people who decide. */
final class GatedFleet implements AutoCloseable {
    static final ObjectKey CANARY = new ObjectKey("Canary", "test", "podinfo");
    static final String HOOKS = "webhooks: ["
            + hook("start", "confirm-rollout", "rollout") + ", "
            + hook("step", "confirm-traffic-increase", "traffic") + ", "
            + hook("promote", "confirm-promotion", "promotion") + ", "
            + hook("stop", "rollback", "rollback") + "]";

    final FlaggerFleet fleet;

    GatedFleet() {
        this(HOOKS);
    }

    GatedFleet(String hooks) {
        this.fleet = new FlaggerFleet("podinfo", FlaggerFleet.WEIGHTS + ", " + hooks, "");
    }

    static String hook(String name, String type, String gate) {
        return "{name: %s, type: %s, url: 'http://flagger:token@wigwag.wigwag/flagger/gates/%s'}"
                .formatted(name, type, gate);
    }

    /** The start of commit b's run waits, and the ledger knows. */
    GatedFleet waiting() {
        fleet.brought('b', "6.8.0").later().phase("Waiting");
        ask(Gate.rollout);
        return this;
    }

    /** Flagger has written that the run of this version has begun. */
    GatedFleet started(String spec) {
        fleet.later().status("lastAppliedSpec", spec).phase("Progressing");
        return this;
    }

    GateAnswer ask(Gate gate) {
        return fleet.process.ask(gate, FlaggerFleet.NEW);
    }

    Kind answer(Gate gate) {
        return ask(gate).kind();
    }

    Decision approve(Gate gate) {
        return decide(Optional.empty(), Optional.of(gate));
    }

    Decision decide(Optional<String> run, Optional<Gate> gate) {
        return fleet.process.decide(order(run, gate), open -> Optional.empty());
    }

    static Order order(Optional<String> run, Optional<Gate> gate) {
        return new Order(CANARY, run, gate, "slack:U024BE7LH", Optional.of("looks good"));
    }

    /** How often the ledger's entry of this commit has been written. */
    String version(char commit) {
        return fleet.rollout(commit).version();
    }

    @Override
    public void close() {
        fleet.close();
    }
}
