package dev.wigwag.flux;

import dev.wigwag.bench.Machine;
import dev.wigwag.bench.Spans;
import dev.wigwag.kube.TestCluster;
import dev.wigwag.rollout.ObjectChanged;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an event costs while few and while many other rollouts are live: a Kustomization of one source has failed or
 * recovered, and its rollout is read, folded and written. Each number of rollouts has a cluster of its own in this process,
 * reached over loopback; they take turns, so that a busy machine slows both.
 */
public final class EventCost {
    private static final int FEW = 10;
    private static final int MANY = 1_000;
    private static final double AIM = 1.2;
    private static final int WARM_UP = 400;
    private static final int WATCHING = 1_000;
    private static final int SHORT_LIVED = 100;

    private EventCost() {}

    /** Takes no arguments. */
    public static void main(String[] arguments) throws InterruptedException {
        System.out.printf("%nCost of an event on %s%n", Machine.description());
        try (TestCluster few = cluster(FEW);
                TestCluster many = cluster(MANY)) {
            Map<Integer, Spans> watching = measure(few, many, true, WARM_UP, WATCHING);
            double ratio = watching.get(MANY).median() / watching.get(FEW).median();
            double best = watching.get(MANY).best() / watching.get(FEW).best();
            System.out.printf(
                    "  many / few: %.2f, of the best %.2f; aim <= %.1f: %s%n", ratio, best, AIM, verdict(ratio, best));
            measure(few, many, false, WARM_UP / 10, SHORT_LIVED);
        }
        // The Kubernetes client's threads outlive it and would keep this process.
        System.exit(0);
    }

    /** With so many live rollouts besides the one that the events are about. */
    private static TestCluster cluster(int others) throws InterruptedException {
        TestCluster cluster = new TestCluster();
        new Crowd(others + 1, others + 1, 0, false).enter(cluster.sandbox());
        return cluster;
    }

    private static Map<Integer, Spans> measure(
            TestCluster few, TestCluster many, boolean watching, int warmUp, int events) {
        Map<Integer, Spans> spans = new TreeMap<>(Map.of(FEW, new Spans(), MANY, new Spans()));
        try (TestProcess atFew = TestProcess.on(few, watching);
                TestProcess atMany = TestProcess.on(many, watching)) {
            atFew.hearTick.hear();
            atMany.hearTick.hear();
            for (int event = 0; event < warmUp + events; event++) {
                if (event == warmUp) {
                    spans.replaceAll((others, before) -> new Spans());
                }
                boolean success = event % 2 == 0;
                one(atFew, success, spans.get(FEW));
                one(atMany, success, spans.get(MANY));
            }
        }
        spans.forEach((others, of) -> System.out.printf(
                "  %s process, %,d other live rollouts: %s%n",
                watching ? "long-lived" : "short-lived", others, of.summary()));
        return spans;
    }

    private static void one(TestProcess process, boolean success, Spans spans) {
        process.change(success);
        spans.time(() -> {
            int written = process.hearHint.hear(new ObjectChanged(Crowd.FIRST));
            if (written != 1) {
                throw new IllegalStateException("an event that changes a rollout wrote " + written);
            }
        });
    }

    private static String verdict(double ratio, double best) {
        if (ratio <= AIM) {
            return "reached";
        }
        return best <= AIM ? "MISSED, but not at best: is the machine idle?" : "MISSED";
    }
}
