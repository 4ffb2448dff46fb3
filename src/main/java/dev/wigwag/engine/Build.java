package dev.wigwag.engine;

import dev.wigwag.rollout.ObjectKey;
import java.util.List;

/**
 * An object of Flux that builds something of a source, and where it begins.
 *
 * @param object a Kustomization or HelmRelease
 * @param path the directory or the chart; null for the root
 * @param more components of a Kustomization, from {@code path} on; values of a chart, from the root
 * @param doubts why what is built may depend on more than the commit; empty if it does not
 */
public record Build(ObjectKey object, String path, List<String> more, List<String> doubts) {
    public Build {
        more = List.copyOf(more);
        doubts = List.copyOf(doubts);
    }
}
