package dev.wigwag.flux;

import dev.wigwag.bench.Machine;
import dev.wigwag.bench.Spans;
import dev.wigwag.kube.TestCluster;
import dev.wigwag.rollout.ObjectChanged;
import java.util.List;
import java.util.Map;

/**
 * What an event costs while few and while many other rollouts are live: a Kustomization of one source has failed or
 * recovered, and its rollout is read, folded and written. Each case has a cluster of its own in this process, reached over
 * loopback; they take turns, so that a busy machine slows all of them.
 *
 * <p>All rollouts are in one namespace, as they mostly are, in Flux's. A real API server goes through them and compares
 * labels to find those of one source; the sandbox's looks them up, so that the figures are ours.
 */
public final class EventCost {
    private static final double AIM = 1.2;
    private static final int WARM_UP = 400;
    private static final int WATCHING = 1_000;
    private static final int SHORT_LIVED = 100;

    private EventCost() {}

    private record Case(String name, TestCluster cluster, TestProcess process, Spans spans) {
        void event(boolean success) {
            process.change(success);
            spans.time(() -> {
                int written = process.hearHint.hear(new ObjectChanged(Crowd.FIRST));
                if (written != 1) {
                    throw new IllegalStateException("an event that changes a rollout wrote " + written);
                }
            });
        }

        Case anew() {
            return new Case(name, cluster, process, new Spans());
        }
    }

    /** Takes no arguments. */
    public static void main(String[] arguments) throws InterruptedException {
        System.out.printf("%nCost of an event on %s%n", Machine.description());
        try (TestCluster few = cluster(11);
                TestCluster many = cluster(1_001)) {
            List<Map.Entry<String, TestCluster>> clusters =
                    List.of(Map.entry("10 other live rollouts", few), Map.entry("1,000", many));
            List<Spans> watching = measure(true, WATCHING, clusters);
            double ratio = watching.get(1).median() / watching.get(0).median();
            double best = watching.get(1).best() / watching.get(0).best();
            System.out.printf(
                    "  1,000 to 10: %.2f, of the best %.2f; aim <= %.1f: %s%n", ratio, best, AIM, verdict(ratio, best));
            measure(false, SHORT_LIVED, clusters);
        }
        // The Kubernetes client's threads outlive it and would keep this process.
        System.exit(0);
    }

    /** Every source has a rollout that is under way. */
    private static TestCluster cluster(int sources) throws InterruptedException {
        TestCluster cluster = new TestCluster();
        new Crowd(1, sources, sources, 0, false).enter(cluster.sandbox());
        return cluster;
    }

    private static List<Spans> measure(boolean watching, int events, List<Map.Entry<String, TestCluster>> clusters) {
        List<Case> cases = clusters.stream()
                .map(one ->
                        new Case(one.getKey(), one.getValue(), TestProcess.on(one.getValue(), watching), new Spans()))
                .toList();
        cases.forEach(one -> one.process().hearTick.hear());
        alternate(cases, watching ? WARM_UP : WARM_UP / 10);
        List<Case> warm = cases.stream().map(Case::anew).toList();
        alternate(warm, events);
        for (Case one : warm) {
            one.process().close();
            System.out.printf(
                    "  %s process, %s: %s%n",
                    watching ? "long-lived" : "short-lived",
                    one.name(),
                    one.spans().summary());
        }
        return warm.stream().map(Case::spans).toList();
    }

    private static void alternate(List<Case> cases, int events) {
        for (int event = 0; event < events; event++) {
            boolean success = event % 2 == 0;
            cases.forEach(one -> one.event(success));
        }
    }

    private static String verdict(double ratio, double best) {
        if (ratio <= AIM) {
            return "reached";
        }
        return best <= AIM ? "MISSED, but not at best: is the machine idle?" : "MISSED";
    }
}
