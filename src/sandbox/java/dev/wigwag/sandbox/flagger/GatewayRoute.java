package dev.wigwag.sandbox.flagger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** An HTTPRoute with the apex Service as parent and two weighted backends (reference: flagger.md §9). */
record GatewayRoute(FlaggerObjects objects, CanaryView canary, Workloads workloads) implements Router {

    @Override
    public void reconcile() {
        if (objects.get(FlaggerKind.HTTPRoute, canary.service()).isEmpty()) {
            ObjectNode members = JsonNodeFactory.instance.objectNode();
            ObjectNode metadata = members.putObject("metadata");
            CanaryServices.unmanaged(metadata);
            workloads.owned(metadata);
            ObjectNode spec = members.putObject("spec");
            JsonNode gateways = canary.serviceSpec().path("gatewayRefs");
            spec.set("parentRefs", gateways.isArray() ? gateways : spec.arrayNode());
            spec.set("rules", rules(0));
            objects.create(FlaggerKind.HTTPRoute, canary.service(), members);
        }
    }

    @Override
    public int canaryWeight() {
        JsonNode route = objects.get(FlaggerKind.HTTPRoute, canary.service())
                .orElseThrow(() -> new TickAborted("HTTPRoute %s get query error: httproutes \"%s\" not found"
                        .formatted(canary.service(), canary.service().name())));
        for (JsonNode rule : route.at("/spec/rules")) {
            if (rule.path("backendRefs").size() == 2) {
                return rule.at("/backendRefs/1/weight").asInt();
            }
        }
        throw new TickAborted("HTTPRoute " + canary.service() + " does not contain routes for primary and canary");
    }

    @Override
    public void route(int canaryWeight) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        patch.putObject("spec").set("rules", rules(canaryWeight));
        objects.patch(FlaggerKind.HTTPRoute, canary.service(), patch);
    }

    /** With a match, only what matches is split; everything else stays on the primary. */
    private ArrayNode rules(int canaryWeight) {
        ArrayNode rules = JsonNodeFactory.instance.arrayNode();
        ObjectNode split = rules.addObject();
        split.set("matches", canary.matches() ? canary.analysis().path("match") : everything());
        ArrayNode backends = split.putArray("backendRefs");
        backend(backends, "-primary", 100 - canaryWeight);
        backend(backends, "-canary", canaryWeight);
        if (canary.matches()) {
            ObjectNode rest = rules.addObject();
            rest.set("matches", everything());
            backend(rest.putArray("backendRefs"), "-primary", 100);
        }
        return rules;
    }

    private static ArrayNode everything() {
        ArrayNode matches = JsonNodeFactory.instance.arrayNode();
        matches.addObject().putObject("path").put("type", "PathPrefix").put("value", "/");
        return matches;
    }

    private void backend(ArrayNode backends, String suffix, int weight) {
        backends.addObject()
                .put("group", "")
                .put("kind", "Service")
                .put("name", canary.service().suffixed(suffix).name())
                .put("port", canary.serviceSpec().path("port").asInt())
                .put("weight", weight);
    }
}
