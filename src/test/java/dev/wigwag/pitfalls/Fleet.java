package dev.wigwag.pitfalls;

import dev.wigwag.engine.Report;
import dev.wigwag.flux.ShortLivedProcess;
import dev.wigwag.http.Malformed;
import dev.wigwag.kube.TestCluster;
import dev.wigwag.rollout.APush;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.Stage;
import dev.wigwag.sandbox.cluster.LoggedRequest;
import dev.wigwag.sandbox.flux.FluxEvent;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A cluster in process in which {@code GitRepository/flux-system/fleet} follows main of acme/fleet, and a process of ours
 * on it. No controller runs: what Flux would write, the test writes.
 */
final class Fleet implements AutoCloseable {
    static final ObjectKey SOURCE = new ObjectKey("GitRepository", "flux-system", "fleet");

    /** When the artifact at hand was stored, unless a test says otherwise: half a minute after the push. */
    static final Instant STORED = APush.NOON.plusSeconds(30);

    /** When every run of the present artifact came to something. */
    static final Instant RAN = STORED.plusSeconds(5);

    private static final Map<String, String> API_VERSIONS = Map.of(
            "GitRepository", "source.toolkit.fluxcd.io/v1",
            "OCIRepository", "source.toolkit.fluxcd.io/v1",
            "HelmRepository", "source.toolkit.fluxcd.io/v1",
            "HelmChart", "source.toolkit.fluxcd.io/v1",
            "Kustomization", "kustomize.toolkit.fluxcd.io/v1",
            "HelmRelease", "helm.toolkit.fluxcd.io/v2");

    final TestCluster cluster = new TestCluster();
    final ShortLivedProcess process = process();

    /** One more process of ours on the same cluster. */
    ShortLivedProcess process() {
        return new ShortLivedProcess(cluster, Clock.fixed(APush.NOON.plusSeconds(60), ZoneOffset.UTC));
    }

    static String revision(char commit) {
        return "main@sha1:" + APush.sha(commit);
    }

    /** Creates an object in flux-system; {@code spec} is the inside of a YAML flow map. */
    void create(String kind, String name, String spec) {
        cluster.create("""
                apiVersion: %s
                kind: %s
                metadata: {name: %s, namespace: flux-system}
                spec: {%s}
                """.formatted(API_VERSIONS.get(kind), kind, name, spec));
    }

    /** The source, which has fetched this commit. */
    Fleet at(char commit) {
        create("GitRepository", "fleet", "interval: 1m, url: 'https://github.com/acme/fleet', ref: {branch: main}");
        fetched(commit);
        return this;
    }

    /** The source has fetched another commit. */
    void fetched(char commit) {
        source(commit, "True", "Succeeded", "stored artifact for revision '" + revision(commit) + "'");
    }

    /** The source's status, with what its Ready condition says. */
    void source(char commit, String ready, String reason, String message) {
        status("GitRepository", "fleet", """
                observedGeneration: 1
                artifact: {revision: "%s", lastUpdateTime: "%s"}
                conditions:
                - {type: Ready, status: "%s", reason: %s, message: "%s", lastTransitionTime: "%s"}
                """.formatted(revision(commit), STORED, ready, reason, message, RAN));
    }

    /** A Kustomization of the source that has brought this commit to success. */
    Fleet with(String name, char commit) {
        create("Kustomization", name, "interval: 1m, sourceRef: {kind: GitRepository, name: fleet}");
        succeeded(name, commit);
        return this;
    }

    void succeeded(String name, char commit) {
        kustomization(name, commit, commit, "True", "ReconciliationSucceeded", "Applied revision: " + revision(commit));
    }

    /** A Kustomization's status: which commits it attempted and applied last, and what its Ready condition says. */
    void kustomization(String name, char attempted, char applied, String ready, String reason, String message) {
        status("Kustomization", name, """
                observedGeneration: 1
                lastAttemptedRevision: "%s"
                lastAppliedRevision: "%s"
                conditions:
                - {type: Ready, status: "%s", reason: %s, message: "%s", lastTransitionTime: "%s"}
                """.formatted(
                        revision(attempted), revision(applied), ready, reason, message, RAN));
    }

    /** Writes a status as the object's controller would. */
    void status(String kind, String name, String yaml) {
        Map<?, ?> status = cluster.client().getKubernetesSerialization().unmarshal(yaml, Map.class);
        resource(kind, name).editStatus(object -> {
            object.setAdditionalProperty("status", status);
            return object;
        });
    }

    void edit(String kind, String name, UnaryOperator<GenericKubernetesResource> change) {
        resource(kind, name).edit(change);
    }

    /** Sets or changes one field of an object's spec. */
    void spec(String kind, String name, String field, Object value) {
        edit(kind, name, object -> {
            Map<String, Object> spec = new TreeMap<>(object.<Map<String, Object>>get("spec"));
            spec.put(field, value);
            object.setAdditionalProperty("spec", spec);
            return object;
        });
    }

    void delete(String kind, String name) {
        resource(kind, name).delete();
    }

    GenericKubernetesResource live(String kind, String name) {
        return resource(kind, name).require();
    }

    private Resource<GenericKubernetesResource> resource(String kind, String name) {
        return cluster.sandbox()
                .administrator()
                .genericKubernetesResources(API_VERSIONS.get(kind), kind)
                .inNamespace("flux-system")
                .withName(name);
    }

    /** Hears an event; answers how many rollouts were written and objects asked. */
    int hear(FluxEvent event) throws Malformed {
        return process.hearEvent(event.body());
    }

    Report push(APush push) {
        return process.hearPush(push.push());
    }

    /** Looks at the source; answers as {@link #hear}. */
    int look() {
        return process.hearHint(SOURCE);
    }

    List<Rollout> rollouts() {
        return cluster.ledger().of(SOURCE);
    }

    Rollout rollout(char commit) {
        return rollouts().stream()
                .filter(rollout -> rollout.revision().orElseThrow().hash().equals(APush.sha(commit)))
                .findFirst()
                .orElseThrow();
    }

    /** The phase and the summary. */
    String says(char commit) {
        return rollout(commit).phase() + ": " + rollout(commit).status().summary();
    }

    /** What the rollout says of each object but the source, by kind and name: the phase, and a message if there is one. */
    Map<String, String> stages(char commit) {
        Map<String, String> stages = new TreeMap<>();
        for (Stage stage : rollout(commit).status().stages()) {
            if (!stage.kind().equals("GitRepository")) {
                stages.put(
                        stage.kind() + "/" + stage.name(),
                        stage.phase() + (stage.message() == null ? "" : ": " + stage.message()));
            }
        }
        return stages;
    }

    /** Everything of ours that asked Flux for something so far. */
    List<LoggedRequest> asked() {
        return cluster.sandbox().requests().matching("PATCH", ".*");
    }

    @Override
    public void close() {
        cluster.close();
    }
}
