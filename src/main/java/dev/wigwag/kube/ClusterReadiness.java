package dev.wigwag.kube;

import dev.wigwag.engine.ClusterException;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready once the cluster holds what we need: the Rollout resource and Flux's sources, and RBAC for both and for Flagger's
 * Canaries where there are any. It says what is missing and what to apply.
 *
 * <p>An API server that stops answering later does not take readiness away: every replica would leave the Service at
 * once, and callers would get the load balancer's refusal instead of ours, which a gate must never see.
 */
@Readiness
@ApplicationScoped
public class ClusterReadiness implements HealthCheck {
    /** Knative probes many times a second while a pod starts. */
    private static final Duration KEEP = Duration.ofSeconds(5);

    private static final Kind CANARIES = new Kind("flagger.app", "Canary", "canaries");
    private static final Kind SOURCES = new Kind("source.toolkit.fluxcd.io", "GitRepository", "gitrepositories");

    private final KubernetesClient client;
    private final ServedVersions served;
    private final Clock clock;
    private Optional<String> missing = Optional.of("not looked yet");
    private Instant lookAgain = Instant.MIN;
    private boolean wasReady;

    public ClusterReadiness(KubernetesClient client, ServedVersions served, Clock clock) {
        this.client = client;
        this.served = served;
        this.clock = clock;
    }

    @Override
    public HealthCheckResponse call() {
        Optional<String> trouble = look();
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("cluster").status(trouble.isEmpty());
        trouble.ifPresent(what -> answer.withData("missing", what));
        return answer.build();
    }

    private synchronized Optional<String> look() {
        if (clock.instant().isBefore(lookAgain)) {
            return missing;
        }
        missing = find();
        wasReady |= missing.isEmpty();
        lookAgain = clock.instant().plus(KEEP);
        return missing;
    }

    private Optional<String> find() {
        try {
            client.resources(RolloutResource.class, RolloutList.class)
                    .inAnyNamespace()
                    .list(new ListOptionsBuilder().withLimit(1L).build());
        } catch (KubernetesClientException e) {
            return e.getCode() == 404
                    ? Optional.of("the Rollout resource is not installed; apply k8s/base/crd.yaml")
                    : unlessReadyBefore(Trouble.with("listing rollouts", e));
        }
        try {
            if (served.find(SOURCES).isEmpty()) {
                return Optional.of("the cluster serves no GitRepositories; install Flux's source-controller");
            }
            // A cluster does without Flagger, but an older role must not make every look fail behind a green probe.
            served.find(CANARIES).ifPresent(this::listOne);
            return Optional.empty();
        } catch (KubernetesClientException e) {
            return unlessReadyBefore(Trouble.with("listing canaries", e));
        } catch (ClusterException e) {
            return unlessReadyBefore(e);
        }
    }

    private void listOne(ResourceDefinitionContext canaries) {
        client.genericKubernetesResources(canaries)
                .inAnyNamespace()
                .list(new ListOptionsBuilder().withLimit(1L).build());
    }

    private Optional<String> unlessReadyBefore(ClusterException trouble) {
        boolean passing = trouble.fault() == ClusterException.Fault.DOWN && wasReady;
        return passing ? Optional.empty() : Optional.of(trouble.getMessage());
    }
}
