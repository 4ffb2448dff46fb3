package dev.wigwag.sandbox.flux;

import static dev.wigwag.sandbox.github.Person.ANA;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wigwag.sandbox.cluster.SandboxCluster;
import dev.wigwag.sandbox.flux.FluxObjects.Kind;
import dev.wigwag.sandbox.github.GitForge;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** A cluster, a repository {@code acme/fleet} and the stand-ins, all as quick as can be, with the events they sent. */
final class FluxWorld implements AutoCloseable {

    static final String NAMESPACE = "flux-system";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    final SandboxCluster cluster = SandboxCluster.start();
    final GitForge forge = GitForge.create("acme", "fleet", Clock.systemUTC());
    final List<FluxEvent> events = new CopyOnWriteArrayList<>();
    final SourceControllerStandIn sources;
    final KustomizeControllerStandIn kustomize;
    final HelmControllerStandIn helm;
    private final Forges forges = new Forges();

    FluxWorld() {
        this(KustomizeSettings.AT_ONCE);
    }

    FluxWorld(KustomizeSettings times) {
        forges.register(forge);
        sources = new SourceControllerStandIn(cluster, forges, Clock.systemUTC(), events::add);
        sources.fetchTime(Duration.ZERO);
        kustomize = new KustomizeControllerStandIn(cluster, forges, Clock.systemUTC(), times, events::add);
        helm = new HelmControllerStandIn(cluster, Clock.systemUTC(), Duration.ZERO, events::add);
    }

    FluxWorld start() {
        kustomize.start();
        helm.start();
        sources.start();
        return this;
    }

    /** Commits to main and answers the revision Flux gives it. */
    String commit(String path, String content) {
        return "main@sha1:"
                + forge.commit("main", Map.of(path, content), "Change " + path, ANA)
                        .after();
    }

    /** The revision of main's newest commit. */
    String tip() {
        return "main@sha1:" + forge.commitOf("refs/heads/main").orElseThrow();
    }

    String remove(String path) {
        return "main@sha1:"
                + forge.commit("main", Map.of(), Set.of(path), "Remove " + path, ANA)
                        .after();
    }

    void createSource() {
        create(
                "source.toolkit.fluxcd.io/v1",
                "GitRepository",
                "fleet",
                "{\"interval\":\"1h\",\"url\":\"https://github.com/acme/fleet\",\"ref\":{\"branch\":\"main\"}}");
    }

    void createKustomization(String name, String more) {
        create(
                "kustomize.toolkit.fluxcd.io/v1",
                "Kustomization",
                name,
                "{\"interval\":\"1h\",\"prune\":true,\"path\":\"./%s\",\"sourceRef\":{\"kind\":\"GitRepository\",\"name\":\"fleet\"}%s}"
                        .formatted(name, more));
    }

    void create(String apiVersion, String kind, String name, String spec) {
        cluster.client()
                .resource(
                        "{\"apiVersion\":\"%s\",\"kind\":\"%s\",\"metadata\":{\"name\":\"%s\",\"namespace\":\"%s\"},\"spec\":%s}"
                                .formatted(apiVersion, kind, name, NAMESPACE, spec))
                .create();
    }

    void fetch(String token) {
        annotate(Kind.GitRepository, "fleet", token);
    }

    void annotate(Kind kind, String name, String token) {
        patch(kind, name, "{\"metadata\":{\"annotations\":{\"reconcile.fluxcd.io/requestedAt\":\"" + token + "\"}}}");
    }

    void patch(Kind kind, String name, String patch) {
        try {
            new FluxObjects(cluster.administrator(), kind)
                    .patch(new ObjectName(NAMESPACE, name), (com.fasterxml.jackson.databind.node.ObjectNode)
                            MAPPER.readTree(patch));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode get(Kind kind, String name) {
        return new FluxObjects(cluster.administrator(), kind)
                .get(new ObjectName(NAMESPACE, name))
                .<JsonNode>map(found -> found)
                .orElse(MAPPER.missingNode());
    }

    JsonNode status(Kind kind, String name) {
        return get(kind, name).path("status");
    }

    JsonNode kustomization(String name) {
        return status(Kind.Kustomization, name);
    }

    /** An object the Kustomizations applied, or the missing node. */
    JsonNode applied(String kind, String plural, String apiVersion, String namespace, String name) {
        int slash = apiVersion.indexOf('/');
        GenericKubernetesResource found = cluster.client()
                .genericKubernetesResources(new ResourceDefinitionContext.Builder()
                        .withGroup(slash < 0 ? "" : apiVersion.substring(0, slash))
                        .withVersion(apiVersion.substring(slash + 1))
                        .withKind(kind)
                        .withPlural(plural)
                        .withNamespaced(true)
                        .build())
                .inNamespace(namespace)
                .withName(name)
                .get();
        return found == null
                ? MAPPER.missingNode()
                : cluster.client().getKubernetesSerialization().convertValue(found, JsonNode.class);
    }

    /** {@code True/ReconciliationSucceeded}, or {@code none}. */
    static String condition(JsonNode status, String type) {
        JsonNode condition = Conditions.find(status, type);
        return condition.isMissingNode()
                ? "none"
                : condition.path("status").asText() + "/"
                        + condition.path("reason").asText();
    }

    /** What the controllers wrote to an object's status, in order, as the API received it. */
    List<JsonNode> writes(String name) {
        List<JsonNode> writes = new ArrayList<>();
        cluster.requests().all().stream()
                .filter(request -> request.method().equals("PATCH"))
                .filter(request -> request.path().endsWith("/" + name + "/status"))
                .forEach(request -> writes.add(parse(request.body()).path("status")));
        return writes;
    }

    static JsonNode parse(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The events about an object so far, as {@code info/Progressing}. */
    List<String> told(String object) {
        return events.stream()
                .filter(event -> event.object().equals(object))
                .map(event -> event.severity() + "/" + event.reason())
                .toList();
    }

    FluxEvent last(String object) {
        List<FluxEvent> about =
                events.stream().filter(event -> event.object().equals(object)).toList();
        return about.get(about.size() - 1);
    }

    @Override
    public void close() {
        sources.close();
        kustomize.close();
        helm.close();
        cluster.close();
        forge.close();
    }
}
