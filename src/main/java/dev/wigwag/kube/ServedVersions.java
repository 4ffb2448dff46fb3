package dev.wigwag.kube;

import dev.wigwag.engine.ClusterException;
import io.fabric8.kubernetes.api.model.APIGroup;
import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.api.model.GroupVersionForDiscovery;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
            for (String version : versions(client.getApiGroup(kind.group()))) {
                Optional<APIResource> resource = resource(kind, version);
                if (resource.isPresent()) {
                    return Optional.of(context(kind, version));
                }
            }
            return Optional.empty();
        } catch (KubernetesClientException e) {
            throw Trouble.with("asking which version of " + kind + " is served", e);
        }
    }

    /** The preferred version first, then the server's own order, which is newest and stablest first. */
    private static List<String> versions(APIGroup group) {
        List<String> versions = new ArrayList<>();
        if (group == null) {
            return versions;
        }
        if (group.getPreferredVersion() != null) {
            versions.add(group.getPreferredVersion().getVersion());
        }
        for (GroupVersionForDiscovery served : group.getVersions()) {
            if (!versions.contains(served.getVersion())) {
                versions.add(served.getVersion());
            }
        }
        return versions;
    }

    private Optional<APIResource> resource(Kind kind, String version) {
        APIResourceList served = client.getApiResources(kind.group() + "/" + version);
        if (served == null) {
            return Optional.empty();
        }
        return served.getResources().stream()
                .filter(resource -> kind.plural().equals(resource.getName()))
                .findFirst();
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
