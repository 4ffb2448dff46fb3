package dev.wigwag.sandbox.flagger;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The Services Flagger makes: the apex and the primary's select the primary, the canary's selects the target. */
final class CanaryServices {

    private final FlaggerObjects objects;
    private final CanaryView canary;
    private final Workloads workloads;

    CanaryServices(FlaggerObjects objects, CanaryView canary, Workloads workloads) {
        this.objects = objects;
        this.canary = canary;
        this.workloads = workloads;
    }

    /** The two behind the apex, made before the primary. */
    void initialize() {
        create(canary.service().suffixed("-canary"), workloads.selectorValue());
        create(canary.service().primary(), workloads.selectorValue() + "-primary");
    }

    /** The apex, made once the primary can take the traffic. */
    void reconcile() {
        create(canary.service(), workloads.selectorValue() + "-primary");
    }

    private void create(Named name, String selected) {
        if (objects.get(FlaggerKind.Service, name).isPresent()) {
            return;
        }
        ObjectNode members = JsonNodeFactory.instance.objectNode();
        ObjectNode metadata = members.putObject("metadata");
        unmanaged(metadata);
        workloads.owned(metadata);
        ObjectNode spec = members.putObject("spec").put("type", "ClusterIP");
        spec.putObject("selector").put(workloads.selectorLabel(), selected);
        int port = canary.serviceSpec().path("port").asInt();
        ObjectNode listed =
                spec.putArray("ports").addObject().put("name", "http").put("port", port);
        listed.put("protocol", "TCP");
        if (canary.serviceSpec().has("targetPort")) {
            listed.set("targetPort", canary.serviceSpec().get("targetPort"));
        } else {
            listed.put("targetPort", port);
        }
        objects.create(FlaggerKind.Service, name, members);
    }

    /** Keeps Flux from taking for its own what it did not make. */
    static void unmanaged(ObjectNode metadata) {
        metadata.putObject("annotations")
                .put("kustomize.toolkit.fluxcd.io/reconcile", "disabled")
                .put("helm.toolkit.fluxcd.io/driftDetection", "disabled");
    }
}
