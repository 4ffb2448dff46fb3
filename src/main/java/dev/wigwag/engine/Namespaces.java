package dev.wigwag.engine;

import dev.wigwag.rollout.Annotated;
import java.util.Map;

/** The Namespaces of the cluster, as far as their annotations matter. */
public interface Namespaces {
    /**
     * What the annotations of Namespaces ask for, by name; of one that is not in it nothing is asked. May be up to a minute old.
     *
     * @throws ClusterException if the cluster could not be read
     */
    Map<String, Annotated> annotated();
}
