package dev.wigwag.git;

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
record BuildRoot(ObjectKey object, String path, List<String> more, List<String> doubts) {
    BuildRoot {
        more = List.copyOf(more);
        doubts = List.copyOf(doubts);
    }

    /** What its build reads of a tree. */
    Footprint in(CommitTree tree) {
        return object.kind().equals("HelmRelease")
                ? Closure.ofChart(tree, path, more)
                : Closure.ofKustomization(tree, path, more);
    }
}
