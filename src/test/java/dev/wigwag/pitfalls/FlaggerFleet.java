package dev.wigwag.pitfalls;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wigwag.flagger.FlaggerProcess;
import dev.wigwag.http.Malformed;
import dev.wigwag.kube.TestCluster;
import dev.wigwag.rollout.APush;
import dev.wigwag.rollout.CanaryProgress;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.Stage;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A {@link Fleet} whose Kustomization {@code apps} applies a Canary in namespace test, and a process of ours that hears
 * Flagger. No controller runs: what Flagger would write and say, the test does.
 */
public final class FlaggerFleet implements AutoCloseable {
    /** Flagger's checksum before the run, and in it. */
    public static final String OLD = "59c4d7f8b6";

    public static final String NEW = "7d7b5f964c";
    public static final String WEIGHTS = "stepWeight: 10, maxWeight: 50";

    final Fleet fleet = new Fleet();
    public final SteppedClock clock = new SteppedClock();
    public final FlaggerProcess process = new FlaggerProcess(fleet.cluster, clock);
    private final String canary;
    private final Map<String, Object> status = new TreeMap<>();
    private String promoted = "";
    private Instant entered = clock.instant();
    private Instant turned = clock.instant();

    /** The Canary podinfo with steps of 10 to 50 %, which has promoted 6.7.0 with commit a. */
    FlaggerFleet() {
        this("podinfo", WEIGHTS, "");
    }

    /**
     * The same of another Canary.
     *
     * @param analysis more of {@code spec.analysis}, the inside of a YAML flow map
     * @param spec more of its spec, likewise
     */
    public FlaggerFleet(String canary, String analysis, String spec) {
        this.canary = canary;
        fleet.at('a').with("apps", 'a');
        workload("podinfo", "6.7.0");
        workload("podinfo-primary", "6.7.0");
        fleet.cluster.create("""
                apiVersion: flagger.app/v1beta1
                kind: Canary
                metadata:
                  name: %s
                  namespace: test
                  labels:
                    kustomize.toolkit.fluxcd.io/name: apps
                    kustomize.toolkit.fluxcd.io/namespace: flux-system
                spec: {targetRef: {apiVersion: apps/v1, kind: Deployment, name: podinfo}, service: {port: 9898},
                  analysis: {interval: 30s, threshold: 5, %s}, %s}
                """.formatted(canary, analysis, spec));
        status.putAll(Map.of("failedChecks", 0, "canaryWeight", 0, "iterations", 0));
        status.putAll(Map.of("lastAppliedSpec", "v1", "lastPromotedSpec", "v1"));
        phase("Succeeded");
        process.hearTick();
    }

    /** A clock that stands still until it is moved. */
    public static final class SteppedClock extends Clock {
        private Instant now = APush.NOON.plusSeconds(60);

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

    /** Half a minute passes: one interval of Flagger's. */
    public FlaggerFleet later() {
        clock.now = clock.now.plus(Duration.ofSeconds(30));
        return this;
    }

    /** So much time passes. */
    public FlaggerFleet later(Duration time) {
        clock.now = clock.now.plus(time);
        return this;
    }

    /** Somebody has made the target this version of podinfo, and nobody has looked. */
    public FlaggerFleet holds(String version) {
        image("podinfo", version);
        return this;
    }

    /** The cluster it is in. */
    public TestCluster cluster() {
        return fleet.cluster;
    }

    /** The rollout of this commit, as it is stored. */
    public Rollout rollout(char commit) {
        return fleet.rollout(commit);
    }

    /** Flux has brought this commit, with this version of podinfo. */
    public FlaggerFleet brought(char commit, String version) {
        fleet.fetched(commit);
        fleet.succeeded("apps", commit);
        image("podinfo", version);
        process.hearHint(Fleet.SOURCE);
        return this;
    }

    /** Commit b with 6.8.0, whose run has begun; Flagger's messages so far came with it. */
    public FlaggerFleet running() {
        brought('b', "6.8.0").later().status("lastAppliedSpec", "v2").phase("Progressing");
        say("New revision detected! Scaling up podinfo.test", OLD);
        return this;
    }

    /** The run {@link #running} at this weight. */
    public FlaggerFleet running(int weight) {
        running().later().status("canaryWeight", weight);
        say("Advance podinfo.test canary weight " + weight);
        return this;
    }

    /** Flagger has gone on to this phase, at this time. */
    public FlaggerFleet phase(String phase) {
        entered = phase.equals(status.get("phase")) ? entered : clock.instant();
        String condition = promotedIn(phase);
        turned = condition.equals(promoted) ? turned : clock.instant();
        promoted = condition;
        return status("phase", phase);
    }

    /** Flagger has written a field of the status. */
    public FlaggerFleet status(String field, Object value) {
        status.put(field, value);
        return rewrite();
    }

    /** Flagger has written its status once more, as it does at every tick while Failed. */
    FlaggerFleet rewrite() {
        status.put("lastTransitionTime", clock.instant().toString());
        status.put(
                "conditions",
                List.of(Map.of(
                        "type", "Promoted",
                        "status", promoted,
                        "reason", String.valueOf(status.get("phase")),
                        "lastUpdateTime", entered.toString(),
                        "lastTransitionTime", turned.toString())));
        fleet.cluster
                .sandbox()
                .administrator()
                .genericKubernetesResources("flagger.app/v1beta1", "Canary")
                .inNamespace("test")
                .withName(canary)
                .editStatus(object -> {
                    object.setAdditionalProperty("status", new HashMap<>(status));
                    return object;
                });
        return this;
    }

    private static String promotedIn(String phase) {
        return switch (phase) {
            case "Initialized", "Succeeded" -> "True";
            case "Failed" -> "False";
            default -> "Unknown";
        };
    }

    /** What runs is the target's version from now on. */
    FlaggerFleet promote(String version) {
        image("podinfo-primary", version);
        status.put("lastPromotedSpec", status.get("lastAppliedSpec"));
        return this;
    }

    /** Flagger says this with the run's checksum and the phase of its status; answers as {@link FlaggerProcess#hearEvent}. */
    public int say(String message) {
        return say(message, NEW);
    }

    public int say(String message, String checksum) {
        return say(message, checksum, String.valueOf(status.get("phase")), Map.of());
    }

    /** Flagger says this, with a phase of its choice and metadata of the hook's own. */
    int say(String message, String checksum, String phase, Map<String, String> own) {
        Map<String, Object> metadata = new TreeMap<>(own);
        metadata.put("eventMessage", message);
        metadata.put("eventType", "Normal");
        metadata.put("timestamp", String.valueOf(clock.instant().toEpochMilli()));
        Map<String, Object> body = new TreeMap<>(Map.of("name", canary, "namespace", "test", "phase", phase));
        body.put("metadata", metadata);
        if (checksum != null) {
            body.put("checksum", checksum);
        }
        return hear(body);
    }

    /** Hears a body as it is. */
    int hear(Map<String, Object> body) {
        try {
            return process.hearEvent(new ObjectMapper().writeValueAsBytes(body));
        } catch (Malformed e) {
            throw new AssertionError(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How much traffic the route gives to the canary. */
    FlaggerFleet route(int weight) {
        fleet.cluster.create("""
                apiVersion: gateway.networking.k8s.io/v1
                kind: HTTPRoute
                metadata: {name: podinfo, namespace: test}
                spec:
                  rules:
                  - backendRefs:
                    - {name: podinfo-primary, port: 9898, weight: %d}
                    - {name: podinfo-canary, port: 9898, weight: %d}
                """.formatted(100 - weight, weight));
        return this;
    }

    /** A pod of the target that cannot pull its image. */
    FlaggerFleet unpullable() {
        fleet.cluster.create("""
                apiVersion: v1
                kind: Pod
                metadata: {name: podinfo-1, namespace: test, labels: {app: podinfo, pod-template-hash: "1"}}
                spec: {containers: [{name: podinfod, image: "podinfo:6.8.0"}]}
                status:
                  phase: Pending
                  containerStatuses:
                  - name: podinfod
                    ready: false
                    state: {waiting: {reason: ImagePullBackOff, message: "Back-off pulling image podinfo:6.8.0"}}
                """);
        return this;
    }

    private void workload(String name, String version) {
        fleet.cluster.create("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: %1$s, namespace: test}
                spec:
                  selector: {matchLabels: {app: %1$s}}
                  template:
                    metadata: {labels: {app: %1$s}}
                    spec: {containers: [{name: podinfod, image: "podinfo:%2$s"}]}
                """.formatted(name, version));
    }

    private void image(String workload, String version) {
        edit(
                workload,
                object -> object.setAdditionalProperty(
                        "spec",
                        Map.of(
                                "selector", Map.of("matchLabels", Map.of("app", workload)),
                                "template",
                                        Map.of(
                                                "metadata", Map.of("labels", Map.of("app", workload)),
                                                "spec",
                                                        Map.of(
                                                                "containers",
                                                                List.of(Map.of(
                                                                        "name",
                                                                        "podinfod",
                                                                        "image",
                                                                        "podinfo:" + version)))))));
    }

    private void edit(String workload, Consumer<GenericKubernetesResource> change) {
        fleet.cluster
                .sandbox()
                .administrator()
                .genericKubernetesResources("apps/v1", "Deployment")
                .inNamespace("test")
                .withName(workload)
                .edit(object -> {
                    change.accept(object);
                    return object;
                });
    }

    /** The Canary's stages in this commit's rollout. */
    List<Stage> stages(char commit) {
        return fleet.rollout(commit).status().stages().stream()
                .filter(stage -> stage.kind().equals("Canary"))
                .toList();
    }

    /** The one stage of the Canary in this commit's rollout. */
    public Stage stage(char commit) {
        List<Stage> stages = stages(commit);
        if (stages.size() != 1) {
            throw new AssertionError("not one stage of the Canary, but " + stages);
        }
        return stages.get(0);
    }

    public CanaryProgress run(char commit) {
        return stage(commit).canary();
    }

    /** The phase and the summary. */
    String says(char commit) {
        return fleet.says(commit);
    }

    @Override
    public void close() {
        fleet.close();
    }
}
