package dev.wigwag.flagger;

import dev.wigwag.TestSettings;
import dev.wigwag.engine.AnswerGate;
import dev.wigwag.engine.Ask;
import dev.wigwag.engine.Canaries;
import dev.wigwag.engine.CanarySight;
import dev.wigwag.engine.Decide;
import dev.wigwag.engine.Decision;
import dev.wigwag.engine.GateAnswer;
import dev.wigwag.engine.Heard;
import dev.wigwag.engine.HintQueue;
import dev.wigwag.engine.May;
import dev.wigwag.engine.Order;
import dev.wigwag.engine.RunSight;
import dev.wigwag.engine.WigwagConfig;
import dev.wigwag.flux.ShortLivedProcess;
import dev.wigwag.http.Malformed;
import dev.wigwag.kube.ClusterObjects;
import dev.wigwag.kube.KindWatches;
import dev.wigwag.kube.TestCluster;
import dev.wigwag.rollout.Gate;
import dev.wigwag.rollout.ObjectKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** A process of ours at scale to zero on a cluster with Flagger: from the bytes of an event to the ledger, but no edges. */
public final class FlaggerProcess {
    private final Heard heard = new Heard(new SimpleMeterRegistry());
    private final ShortLivedProcess process;
    private final Clock clock;
    private final Decide decide;
    private final AnswerGate answerGate;

    public FlaggerProcess(TestCluster cluster, Clock clock) {
        this.clock = clock;
        this.process = new ShortLivedProcess(cluster, clock, new CanarySight(canaries(cluster), heard));
        WigwagConfig config = TestSettings.of(WigwagConfig.class, Map.of());
        RunSight sight = new RunSight(process.sources(), cluster.ledger(), canaries(cluster));
        this.decide = new Decide(sight, process.hints(), cluster.ledger(), cluster.decisionNews(), clock, config);
        HintQueue nobody = new HintQueue(null, config, new SimpleMeterRegistry());
        this.answerGate = new AnswerGate(sight, cluster.ledger(), heard, nobody, process.hints(), clock);
    }

    /** Takes a person's decision. */
    public Decision decide(Order order, May may) {
        return decide.decide(order, may);
    }

    /** Answers a question of Flagger's about {@code Canary/test/podinfo}, and learns from it. */
    public GateAnswer ask(Gate gate, String checksum) {
        Ask ask = new Ask(
                new ObjectKey("Canary", "test", "podinfo"), gate, Optional.ofNullable(checksum), clock.instant());
        GateAnswer answer = answerGate.answer(ask);
        answerGate.learn(ask, answer);
        return answer;
    }

    /** Canaries as such a process reads them. */
    public static Canaries canaries(TestCluster cluster) {
        ClusterObjects objects = cluster.objects();
        WigwagConfig config = TestSettings.of(WigwagConfig.class, Map.of());
        return new FlaggerCanaries(
                watch(new KindWatches(cluster.client(), cluster.served(), config), config),
                new ListedCanaries(objects),
                new Surroundings(objects, new TargetPods(objects)),
                objects);
    }

    /** The watch that a long-lived process has; nobody works on its hints. */
    public static void follow(KindWatches watches, WigwagConfig config) {
        watch(watches, config);
    }

    private static WatchedCanaries watch(KindWatches watches, WigwagConfig config) {
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        return new WatchedCanaries(watches, new HintQueue(null, config, metrics), metrics);
    }

    /**
     * Hears an event, from the bytes of its body on.
     *
     * @return how many rollouts were written and objects asked
     */
    public int hearEvent(byte[] body) throws Malformed {
        FlaggerEvent event = FlaggerEvent.read(new ByteArrayInputStream(body));
        heard.add(MessageNews.of(event, FlaggerMessage.of(event.message()), clock.instant()));
        return process.hearHint(event.canary());
    }

    /** Hears that an object has changed; answers as {@link #hearEvent}. */
    public int hearHint(ObjectKey object) {
        return process.hearHint(object);
    }

    /** Hears that it is time to look at everything; answers as {@link #hearEvent}. */
    public int hearTick() {
        return process.hearTick();
    }
}
