package dev.wigwag.sandbox.flagger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A TrafficSplit of SMI, as provider {@code linkerd} makes it. Its weights are quantities, in JSON strings. */
record SmiSplit(FlaggerObjects objects, CanaryView canary, Workloads workloads) implements Router {

    @Override
    public void reconcile() {
        if (objects.get(FlaggerKind.TrafficSplit, canary.service()).isEmpty()) {
            ObjectNode members = JsonNodeFactory.instance.objectNode();
            workloads.owned(members.putObject("metadata"));
            ObjectNode spec =
                    members.putObject("spec").put("service", canary.service().name());
            spec.set("backends", backends(0));
            objects.create(FlaggerKind.TrafficSplit, canary.service(), members);
        }
    }

    @Override
    public int canaryWeight() {
        JsonNode split = objects.get(FlaggerKind.TrafficSplit, canary.service())
                .orElseThrow(() -> new TickAborted("TrafficSplit %s get query error: trafficsplits \"%s\" not found"
                        .formatted(canary.service(), canary.service().name())));
        for (JsonNode backend : split.at("/spec/backends")) {
            if (backend.path("service").asText().equals(name("-canary"))) {
                return backend.path("weight").asInt();
            }
        }
        throw new TickAborted("TrafficSplit %s does not contain routes for %s and %s"
                .formatted(canary.service(), name("-primary"), name("-canary")));
    }

    @Override
    public void route(int canaryWeight) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        patch.putObject("spec").set("backends", backends(canaryWeight));
        objects.patch(FlaggerKind.TrafficSplit, canary.service(), patch);
    }

    private ArrayNode backends(int canaryWeight) {
        ArrayNode backends = JsonNodeFactory.instance.arrayNode();
        backends.addObject().put("service", name("-canary")).put("weight", Integer.toString(canaryWeight));
        backends.addObject().put("service", name("-primary")).put("weight", Integer.toString(100 - canaryWeight));
        return backends;
    }

    private String name(String suffix) {
        return canary.service().suffixed(suffix).name();
    }
}
