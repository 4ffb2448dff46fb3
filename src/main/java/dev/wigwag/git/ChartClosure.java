package dev.wigwag.git;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Follows what a chart in the source is made of: all of its directory, the charts beside it that it depends on, and values. */
final class ChartClosure {
    private final Artifact artifact;
    private final Trace trace;
    private final Links links;
    private final WholeDirectory whole;
    private final Set<String> seen = new HashSet<>();

    ChartClosure(Artifact artifact, Trace trace) {
        this.artifact = artifact;
        this.trace = trace;
        this.links = new Links(artifact, trace);
        this.whole = new WholeDirectory(artifact, trace, links);
    }

    /**
     * Follows a HelmRelease's chart.
     *
     * @param chart as in {@code spec.chart.spec.chart}
     * @param values as in {@code spec.chart.spec.valuesFiles}, from the root
     */
    void follow(String chart, List<String> values) {
        TreePath.fromRoot(chart)
                .ifPresentOrElse(this::chart, () -> trace.doubts("its chart leads out of the repository"));
        values.forEach(file -> {
            Optional<TreeEntry> found = TreePath.fromRoot(file).flatMap(links::follow);
            found.ifPresentOrElse(
                    entry -> trace.reads(entry.path()),
                    () -> trace.doubts("its values file " + file + " is not in this repository"));
        });
    }

    private void chart(String path) {
        Optional<TreeEntry> place = links.follow(path);
        if (place.isEmpty()) {
            trace.doubts("its chart " + path + " is not there");
        } else if (!place.get().isDirectory()) {
            // Packed already.
            trace.reads(place.get().path());
        } else if (seen.add(place.get().path())) {
            whole.take(place.get());
            neighbours(place.get().path(), "Chart.yaml");
            neighbours(place.get().path(), "requirements.yaml");
        }
    }

    private void neighbours(String chart, String name) {
        Optional<TreeEntry> file =
                links.follow(TreePath.in(chart, name)).filter(entry -> entry.kind() == TreeEntry.Kind.FILE);
        if (file.isEmpty()) {
            return;
        }
        trace.parses(file.get().path());
        Optional<List<String>> found = artifact.read(file.get()).flatMap(ChartFile::neighbours);
        if (found.isEmpty()) {
            trace.doubts(TreePath.in(chart, name) + " cannot be read");
        }
        found.orElse(List.of())
                .forEach(neighbour -> TreePath.resolve(chart, neighbour)
                        .ifPresentOrElse(
                                this::chart, () -> trace.doubts(chart + " depends on a chart outside the repository")));
    }
}
