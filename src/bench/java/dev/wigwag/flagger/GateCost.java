package dev.wigwag.flagger;

import dev.wigwag.bench.Machine;
import dev.wigwag.bench.Spans;
import dev.wigwag.engine.GateAnswer.Kind;
import dev.wigwag.rollout.Gate;

/**
 * What an answer at a gate costs against an API server in this process, reached over loopback: nothing is cached, so each reads
 * ledger and Canary. A short-lived process reads besides what a long-lived one has an index of; it is the one measured.
 */
public final class GateCost {
    private static final int WARM_UP = 300;
    private static final int ASKS = 1_000;
    private static final double AIM = 50;

    private GateCost() {}

    /** Takes no arguments. */
    public static void main(String[] arguments) {
        System.out.printf("%nCost of an answer at a gate on %s%n", Machine.description());
        try (GatedFleet world = new GatedFleet()) {
            world.fleet.running(50);
            world.ask(Gate.promotion);
            measure(world, Gate.promotion, Kind.HELD);
            world.approve(Gate.promotion);
            world.ask(Gate.promotion);
            measure(world, Gate.promotion, Kind.OPEN);
        }
        // The Kubernetes client's threads outlive it and would keep this process.
        System.exit(0);
    }

    private static void measure(GatedFleet world, Gate gate, Kind expected) {
        ask(world, gate, expected, WARM_UP);
        Spans spans = ask(world, gate, expected, ASKS);
        System.out.printf(
                "  %s: %s, p99 %.2f ms, aim < %.0f ms: %s%n",
                expected.label(), spans.summary(), spans.rare(), AIM, spans.rare() < AIM ? "reached" : "MISSED");
    }

    private static Spans ask(GatedFleet world, Gate gate, Kind expected, int times) {
        Spans spans = new Spans();
        for (int i = 0; i < times; i++) {
            spans.time(() -> {
                Kind kind = world.answer(gate);
                if (kind != expected) {
                    throw new IllegalStateException("a gate that is " + expected.label() + " was " + kind.label());
                }
            });
        }
        return spans;
    }
}
