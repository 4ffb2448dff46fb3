package dev.wigwag.git;

import dev.wigwag.engine.Build;
import java.util.List;

/**
 * Where a build begins: all of it that its footprint hangs on.
 *
 * @param chart whether it is a HelmRelease's chart, or else what a Kustomization builds
 * @param path as {@link Build#path()}
 * @param more as {@link Build#more()}
 */
record BuildStart(boolean chart, String path, List<String> more) {
    static BuildStart of(Build build) {
        return new BuildStart(build.object().kind().equals("HelmRelease"), build.path(), build.more());
    }

    /** What is looked at from here on. */
    Footprint in(Artifact artifact) {
        Trace trace = new Trace();
        if (chart) {
            new ChartClosure(artifact, trace).follow(path, more);
        } else {
            new KustomizationClosure(artifact, trace).follow(path, more);
        }
        return trace.footprint();
    }

    /** At least what it takes in memory. */
    long bytes() {
        long letters = path == null ? 0 : path.length();
        return 120
                + 2 * letters
                + more.stream().mapToLong(one -> 60 + 2L * one.length()).sum();
    }
}
