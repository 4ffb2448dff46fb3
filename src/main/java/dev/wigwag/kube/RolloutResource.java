package dev.wigwag.kube;

import dev.wigwag.rollout.RolloutSpec;
import dev.wigwag.rollout.RolloutStatus;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** The {@code Rollout} as Kubernetes holds it; its spec and status are the core's own records, written as they are. */
@Group(RolloutResource.GROUP)
@Version(RolloutResource.VERSION)
@io.fabric8.kubernetes.model.annotation.Kind(RolloutResource.KIND)
@Singular("rollout")
@Plural("rollouts")
@ShortNames("ro")
@AdditionalPrinterColumn(name = "Source", jsonPath = ".spec.source.name", type = Type.STRING)
@AdditionalPrinterColumn(name = "Revision", jsonPath = ".status.revision", type = Type.STRING)
@AdditionalPrinterColumn(name = "Phase", jsonPath = ".status.phase", type = Type.STRING)
@AdditionalPrinterColumn(name = "Summary", jsonPath = ".status.summary", type = Type.STRING)
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
public class RolloutResource extends CustomResource<RolloutSpec, RolloutStatus> implements Namespaced {
    private static final long serialVersionUID = 1L;

    static final String GROUP = "wigwag.dev";
    static final String VERSION = "v1alpha1";
    static final String KIND = "Rollout";
    static final String SOURCE_LABEL = GROUP + "/source";
    static final String SOURCE_KIND_LABEL = GROUP + "/source-kind";
}
