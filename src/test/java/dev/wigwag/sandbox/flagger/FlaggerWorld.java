package dev.wigwag.sandbox.flagger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wigwag.sandbox.cluster.SandboxCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A cluster with Canary {@code test/podinfo}, hooks, and a Flagger that ticks when it is told to, thirty seconds after the last time. */
final class FlaggerWorld implements AutoCloseable {

    static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Named CANARY = new Named("test", "podinfo");

    final SteppedClock clock = new SteppedClock();
    final SandboxCluster cluster = SandboxCluster.start(clock);
    final HookServer hooks = new HookServer();
    final ClusterDns dns = new ClusterDns();
    final List<Duration> pauses = new ArrayList<>();
    final FlaggerObjects objects = new FlaggerObjects(cluster.administrator(), "test");
    final FlaggerStandIn flagger;
    private int told;

    FlaggerWorld() {
        dns.serve("hooks.test", hooks.address());
        flagger = new FlaggerStandIn(
                cluster,
                dns,
                () -> Optional.of("http://flagger:s3cret@hooks.test/global"),
                FlaggerSettings.USUAL,
                clock,
                Optional.of(pauses::add));
    }

    /** A clock that stands still until it is moved. */
    static final class SteppedClock extends Clock {
        private volatile Instant now = Instant.parse("2026-07-28T09:00:00Z");

        void advance(Duration step) {
            now = now.plus(step);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** Creates target and Canary with this analysis, and initialises it. */
    FlaggerWorld initialized(String provider, String analysis) {
        deploy("6.7.0");
        canary(provider, analysis);
        flagger.initialize();
        flagger.tick("test", "podinfo");
        told = flagger.told().size();
        hooks.forget();
        return this;
    }

    FlaggerWorld initialized(String analysis) {
        return initialized("gatewayapi:v1", analysis);
    }

    void canary(String provider, String analysis) {
        objects.create(FlaggerKind.Canary, CANARY, json("""
                {"metadata": {}, "spec": {"provider": "%s", "progressDeadlineSeconds": 60,
                 "targetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "podinfo"},
                 "service": {"port": 9898, "gatewayRefs": [{"kind": "Service", "name": "podinfo"}]},
                 "analysis": {"interval": "30s", "threshold": 2, %s}}}""".formatted(provider, analysis)));
    }

    /** Creates or changes the target. */
    void deploy(String tag) {
        ObjectNode members = json("""
                {"metadata": {"labels": {"kustomize.toolkit.fluxcd.io/name": "apps"}, "annotations": {"team": "a", "x.toolkit.fluxcd.io/y": "z"}},
                 "spec": {"selector": {"matchLabels": {"app": "podinfo"}}, "template": {"metadata": {"labels": {"app": "podinfo"}},
                 "spec": {"containers": [{"name": "podinfod", "image": "podinfo:%s", "envFrom": [{"configMapRef": {"name": "config"}}]}]}}}}""".formatted(tag));
        if (objects.get(FlaggerKind.Deployment, CANARY).isEmpty()) {
            objects.create(FlaggerKind.Deployment, CANARY, members);
        } else {
            objects.patch(FlaggerKind.Deployment, CANARY, members);
        }
    }

    /** One tick, thirty seconds after the one before; answers what was told in it. */
    List<String> tick() {
        clock.advance(INTERVAL);
        flagger.tick("test", "podinfo");
        List<Told> all = flagger.told();
        List<String> news = all.stream().skip(told).map(Told::message).toList();
        told = all.size();
        return news;
    }

    /** Ticks until this is told; fails after fifty. */
    List<String> tickUntil(String message) {
        for (int ticks = 0; ticks < 50; ticks++) {
            List<String> news = tick();
            if (news.contains(message)) {
                return news;
            }
        }
        throw new AssertionError("'" + message + "' was never told, but " + flagger.told());
    }

    void patchCanary(String patch) {
        objects.patch(FlaggerKind.Canary, CANARY, json(patch));
    }

    JsonNode status() {
        return objects.get(FlaggerKind.Canary, CANARY).orElseThrow().path("status");
    }

    /** Phase, weight, iterations and failed checks, in one word each. */
    String state() {
        return "%s %d/%d/%d"
                .formatted(
                        status().path("phase").asText(),
                        status().path("canaryWeight").asInt(),
                        status().path("iterations").asInt(),
                        status().path("failedChecks").asInt());
    }

    int routed() {
        return objects.get(FlaggerKind.HTTPRoute, CANARY)
                .orElseThrow()
                .at("/spec/rules/0/backendRefs/1/weight")
                .asInt();
    }

    JsonNode deployment(String name) {
        return objects.get(FlaggerKind.Deployment, new Named("test", name)).orElseThrow();
    }

    Told last() {
        List<Told> all = flagger.told();
        return all.get(all.size() - 1);
    }

    static ObjectNode json(String text) {
        try {
            return (ObjectNode) MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        flagger.close();
        hooks.close();
        cluster.close();
    }
}
