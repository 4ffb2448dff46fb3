package dev.wigwag.git;

import java.util.HashSet;
import java.util.Set;

/** Takes in everything below a directory, and whatever its links lead to. */
final class WholeDirectory {
    private final Artifact artifact;
    private final Trace trace;
    private final Links links;
    private final Set<String> taken = new HashSet<>();

    WholeDirectory(Artifact artifact, Trace trace, Links links) {
        this.artifact = artifact;
        this.trace = trace;
        this.links = links;
    }

    /** Takes the directory in; does nothing the second time. */
    void take(TreeEntry directory) {
        if (!taken.add(directory.path()) || !trace.goesOn()) {
            return;
        }
        trace.takesAllOf(directory.path());
        for (TreeEntry child : artifact.children(directory)) {
            if (!trace.goesOn()) {
                return;
            }
            switch (child.kind()) {
                case DIRECTORY -> take(child);
                case LINK -> behind(child);
                case FILE, MODULE -> trace.reads(child.path());
            }
        }
    }

    /** Takes in a link and what it leads to. Flux packs no links; whoever does would follow them. */
    void behind(TreeEntry link) {
        trace.reads(link.path());
        links.follow(link.path()).ifPresent(target -> {
            if (target.isDirectory()) {
                take(target);
            } else {
                trace.reads(target.path());
            }
        });
    }
}
