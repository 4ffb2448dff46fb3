package dev.wigwag.kube;

import dev.wigwag.engine.ClusterException;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds out in which version the cluster serves a kind. It has to be asked per kind, not per group: Flux 2.0 to 2.5
 * prefers {@code v1} for its source group, but serves OCIRepository as {@code v1beta2} only.
 */
@ApplicationScoped
public class ServedVersions {
    /** Installing another Flux is rare, so what was found is kept for long; what was missing may be installed any moment. */
    private static final Duration KEEP_FOUND = Duration.ofMinutes(10);

    private static final Duration KEEP_MISSING = Duration.ofSeconds(15);

    private final KubernetesClient client;
    private final Clock clock;
    /** Bounded by the number of kinds this program knows. */
    private final Map<Kind, Answer> answers = new ConcurrentHashMap<>();

    private record Answer(Optional<ResourceDefinitionContext> context, Instant until) {}

    public ServedVersions(KubernetesClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /**
     * The version to use for a kind; empty if the cluster does not serve it.
     *
     * @throws ClusterException if the cluster could not be asked
     */
    public Optional<ResourceDefinitionContext> find(Kind kind) {
        Answer known = answers.get(kind);
        if (known != null && clock.instant().isBefore(known.until())) {
            return known.context();
        }
        Optional<ResourceDefinitionContext> found = discover(kind);
        Instant until = clock.instant().plus(found.isPresent() ? KEEP_FOUND : KEEP_MISSING);
        answers.put(kind, new Answer(found, until));
        return found;
    }

    /** Forgets what is known of a kind: a request was answered as if it were not served any more. */
    public void forget(Kind kind) {
        answers.remove(kind);
    }

    private Optional<ResourceDefinitionContext> discover(Kind kind) {
        if (kind.group().isEmpty()) {
            // The core group is not among the groups that can be asked for; every cluster serves it, as v1 alone.
            return Optional.of(context(kind, "v1"));
        }
        try {
            for (String version : versions(read("/apis/" + kind.group()))) {
                if (serves(read("/apis/" + kind.group() + "/" + version), kind)) {
                    return Optional.of(context(kind, version));
                }
            }
            return Optional.empty();
        } catch (KubernetesClientException e) {
            throw Trouble.with("asking which version of " + kind + " is served", e);
        }
    }

    /**
     * What the cluster answers; an empty tree for what it does not know. Read by hand, because the client's own types for these
     * answers, which nothing else here needs, take a tenth of the time from start to the first answer on a JVM.
     */
    private Tree read(String path) {
        String answer = client.raw(path);
        Map<?, ?> fields =
                answer == null ? null : client.getKubernetesSerialization().unmarshal(answer, Map.class);
        return fields == null ? Tree.EMPTY : new Tree(fields);
    }

    /** The preferred version first, then the server's own order, which is newest and stablest first. */
    private static Set<String> versions(Tree group) {
        Set<String> versions = new LinkedHashSet<>();
        versions.add(group.text("preferredVersion", "version"));
        group.trees("versions").forEach(served -> versions.add(served.text("version")));
        versions.remove(null);
        return versions;
    }

    private static boolean serves(Tree resources, Kind kind) {
        return resources.trees("resources").stream()
                .anyMatch(resource -> kind.plural().equals(resource.text("name")));
    }

    private static ResourceDefinitionContext context(Kind kind, String version) {
        return new ResourceDefinitionContext.Builder()
                .withGroup(kind.group())
                .withVersion(version)
                .withKind(kind.name())
                .withPlural(kind.plural())
                .withNamespaced(true)
                .build();
    }
}
