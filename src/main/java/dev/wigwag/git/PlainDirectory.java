package dev.wigwag.git;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Takes in a directory without a kustomization, for which kustomize-controller writes one: every YAML file below it, and each
 * directory that has a kustomization as what that makes of it (fluxcd/pkg, kustomize generator). A submodule's directory is empty
 * there, unless the source takes submodules along, which is a doubt about all of it.
 */
final class PlainDirectory {
    private final Artifact artifact;
    private final Trace trace;
    private final WholeDirectory whole;
    private final Consumer<TreeEntry> enter;
    private final Set<String> gathered = new HashSet<>();

    /**
     * One for one build.
     *
     * @param enter is given each directory with a kustomization
     */
    PlainDirectory(Artifact artifact, Trace trace, WholeDirectory whole, Consumer<TreeEntry> enter) {
        this.artifact = artifact;
        this.trace = trace;
        this.whole = whole;
        this.enter = enter;
    }

    /** Takes the directory in, in whichever of the two ways it is built, or in both where that is not sure. */
    void take(TreeEntry directory) {
        List<TreeEntry> kustomizations = artifact.kustomizations(directory);
        if (!kustomizations.isEmpty()) {
            enter.accept(directory);
        }
        if (kustomizations.stream().allMatch(file -> artifact.presence(file) == Presence.PERHAPS)) {
            gather(directory);
        }
    }

    private void gather(TreeEntry directory) {
        if (!gathered.add(directory.path()) || !trace.goesOn()) {
            return;
        }
        trace.gathers(directory.path());
        for (TreeEntry child : artifact.children(directory)) {
            if (!trace.goesOn()) {
                return;
            }
            if (child.isDirectory()) {
                take(child);
            } else if (TreePath.isYaml(child.name())) {
                trace.reads(child.path());
                if (child.kind() == TreeEntry.Kind.LINK) {
                    whole.behind(child);
                }
            }
        }
    }
}
