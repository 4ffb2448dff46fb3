package dev.wigwag.sandbox.flagger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The target of a Canary, which serves as the canary, and the primary made from it (reference: flagger.md §4). */
final class Workloads {

    private static final String FLUX = "toolkit.fluxcd.io";

    private final FlaggerObjects objects;
    private final TrackedConfigs configs;
    private final CanaryView canary;

    Workloads(FlaggerObjects objects, CanaryView canary) {
        this.objects = objects;
        this.configs = new TrackedConfigs(objects);
        this.canary = canary;
    }

    /** The target; refuses, as {@link TickAborted}, to go on without it. */
    ObjectNode target() {
        return objects.get(FlaggerKind.Deployment, canary.target())
                .orElseThrow(() -> new TickAborted("deployment %s get query error: deployments.apps \"%s\" not found"
                        .formatted(canary.target(), canary.target().name())));
    }

    String hash() {
        return Fnv.hash(target().at("/spec/template"));
    }

    Map<String, String> trackedConfigs() {
        return configs.of(canary.name().namespace(), target().at("/spec/template"));
    }

    /** The label that tells the primary's pods from the target's. */
    String selectorLabel() {
        JsonNode labels = target().at("/spec/selector/matchLabels");
        for (String name : new String[] {"app", "name", "app.kubernetes.io/name"}) {
            if (labels.has(name)) {
                return name;
            }
        }
        throw new TickAborted(
                "deployment %s spec.selector.matchLabels must contain one of [app name app.kubernetes.io/name]"
                        .formatted(canary.target()));
    }

    String selectorValue() {
        return target().at("/spec/selector/matchLabels").path(selectorLabel()).asText();
    }

    /** Makes the primary if there is none yet. */
    void createPrimary() {
        if (objects.get(FlaggerKind.Deployment, primary()).isPresent()) {
            return;
        }
        ObjectNode target = target();
        ObjectNode members = JsonNodeFactory.instance.objectNode();
        ObjectNode metadata = members.putObject("metadata");
        metadata.putObject("labels").put(selectorLabel(), primaryValue());
        metadata.set("annotations", withoutFlux(target.at("/metadata/annotations")));
        owned(metadata);
        ObjectNode spec = members.putObject("spec");
        for (String field :
                new String[] {"progressDeadlineSeconds", "minReadySeconds", "revisionHistoryLimit", "strategy"}) {
            if (target.path("spec").has(field)) {
                spec.set(field, target.path("spec").get(field));
            }
        }
        spec.put("replicas", Math.max(1, target.at("/spec/replicas").asInt(1)));
        spec.putObject("selector").putObject("matchLabels").put(selectorLabel(), primaryValue());
        spec.set("template", primaryTemplate(target));
        objects.create(FlaggerKind.Deployment, primary(), members);
    }

    /** Copies the target's template, and the configs it uses, to the primary. */
    void promote() {
        ObjectNode target = target();
        objects.get(FlaggerKind.Deployment, primary()).ifPresent(existing -> {
            ObjectNode patch = JsonNodeFactory.instance.objectNode();
            patch.putObject("spec")
                    .set("template", Difference.between(existing.at("/spec/template"), primaryTemplate(target)));
            objects.patch(FlaggerKind.Deployment, primary(), patch);
        });
    }

    private ObjectNode primaryTemplate(ObjectNode target) {
        ObjectNode template = target.at("/spec/template").deepCopy();
        ObjectNode labels = withoutFlux(template.at("/metadata/labels")).put(selectorLabel(), primaryValue());
        ObjectNode annotations = withoutFlux(template.at("/metadata/annotations"))
                .put("flagger-id", UUID.randomUUID().toString());
        template.withObject("/metadata").set("labels", labels);
        template.withObject("/metadata").set("annotations", annotations);
        configs.copyForPrimary(canary.name().namespace(), template);
        return template;
    }

    void owned(ObjectNode metadata) {
        metadata.putArray("ownerReferences")
                .addObject()
                .put("apiVersion", FlaggerKind.Canary.apiVersion())
                .put("kind", "Canary")
                .put("name", canary.name().name())
                .put("uid", canary.object().at("/metadata/uid").asText())
                .put("controller", true)
                .put("blockOwnerDeletion", true);
    }

    private static ObjectNode withoutFlux(JsonNode keys) {
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        keys.properties().stream()
                .filter(each -> !each.getKey().contains(FLUX))
                .forEach(each -> kept.set(each.getKey(), each.getValue()));
        return kept;
    }

    /** As many pods as the primary has, so that they can bear its traffic. */
    void scaleUp() {
        scale(objects.get(FlaggerKind.Deployment, primary())
                .map(each -> each.at("/spec/replicas").asInt(1))
                .orElse(1));
    }

    void scaleDown() {
        scale(0);
    }

    private void scale(int replicas) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        patch.putObject("spec").put("replicas", replicas);
        objects.patch(FlaggerKind.Deployment, canary.target(), patch);
    }

    Readiness targetReadiness(Duration deadline, Instant now) {
        int percent = canary.analysis().path("canaryReadyThreshold").asInt(100);
        return Readiness.of(target(), deadline, percent, now);
    }

    Readiness primaryReadiness(Duration deadline, Instant now) {
        int percent = canary.analysis().path("primaryReadyThreshold").asInt(100);
        Optional<ObjectNode> primary = objects.get(FlaggerKind.Deployment, primary());
        return primary.map(each -> Readiness.of(each, deadline, percent, now))
                .orElseThrow(() -> new TickAborted("deployment %s get query error: deployments.apps \"%s\" not found"
                        .formatted(primary(), primary().name())));
    }

    Named primary() {
        return canary.target().primary();
    }

    private String primaryValue() {
        return selectorValue() + "-primary";
    }
}
