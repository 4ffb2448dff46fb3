package dev.wigwag.kube;

import io.fabric8.kubernetes.api.model.DefaultKubernetesResourceList;

/** A page of Rollouts. */
public class RolloutList extends DefaultKubernetesResourceList<RolloutResource> {
    private static final long serialVersionUID = 1L;
}
