package dev.wigwag.git;

import java.util.Optional;

/** Finds what is at a path once every link on the way is followed; each link on the way is read. */
final class Links {
    private static final int MOST = 20;

    private final Artifact artifact;
    private final Trace trace;

    Links(Artifact artifact, Trace trace) {
        this.artifact = artifact;
        this.trace = trace;
    }

    /** What is there in the end; empty if nothing is, which then is something that was looked for. */
    Optional<TreeEntry> follow(String path) {
        String wanted = path;
        for (int turn = 0; turn < MOST; turn++) {
            Optional<TreeEntry> link = first(wanted);
            if (link.isEmpty()) {
                Optional<TreeEntry> found = artifact.find(wanted);
                if (found.isEmpty()) {
                    trace.reads(wanted);
                }
                return found;
            }
            trace.reads(link.get().path());
            String behind = wanted.substring(link.get().path().length());
            Optional<String> target = artifact.target(link.get())
                    .flatMap(to -> TreePath.resolve(TreePath.parent(link.get().path()), to))
                    .flatMap(to -> TreePath.resolve(to, "." + behind));
            if (target.isEmpty()) {
                return Optional.empty();
            }
            wanted = target.get();
        }
        return Optional.empty();
    }

    private Optional<TreeEntry> first(String path) {
        String here = "";
        for (String name : path.split("/")) {
            here = TreePath.in(here, name);
            Optional<TreeEntry> entry = artifact.find(here);
            if (entry.isEmpty() || entry.get().kind() == TreeEntry.Kind.LINK) {
                return entry;
            }
        }
        return Optional.empty();
    }
}
