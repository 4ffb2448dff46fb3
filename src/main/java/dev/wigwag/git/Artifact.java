package dev.wigwag.git;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A commit as Flux hands it to who builds: its tree without what is left out. For one thread at a time. */
final class Artifact {
    private final CommitTree tree;
    private final SourceView view;
    private final Map<String, List<TreeEntry>> listings = new HashMap<>();

    Artifact(CommitTree tree, SourceView view) {
        this.tree = tree;
        this.view = view;
    }

    /** What is, or may be, at the path, where a link stays a link. */
    Optional<TreeEntry> find(String path) {
        return tree.find(path).filter(entry -> presence(entry) != Presence.LEFT_OUT);
    }

    /** What a directory holds itself, or may hold, in Git's order. */
    List<TreeEntry> children(TreeEntry directory) {
        return listings.computeIfAbsent(
                directory.path(),
                path -> tree.children(directory).stream()
                        .filter(child -> presence(child) != Presence.LEFT_OUT)
                        .toList());
    }

    /** The files in the directory that make it one that kustomize builds. */
    List<TreeEntry> kustomizations(TreeEntry directory) {
        return children(directory).stream()
                .filter(child -> !child.isDirectory() && KustomizationFile.NAMES.contains(child.name()))
                .toList();
    }

    /** A directory without files is not packed, and nobody can tell; so each is there. */
    Presence presence(TreeEntry entry) {
        return entry.isDirectory() ? Presence.THERE : view.of(entry.path(), entry.kind() == TreeEntry.Kind.LINK);
    }

    /** As {@link CommitTree#read}. */
    Optional<byte[]> read(TreeEntry file) {
        return tree.read(file);
    }

    /** As {@link CommitTree#target}. */
    Optional<String> target(TreeEntry link) {
        return tree.target(link);
    }
}
