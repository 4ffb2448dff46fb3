package dev.wigwag.kube;

import dev.wigwag.engine.Decision;
import dev.wigwag.engine.DecisionNews;
import dev.wigwag.rollout.Approval;
import dev.wigwag.rollout.LiveCanary;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;

/**
 * Tells decisions as Kubernetes Events on the Canary, where {@code kubectl describe} and Flux's web UI find them. The keys of the
 * annotations are those that the Flux Operator's UI writes for what people do in it ({@code internal/web/audit.go} there), so
 * that whoever looks for people's actions finds these among them. None of the words are a person's own.
 */
@ApplicationScoped
public class CanaryEvents implements DecisionNews {
    private static final String FLUX = "event.toolkit.fluxcd.io/";
    private static final int HTTP_CONFLICT = 409;

    /** A name may have 253 characters. */
    private static final int LONGEST = 200;

    private static final ResourceDefinitionContext EVENTS = new ResourceDefinitionContext.Builder()
            .withGroup("")
            .withVersion("v1")
            .withKind("Event")
            .withPlural("events")
            .withNamespaced(true)
            .build();

    private final KubernetesClient client;

    public CanaryEvents(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public void taken(Decision.Taken decision) {
        GenericKubernetesResource event =
                event(decision.approval(), decision.run().live());
        try {
            client.genericKubernetesResources(EVENTS)
                    .inNamespace(event.getMetadata().getNamespace())
                    .resource(event)
                    .create();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HTTP_CONFLICT) {
                throw Trouble.with(
                        "telling a decision on " + decision.approval().canary(), e);
            }
        }
    }

    private static GenericKubernetesResource event(Approval approval, LiveCanary canary) {
        boolean rollback = approval.decision() == Approval.Decision.rollback;
        String at = approval.at().truncatedTo(ChronoUnit.SECONDS).toString();
        String token = approval.run() + " " + approval.gate() + " " + at;
        GenericKubernetesResource event = new GenericKubernetesResource();
        event.setApiVersion("v1");
        event.setKind("Event");
        event.setMetadata(new ObjectMetaBuilder()
                .withNamespace(canary.key().namespace())
                .withName(name(canary, token))
                .withAnnotations(Map.of(
                        FLUX + "action",
                        rollback ? "rollback" : "approve-" + approval.gate(),
                        FLUX + "username",
                        approval.by(),
                        "flagger.app/token",
                        token))
                .build());
        event.setAdditionalProperty("involvedObject", involved(canary));
        event.setAdditionalProperty("type", "Normal");
        event.setAdditionalProperty("reason", rollback ? "RollbackOrdered" : "Approved");
        event.setAdditionalProperty(
                "message",
                approval.by()
                        + (rollback ? " ordered to roll back run " : " approved the " + approval.gate() + " of run ")
                        + approval.run());
        event.setAdditionalProperty("source", Map.of("component", "wigwag"));
        event.setAdditionalProperty("firstTimestamp", at);
        event.setAdditionalProperty("lastTimestamp", at);
        event.setAdditionalProperty("count", 1);
        return event;
    }

    private static Map<String, String> involved(LiveCanary canary) {
        return Map.of(
                "apiVersion",
                "flagger.app/v1beta1",
                "kind",
                "Canary",
                "namespace",
                canary.key().namespace(),
                "name",
                canary.key().name(),
                "uid",
                canary.uid());
    }

    /** Told by what it is about, so that telling the same twice makes one Event. */
    private static String name(LiveCanary canary, String token) {
        String name = canary.key().name();
        String cut = name.substring(0, Math.min(LONGEST, name.length())).replaceAll("[^a-z0-9]+$", "");
        return cut + "." + UUID.nameUUIDFromBytes(token.getBytes(StandardCharsets.UTF_8));
    }
}
