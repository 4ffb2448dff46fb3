package dev.wigwag.engine;

import dev.wigwag.rollout.ObjectKey;
import java.util.List;
import java.util.Optional;

/** What the cluster builds of its Git repositories. A port; all methods throw {@link ClusterException}. */
public interface Builds {
    /** How the source's content is got; empty if it is no GitRepository, or gone. */
    Optional<Checkout> checkout(ObjectKey source);

    /** Every Kustomization, and every HelmRelease with its chart in the source, that builds something of it; by their keys. */
    List<Build> of(ObjectKey source);
}
